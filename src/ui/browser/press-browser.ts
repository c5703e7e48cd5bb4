import type { ScreenKey } from '../screen-key.ts';
import { editText } from '../screen/edit-text.ts';
import { actionOf } from '../screen/key-table.ts';
import { openHelp, openPalette, pressOverlay } from '../screen/overlay.ts';
import type { ScreenInput } from '../screen/screen.ts';
import { bodyHeight } from '../screen/screen-frame.ts';
import type { BrowserAction, TerminalWish } from './browser.ts';
import type { BrowserKeyAction } from './browser-keys.ts';
import { browserKeys } from './browser-keys.ts';
import type { BrowserMode, BrowserState } from './browser-state.ts';
import { cellColumns, currentId, nearestItem, refusalOf, runEnd, targetOf, withItems, withRows } from './browser-state.ts';

/** Items that came in. */
export interface BrowserNews<Item> {
  /** All that are known by now; absent: those that are there stay. */
  readonly items?: readonly Item[];
  readonly isLoading: boolean;
  /** More can be read when they are wanted. */
  readonly hasOlder?: boolean;
  /** What went wrong on the way. */
  readonly notice?: string;
}

const browsing = { kind: 'browse' } as const;

/** The browser after an input. Nothing changes any more once it has ended. */
export function pressBrowser<Item>(state: BrowserState<Item>, input: ScreenInput<BrowserNews<Item>>): BrowserState<Item> {
  if (state.end !== undefined) return state;
  switch (input.name) {
    case 'rows':
      return { ...state, page: bodyHeight(input.rows) };
    case 'notice':
      return { ...state, notice: input.text };
    case 'news':
      return heard(state, input.news);
    case 'interrupt':
      return { ...state, end: { kind: 'interrupted' } };
    default: {
      const { notice: _told, sought: _left, ...calm } = state;
      return pressKey(calm, state.mode, input);
    }
  }
}

function heard<Item>(state: BrowserState<Item>, { items = state.items, isLoading, hasOlder = false, notice }: BrowserNews<Item>): BrowserState<Item> {
  return { ...withItems(state, items, isLoading), hasOlder, ...(notice === undefined ? {} : { notice }) };
}

function pressKey<Item>(state: BrowserState<Item>, mode: BrowserMode<Item>, key: ScreenKey): BrowserState<Item> {
  switch (mode.kind) {
    case 'browse': {
      const action = actionOf(browserKeys(state.browser), key);
      return action === undefined ? state : act(state, action);
    }
    case 'search':
      return pressInSearch(state, mode, key);
    case 'menu':
      return pressInMenu(state, mode.cursor, key);
    case 'ask':
      return pressInAsk(state, mode, key);
    case 'help':
    case 'palette': {
      const step = pressOverlay(mode, key, browserKeys(state.browser), state.page);
      if (step.kind === 'stays') return { ...state, mode: step.overlay, ...(step.notice === undefined ? {} : { notice: step.notice }) };
      const closed = { ...state, mode: browsing };
      return step.kind === 'closed' ? closed : act(closed, step.action);
    }
  }
}

function act<Item>(state: BrowserState<Item>, action: BrowserKeyAction): BrowserState<Item> {
  switch (action) {
    case 'up':
      return step(state, -1);
    case 'down':
      return step(state, 1);
    case 'page-up':
      return step(state, -Math.max(1, state.page - 2));
    case 'page-down':
      return step(state, Math.max(1, state.page - 2));
    case 'first':
      return step(state, -1_000_000);
    case 'last':
      return step(state, 1_000_000);
    case 'left':
    case 'right':
      return sideways(state, action);
    case 'pane':
      return { ...state, pane: state.pane === 'list' ? 'details' : 'list' };
    case 'menu':
      return { ...state, mode: { kind: 'menu', cursor: 0 } };
    case 'search':
      return { ...state, pane: 'list', mode: { kind: 'search', before: state.filter } };
    case 'mark':
      return step(marked(state, [currentId(state)]), 1);
    case 'mark-all':
      return marked(state, state.rows.map((row) => (row.kind === 'item' ? row.id : undefined)));
    case 'palette':
      return { ...state, mode: openPalette };
    case 'help':
      return { ...state, mode: openHelp };
    case 'back':
      return back(state);
    case 'leave':
      return { ...state, end: { kind: 'left' } };
    default: {
      const chosen = state.browser.actions[Number(action.slice('do:'.length))];
      return chosen === undefined ? state : begin(state, chosen);
    }
  }
}

