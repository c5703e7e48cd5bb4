import type { TextSurface } from '../plain/text-surface.ts';
import { wrapText } from '../text/fit-text.ts';

/** True for a note that tells what stands against an answer. */
export function isWarning(note: string): boolean {
  return note.startsWith('! ');
}

/** Notes as lines below a question. One that begins with `! ` tells what stands against the answer. */
export function noteLines(notes: readonly string[], { style, width }: TextSurface): readonly string[] {
  return notes.flatMap((note) => {
    const role = isWarning(note) ? 'warning' : 'dim';
    return wrapText(note, width - 2, role === 'warning' ? 2 : 0).map((line) => `  ${style(role, line)}`);
  });
}
