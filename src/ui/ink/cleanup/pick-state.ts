import type { CleanupReport, Finding } from '../../../model/cleanup.ts';
import type { Picked, PickQuestion } from '../../run-view.ts';
import type { ScreenInput } from '../../screen/screen.ts';
import { isKey } from '../../screen/screen.ts';

/** A list of findings of which any number is taken. */
export interface PickState {
  readonly question: PickQuestion;
  /** Index of the finding under the cursor. */
  readonly cursor: number;
  /** Indexes of what is taken. */
  readonly taken: ReadonlySet<number>;
  readonly answer?: Picked;
}

/** Rows that a page key goes. */
const pageRows = 10;

/** Nothing is taken until somebody takes it. */
export function beginPick(question: PickQuestion): PickState {
  return { question, cursor: 0, taken: new Set() };
}

/** The list after a key: Space takes or leaves one, `a` all of its kind, Enter ends it, Esc takes nothing. Nothing changes once it is answered. */
export function pressPickKey(state: PickState, key: ScreenInput): PickState {
  if (state.answer !== undefined || !isKey(key)) return state;
  switch (key.name) {
    case 'up':
    case 'back-tab':
      return moved(state, state.cursor - 1, 'round');
    case 'down':
    case 'tab':
      return moved(state, state.cursor + 1, 'round');
    case 'page-up':
      return moved(state, state.cursor - pageRows);
    case 'page-down':
      return moved(state, state.cursor + pageRows);
    case 'home':
      return moved(state, 0);
    case 'end':
      return moved(state, findingsOf(state).length - 1);
    case 'enter':
      return { ...state, answer: { kind: 'picked', findings: takenOf(state) } };
    case 'escape':
      return { ...state, answer: { kind: 'picked', findings: [] } };
    case 'interrupt':
      return { ...state, answer: { kind: 'interrupted' } };
    case 'text':
      return pressText(state, key.text);
    default:
      return state;
  }
}

/** What is taken, in the order of the list. */
export function takenOf({ question, taken }: Pick<PickState, 'question' | 'taken'>): readonly Finding[] {
  return question.report.findings.filter((_, index) => taken.has(index));
}

function findingsOf({ question }: PickState): CleanupReport['findings'] {
  return question.report.findings;
}

function moved(state: PickState, to: number, edge?: 'round'): PickState {
  const last = findingsOf(state).length - 1;
  const inside = Math.max(0, Math.min(last, to));
  return { ...state, cursor: edge === undefined || inside === to ? inside : to < 0 ? last : 0 };
}

function pressText(state: PickState, text: string): PickState {
  switch (text) {
    case ' ':
      return toggled(state, [state.cursor]);
    case 'j':
      return moved(state, state.cursor + 1, 'round');
    case 'k':
      return moved(state, state.cursor - 1, 'round');
    case 'a': {
      const kind = findingsOf(state)[state.cursor]?.kind;
      return toggled(state, findingsOf(state).flatMap((finding, index) => (finding.kind === kind ? [index] : [])));
    }
    default:
      return state;
  }
}

/** Takes all of them, or leaves all when all are taken. */
function toggled(state: PickState, indexes: readonly number[]): PickState {
  const taken = new Set(state.taken);
  const all = indexes.every((index) => taken.has(index));
  for (const index of indexes) {
    if (all) taken.delete(index);
    else taken.add(index);
  }
  return { ...state, taken };
}
