import type { ApprovalAnswer, ApprovalQuestion } from '../run-view.ts';
import { graphemes } from '../text/display-width.ts';
import type { ScreenKey } from '../screen-key.ts';
import type { ScreenInput } from '../screen/screen.ts';
import { isKey } from '../screen/screen.ts';

/** The state of an approval: a short list with Cancel first, or a word to type. */
export interface ApprovalState {
  readonly question: ApprovalQuestion;
  /** True when there is a plan to look at first. */
  readonly explores: boolean;
  readonly cursor: ApprovalChoice;
  readonly typed: string;
  readonly error?: string;
  readonly answer?: ApprovalAnswer;
}

export type ApprovalChoice = 'cancel' | 'approve' | 'explore';

/** The choices in their order on the screen. */
export function approvalChoices({ explores }: Pick<ApprovalState, 'explores'>): readonly ApprovalChoice[] {
  return explores ? ['cancel', 'approve', 'explore'] : ['cancel', 'approve'];
}

/** Cancel is chosen until somebody chooses otherwise. */
export function beginApproval(question: ApprovalQuestion, explores = false): ApprovalState {
  return { question, explores, cursor: 'cancel', typed: '' };
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
  return state.question.word === undefined ? pressInList(state, key) : pressInWord(state, state.question.word, key);
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

function pressInWord(state: ApprovalState, word: string, key: ScreenKey): ApprovalState {
  const { error: _forgotten, ...calm } = state;
  switch (key.name) {
    case 'text':
      return { ...calm, typed: state.typed + key.text };
    case 'backspace':
    case 'delete':
      return { ...calm, typed: graphemes(state.typed).slice(0, -1).join('') };
    case 'clear':
      return { ...calm, typed: '' };
    case 'enter':
      return state.typed === word ? { ...calm, answer: 'approved' } : { ...state, error: state.typed === '' ? `Type ${word} to go on, or press Esc.` : `"${state.typed}" is not ${word}.` };
    default:
      return state;
  }
}
