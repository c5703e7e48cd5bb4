import type { SourceLocation } from '../model/source-location.ts';

/** A call of `moved` or `removed`, as written. */
export type RefactoringNote =
  | { readonly kind: 'moved'; readonly from: string; readonly to: string; readonly origin: SourceLocation | undefined }
  | { readonly kind: 'removed'; readonly from: string; readonly origin: SourceLocation | undefined };

/** Calls that no backend has taken yet: they stand beside the backend, not in it. */
const notes: RefactoringNote[] = [];

/** Keeps a call for the backend that it stands beside. */
export function noteRefactoring(note: RefactoringNote): void {
  notes.push(note);
}

/** The calls since the last time, in their order. */
export function takeRefactorings(): readonly RefactoringNote[] {
  return notes.splice(0);
}
