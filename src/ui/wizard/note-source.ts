import type { Draft, QuestionId } from './answers.ts';
import type { WizardState } from './wizard-state.ts';
import { currentQuestion, visibleChoices } from './wizard-state.ts';

/** Says what is worth knowing of a value that is typed or pointed at, before it is taken; it stops nobody. Given up when the value changes. */
export type NoteSource = (id: QuestionId, value: string, draft: Draft, signal: AbortSignal) => Promise<readonly string[]>;

/** How long a value stands before anything is looked up for it. Milliseconds. */
export const notePauseMs = 150;

/** The value that a note would be of: what is typed, or what the cursor of a long list is on. */
export function notedValue(state: WizardState): { readonly id: QuestionId; readonly value: string } | undefined {
  const question = currentQuestion(state);
  if (question === undefined || state.end !== undefined || state.helps || state.earlier !== undefined) return undefined;
  const value = question.kind === 'text' ? state.field.text.trim() : question.filter === true ? visibleChoices(state, question)[state.field.cursor]?.value : undefined;
  return value === undefined || value === '' ? undefined : { id: question.id, value };
}
