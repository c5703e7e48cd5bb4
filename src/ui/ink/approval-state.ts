import type { Approval, ApprovalQuestion } from '../run-view.ts';
import { graphemes } from '../text/display-width.ts';
import type { ScreenKey } from '../screen-key.ts';

/** The state of an approval: a list of two with Cancel first, or a word to type. */
export interface ApprovalState {
  readonly question: ApprovalQuestion;
  readonly cursor: 'cancel' | 'approve';
  readonly typed: string;
  readonly error?: string;
  readonly answer?: Approval;
}

/** Cancel is chosen until somebody chooses otherwise. */
export function beginApproval(question: ApprovalQuestion): ApprovalState {
  return { question, cursor: 'cancel', typed: '' };
}

/** The approval after a key. Nothing changes any more once it is answered. */
export function pressApprovalKey(state: ApprovalState, key: ScreenKey): ApprovalState {
  if (state.answer !== undefined) {
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
    case 'down':
    case 'tab':
    case 'back-tab':
      return { ...state, cursor: state.cursor === 'cancel' ? 'approve' : 'cancel' };
    case 'enter':
      return { ...state, answer: state.cursor === 'approve' ? 'approved' : 'declined' };
    case 'text':
      return pressLetter(state, key.text);
    default:
      return state;
  }
}

function pressLetter(state: ApprovalState, text: string): ApprovalState {
  if (text === 'j' || text === 'k') {
    return { ...state, cursor: state.cursor === 'cancel' ? 'approve' : 'cancel' };
  }
  const letter = text.toLowerCase();
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
