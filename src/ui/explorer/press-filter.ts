import type { ScreenKey } from '../screen-key.ts';
import { editText } from '../screen/edit-text.ts';
import { filterChoices, noFilter, toggleChoice } from './explorer-filter.ts';
import type { ExplorerMode, ExplorerState } from './explorer-state.ts';
import { moveTo, withRows } from './explorer-state.ts';

const browsing: ExplorerMode = { kind: 'browse' };

/** A key while the text of a search is typed: the list follows every letter. */
export function pressInSearch(state: ExplorerState, mode: Extract<ExplorerMode, { kind: 'search' }>, key: ScreenKey): ExplorerState {
  // Folds of before would hide what is found.
  const find = (text: string, turned: ReadonlySet<string> = new Set()): ExplorerState => withRows({ ...state, turned, filter: { ...state.filter, text } });
  switch (key.name) {
    case 'enter':
    case 'tab':
      return { ...state, mode: browsing };
    case 'escape':
      return { ...find(mode.before, mode.turned), mode: browsing };
    case 'up':
      return moveTo(state, state.cursor - 1);
    case 'down':
      return moveTo(state, state.cursor + 1);
    default: {
      const text = editText(state.filter.text, key);
      return text === undefined ? state : find(text);
    }
  }
}

/** A key on the list of switches. */
export function pressInFilter(state: ExplorerState, mode: Extract<ExplorerMode, { kind: 'filter' }>, key: ScreenKey): ExplorerState {
  const choices = filterChoices(state.entries, state.filter);
  const cursorAt = (cursor: number): ExplorerState => ({ ...state, mode: { kind: 'filter', cursor: Math.max(0, Math.min(choices.length - 1, cursor)) } });
  switch (key.name === 'text' ? key.text : key.name) {
    case 'up':
    case 'k':
      return cursorAt(mode.cursor - 1);
    case 'down':
    case 'j':
      return cursorAt(mode.cursor + 1);
    case 'home':
      return cursorAt(0);
    case 'end':
      return cursorAt(choices.length - 1);
    case ' ': {
      const choice = choices[mode.cursor];
      return choice === undefined ? state : withRows({ ...state, filter: toggleChoice(state.filter, choice) });
    }
    case 'a':
      return withRows({ ...state, filter: { ...noFilter, text: state.filter.text } });
    case 'enter':
    case 'escape':
    case 'f':
    case 'q':
      return { ...state, mode: browsing };
    default:
      return state;
  }
}
