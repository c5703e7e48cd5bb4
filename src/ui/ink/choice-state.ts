import type { ChoiceQuestion } from '../run-view.ts';
import type { ScreenKey } from '../screen-key.ts';

/** A list to choose from, over a picture that goes on. */
export interface ChoiceState {
  readonly question: ChoiceQuestion;
  /** Index of the choice under the cursor. */
  readonly cursor: number;
  readonly answer?: string;
}

/** The cursor stands on the fallback. */
export function beginChoice(question: ChoiceQuestion): ChoiceState {
  return { question, cursor: Math.max(0, question.choices.findIndex(({ value }) => value === question.fallback)) };
}

/** The list after a key. One that means nothing here takes it away: a question that came by mistake is gone by mistake too. Nothing changes once it is answered. */
export function pressChoiceKey(state: ChoiceState, key: ScreenKey): ChoiceState {
  const { question, cursor } = state;
  if (state.answer !== undefined) {
    return state;
  }
  switch (key.name) {
    case 'up':
    case 'back-tab':
      return moved(state, -1);
    case 'down':
    case 'tab':
      return moved(state, 1);
    case 'enter':
      return { ...state, answer: question.choices[cursor]?.value ?? question.fallback };
    case 'escape':
      return { ...state, answer: question.escape };
    case 'text':
      return pressText(state, key.text);
    default:
      return { ...state, answer: question.escape };
  }
}

function moved(state: ChoiceState, by: number): ChoiceState {
  const count = state.question.choices.length;
  return { ...state, cursor: (state.cursor + by + count) % count };
}

function pressText(state: ChoiceState, text: string): ChoiceState {
  if (text === 'j' || text === 'k') {
    return moved(state, text === 'j' ? 1 : -1);
  }
  const chosen = /^[1-9]$/.test(text) ? state.question.choices[Number(text) - 1] : undefined;
  return chosen === undefined ? { ...state, answer: state.question.escape } : { ...state, cursor: state.question.choices.indexOf(chosen), answer: chosen.value };
}
