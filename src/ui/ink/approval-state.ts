import type { ApprovalAnswer, ApprovalQuestion } from '../run-view.ts';
import type { ScreenKey } from '../screen-key.ts';
import type { ScreenInput } from '../screen/screen.ts';
import { isKey } from '../screen/screen.ts';

/** The state of an approval: a short list with Cancel first. A question that wants a word typed is asked in a line of its own. */
export interface ApprovalState {
  readonly question: ApprovalQuestion;
  /** True when there is a plan to look at first. */
  readonly explores: boolean;
  readonly cursor: ApprovalChoice;
  readonly answer?: ApprovalAnswer;
}

export type ApprovalChoice = 'cancel' | 'approve' | 'explore';

/** The choices in their order on the screen. */
export function approvalChoices({ explores }: Pick<ApprovalState, 'explores'>): readonly ApprovalChoice[] {
  return explores ? ['cancel', 'approve', 'explore'] : ['cancel', 'approve'];
}

/** Cancel is chosen until somebody chooses otherwise. */
export function beginApproval(question: ApprovalQuestion, explores = false): ApprovalState {
  return { question, explores, cursor: 'cancel' };
}

/** The approval after a key. Nothing changes any more once it is answered. */
export function pressApprovalKey(state: ApprovalState, key: ScreenInput): ApprovalState {
  if (state.answer !== undefined || !isKey(key)) {
    return state;
  }
  if (key.name === 'interrupt') {
    return { ...state, answer: 'interrupted' };
  }
  if (key.name === 'escape') {
    return { ...state, answer: 'declined' };
  }
  return pressInList(state, key);
}

function pressInList(state: ApprovalState, key: ScreenKey): ApprovalState {
  switch (key.name) {
    case 'up':
    case 'back-tab':
      return moved(state, -1);
    case 'down':
    case 'tab':
      return moved(state, 1);
    case 'enter':
      return { ...state, answer: answerOf[state.cursor] };
    case 'text':
      return pressLetter(state, key.text);
    default:
      return state;
  }
}

const answerOf = { cancel: 'declined', approve: 'approved', explore: 'explore' } as const;

function moved(state: ApprovalState, by: 1 | -1): ApprovalState {
  const choices = approvalChoices(state);
  return { ...state, cursor: choices[(choices.indexOf(state.cursor) + by + choices.length) % choices.length] ?? 'cancel' };
}

function pressLetter(state: ApprovalState, text: string): ApprovalState {
  if (text === 'j' || text === 'k') {
    return moved(state, text === 'j' ? 1 : -1);
  }
  const letter = text.toLowerCase();
  if (letter === 'e' && state.explores) {
    return { ...state, cursor: 'explore', answer: 'explore' };
  }
  return letter === 'y' ? { ...state, cursor: 'approve', answer: 'approved' } : letter === 'n' ? { ...state, cursor: 'cancel', answer: 'declined' } : state;
}