function step<Item>(state: BrowserState<Item>, by: number): BrowserState<Item> {
  // How far the details go is known where they are drawn: too far is cut there.
  if (state.pane === 'details') return { ...state, scroll: Math.max(0, Math.min(state.scroll + by, 1_000_000)) };
  const cursor = nearestItem(state.rows, state.cursor + by, by < 0 ? -1 : 1);
  return cursor === state.cursor ? state : { ...state, cursor, scroll: 0 };
}

function sideways<Item>(state: BrowserState<Item>, to: 'left' | 'right'): BrowserState<Item> {
  const columns = cellColumns(state.browser).length;
  if (columns === 0 || state.pane === 'details') return { ...state, pane: to === 'right' ? 'details' : 'list' };
  return { ...state, column: Math.max(0, Math.min(columns - 1, state.column + (to === 'right' ? 1 : -1))) };
}

/** Marks all of them, or takes their marks away when all have one. */
function marked<Item>(state: BrowserState<Item>, given: readonly (string | undefined)[]): BrowserState<Item> {
  const ids = given.filter((id) => id !== undefined);
  const next = new Set(state.marked);
  const all = ids.every((id) => next.has(id));
  for (const id of ids) {
    if (all) next.delete(id);
    else next.add(id);
  }
  return { ...state, marked: next };
}

function back<Item>(state: BrowserState<Item>): BrowserState<Item> {
  if (state.pane === 'details') return { ...state, pane: 'list' };
  if (state.filter !== '') return withRows({ ...state, filter: '' });
  if (state.marked.size > 0) return { ...state, marked: new Set() };
  return { ...state, notice: 'q leaves' };
}

/** Asks what an action has to ask; ends with its command line where it has nothing to. */
function begin<Item>(state: BrowserState<Item>, action: BrowserAction<Item>): BrowserState<Item> {
  const refusal = refusalOf(state, action);
  if (refusal !== undefined) return { ...state, mode: browsing, notice: `${action.name}: ${refusal}` };
  const target = targetOf(state, action);
  if (action.wish !== undefined) return wished({ ...state, mode: browsing }, action.wish(target));
  if (action.ask !== undefined) return { ...state, mode: { kind: 'ask', action, text: action.ask.initial?.(target) ?? '' } };
  return { ...state, mode: browsing, end: runEnd(action, target) };
}

function wished<Item>(state: BrowserState<Item>, wish: TerminalWish): BrowserState<Item> {
  const at = (state.wish?.at ?? 0) + 1;
  return wish.kind === 'edit' ? { ...state, wish: { ...wish, at } } : { ...state, wish: { ...wish, at }, notice: `copied ${wish.text}` };
}

function pressInSearch<Item>(state: BrowserState<Item>, mode: Extract<BrowserMode<Item>, { kind: 'search' }>, key: ScreenKey): BrowserState<Item> {
  switch (key.name) {
    case 'enter':
    case 'tab':
      return { ...state, mode: browsing };
    case 'escape':
      return { ...withRows({ ...state, filter: mode.before }), mode: browsing };
    case 'up':
      return step(state, -1);
    case 'down':
      return step(state, 1);
    default: {
      const text = editText(state.filter, key);
      return text === undefined ? state : withRows({ ...state, filter: text });
    }
  }
}

function pressInMenu<Item>(state: BrowserState<Item>, cursor: number, key: ScreenKey): BrowserState<Item> {
  const { actions } = state.browser;
  const at = (next: number): BrowserState<Item> => ({ ...state, mode: { kind: 'menu', cursor: Math.max(0, Math.min(actions.length - 1, next)) } });
  const name = key.name === 'text' ? key.text : key.name;
  // Enter takes the row of the menu, also where it is the key of an action.
  const byKey = actions.find(({ key: own }) => own === name && own !== 'enter');
  if (byKey !== undefined) return begin(state, byKey);
  switch (name) {
    case 'up':
    case 'k':
      return at(cursor - 1);
    case 'down':
    case 'j':
      return at(cursor + 1);
    case 'enter': {
      const action = actions[cursor];
      return action === undefined ? state : begin(state, action);
    }
    case 'escape':
    case 'left':
    case 'q':
      return { ...state, mode: browsing };
    default:
      return state;
  }
}

function pressInAsk<Item>(state: BrowserState<Item>, mode: Extract<BrowserMode<Item>, { kind: 'ask' }>, key: ScreenKey): BrowserState<Item> {
  const { action } = mode;
  switch (key.name) {
    case 'escape':
      return { ...state, mode: browsing };
    case 'enter': {
      const target = targetOf(state, action, mode.text.trim());
      const wrong = action.ask?.check(target.text, target);
      return wrong === undefined ? { ...state, mode: browsing, end: runEnd(action, target) } : { ...state, notice: wrong };
    }
    default: {
      const text = editText(mode.text, key);
      return text === undefined ? state : { ...state, mode: { ...mode, text } };
    }
  }
}
