import type { ScreenKey } from '../screen-key.ts';
import { graphemes } from '../text/display-width.ts';
import { filterChoices, noFilter, toggleChoice } from './explorer-filter.ts';
import type { ExplorerAction } from './explorer-keys.ts';
import { explorerAction, explorerKeys } from './explorer-keys.ts';
import type { ExplorerMode, ExplorerState } from './explorer-state.ts';
import { moveTo, withRows } from './explorer-state.ts';

const browsing: ExplorerMode = { kind: 'browse' };

/** A key while the text of a search is typed: the list follows every letter. */
export function pressInSearch(state: ExplorerState, mode: Extract<ExplorerMode, { kind: 'search' }>, key: ScreenKey): ExplorerState {
  const find = (text: string): ExplorerState => withRows({ ...state, filter: { ...state.filter, text } });
  switch (key.name) {
    case 'text':
      return find((state.filter.text + key.text).trimStart());
    case 'backspace':
    case 'delete':
      return find(graphemes(state.filter.text).slice(0, -1).join(''));
    case 'clear':
      return find('');
    case 'enter':
    case 'tab':
      return { ...state, mode: browsing };
    case 'escape':
      return { ...find(mode.before), mode: browsing };
    case 'up':
      return moveTo(state, state.cursor - 1);
    case 'down':
      return moveTo(state, state.cursor + 1);
    default:
      return state;
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

/** A key over the list of keys. */
export function pressInHelp(state: ExplorerState, mode: Extract<ExplorerMode, { kind: 'help' }>, key: ScreenKey): ExplorerState {
  const scrolled = (by: number): ExplorerState => ({ ...state, mode: { kind: 'help', scroll: Math.max(0, Math.min(mode.scroll + by, explorerKeys.length)) } });
  switch (explorerAction(key.name === 'text' ? key.text : key.name)) {
    case 'up':
      return scrolled(-1);
    case 'down':
      return scrolled(1);
    case 'page-up':
      return scrolled(-state.page);
    case 'page-down':
      return scrolled(state.page);
    case 'help':
    case 'back':
    case 'leave':
    case 'open':
      return { ...state, mode: browsing };
    default:
      return state;
  }
}

/** The commands that a text of the palette leaves: those whose words hold it. */
export function paletteChoices(text: string): readonly (typeof explorerKeys)[number][] {
  const words = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
  return explorerKeys.filter(({ action, label, help: sentence }) => action !== 'palette' && words.every((word) => `${label} ${sentence}`.toLowerCase().includes(word)));
}

/** A key in the palette; `act` does what is chosen. */
export function pressInPalette(state: ExplorerState, mode: Extract<ExplorerMode, { kind: 'palette' }>, key: ScreenKey, act: (state: ExplorerState, action: ExplorerAction) => ExplorerState): ExplorerState {
  const choices = paletteChoices(mode.text);
  const typed = (text: string): ExplorerState => ({ ...state, mode: { kind: 'palette', text, cursor: 0 } });
  const cursorAt = (cursor: number): ExplorerState => ({ ...state, mode: { ...mode, cursor: Math.max(0, Math.min(choices.length - 1, cursor)) } });
  switch (key.name) {
    case 'text':
      return typed(mode.text + key.text);
    case 'backspace':
    case 'delete':
      return typed(graphemes(mode.text).slice(0, -1).join(''));
    case 'clear':
      return typed('');
    case 'up':
      return cursorAt(mode.cursor - 1);
    case 'down':
      return cursorAt(mode.cursor + 1);
    case 'escape':
      return { ...state, mode: browsing };
    case 'enter': {
      const choice = choices[mode.cursor];
      return choice === undefined ? { ...state, notice: 'nothing is called that' } : act({ ...state, mode: browsing }, choice.action);
    }
    default:
      return state;
  }
}
