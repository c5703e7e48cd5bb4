import type { Draft, QuestionId } from './answers.ts';
import type { Question } from './question.ts';
import type { WizardState } from './wizard-state.ts';
import { currentQuestion, visibleChoices } from './wizard-state.ts';

/** What notes are of: a question, or all answers together. */
export type NotedId = QuestionId | 'review';

/**
 * Says what is worth knowing of a value that is typed or pointed at, before it is taken, and of all answers in the review; it stops nobody.
 * Given up when the value changes. A line that begins with `! ` tells what stands against it.
 */
export type NoteSource = (id: NotedId, value: string, draft: Draft, signal: AbortSignal) => Promise<readonly string[]>;

/** How long a value stands before anything is looked up for it. Milliseconds. */
export const notePauseMs = 150;

/** The value that a note would be of: what is typed, what the cursor of a long list is on, what is chosen; in the review the answers. */
export function notedValue(state: WizardState): { readonly id: NotedId; readonly value: string } | undefined {
  const question = currentQuestion(state);
  if (state.end !== undefined || state.helps || state.earlier !== undefined) return undefined;
  if (question === undefined) return { id: 'review', value: JSON.stringify(state.draft) };
  const value = valueAt(state, question);
  // That there is nothing to choose from has a reason too.
  return value === undefined || (value === '' && question.id !== 'subscriptionId') ? undefined : { id: question.id, value };
}

function valueAt(state: WizardState, question: Question): string | undefined {
  if (question.kind === 'text') return state.field.text.trim();
  if (question.kind === 'multiselect') return state.field.checked.join(',');
  if (question.filter !== true) return undefined;
  return visibleChoices(state, question)[state.field.cursor]?.value ?? (question.free === true ? state.field.filter.trim() : undefined);
}
