import type { Overlay } from '../screen/overlay.ts';
import { cleanLine } from '../text/fit-text.ts';
import type { ScreenWish } from '../screen/screen.ts';
import type { ActionTarget, Browser, BrowserAction, CommandAction } from './browser.ts';

/** A row of the list: a heading, or an item. */
export type BrowserRow<Item> = { readonly kind: 'heading'; readonly text: string; readonly count: number } | { readonly kind: 'item'; readonly id: string; readonly item: Item };

/** What takes the keys. */
export type BrowserMode<Item> =
  | { readonly kind: 'browse' }
  /** `before`: the text to go back to on Esc. */
  | { readonly kind: 'search'; readonly before: string }
  /** The actions for the row; `cursor` counts them. */
  | { readonly kind: 'menu'; readonly cursor: number }
  /** A line is typed for an action. */
  | { readonly kind: 'ask'; readonly action: CommandAction<Item>; readonly text: string }
  | Overlay;

/** How a browser was left; `run`: to run a command line, those of `rest` after it, and perhaps to come back. */
export type BrowserEnd = { readonly kind: 'left' } | { readonly kind: 'interrupted' } | { readonly kind: 'run'; readonly argv: readonly string[]; readonly rest?: readonly (readonly string[])[] };

/** A browser between two keys. */
export interface BrowserState<Item> {
  readonly browser: Browser<Item>;
  readonly items: readonly Item[];
  /** More are on their way. */
  readonly isLoading: boolean;
  /** More can be read: when the cursor comes near the end, or a search looks for them. */
  readonly hasOlder: boolean;
  /** Counts what came in. */
  readonly turn: number;
  /** Where the cursor goes as soon as its item is there; gone with the first key. */
  readonly sought?: { readonly id: string | undefined; readonly cursor: number };
  /** What is asked of the terminal. */
  readonly wish?: ScreenWish;
  readonly filter: string;
  /** What the filter leaves, under its headings. */
  readonly rows: readonly BrowserRow<Item>[];
  /** Index into `rows`, of an item; 0 when there is none. */
  readonly cursor: number;
  /** Index among the columns that are cells. */
  readonly column: number;
  /** Ids; nothing is marked by itself. */
  readonly marked: ReadonlySet<string>;
  readonly pane: 'list' | 'details';
  /** Lines of the details above the window. */
  readonly scroll: number;
  readonly mode: BrowserMode<Item>;
  /** Said in the last line until the next key. */
  readonly notice?: string;
  /** Lines that the body has: what a page is. */
  readonly page: number;
  readonly end?: BrowserEnd;
}

/** Where a browser stood when it was left, to be opened there again. */
export type BrowserPlace = Pick<BrowserState<never>, 'filter' | 'column' | 'cursor'> & { readonly id: string | undefined };

/** A browser as it opens: nothing marked, on the first item or on the place where it was left. */
export function beginBrowser<Item>(browser: Browser<Item>, items: readonly Item[], place?: BrowserPlace, isLoading = false): BrowserState<Item> {
  const empty: BrowserState<Item> = { browser, items, isLoading, filter: place?.filter ?? '', rows: [], cursor: 0, column: place?.column ?? 0, marked: new Set(), pane: 'list', scroll: 0, mode: { kind: 'browse' }, page: 10, hasOlder: false, turn: 0, ...(place === undefined && !isLoading ? {} : { sought: place ?? { id: undefined, cursor: 0 } }) };
  return withItems(empty, items, isLoading);
}

/** The state with its rows made anew; the cursor stays on its item where that is left. */
export function withRows<Item>(state: BrowserState<Item>, id = currentId(state)): BrowserState<Item> {
  const rows = rowsOf(state);
  const found = id === undefined ? -1 : rows.findIndex((row) => row.kind === 'item' && row.id === id);
  const cursor = found === -1 ? nearestItem(rows, Math.min(state.cursor, rows.length - 1)) : found;
  return { ...state, rows, cursor, scroll: found === -1 ? 0 : state.scroll };
}

/** The state with other items; marks of those that are gone go. */
export function withItems<Item>(state: BrowserState<Item>, items: readonly Item[], isLoading: boolean): BrowserState<Item> {
  const ids = new Set(items.map(state.browser.idOf));
  const { sought, ...rest } = state;
  const next = { ...rest, items, isLoading, turn: state.turn + 1, marked: new Set([...state.marked].filter((id) => ids.has(id))) };
  if (sought === undefined) return withRows(next);
  const isThere = sought.id !== undefined && ids.has(sought.id);
  // Until a key is pressed the cursor waits at its place for whatever comes to stand there; rows that were there for a moment do not take it along.
  return withRows({ ...next, rows: isThere ? state.rows : [], cursor: sought.cursor, ...(isThere || !isLoading ? {} : { sought }) }, isThere ? sought.id : undefined);
}

function rowsOf<Item>({ browser, items, filter }: BrowserState<Item>): readonly BrowserRow<Item>[] {
  const words = filter.toLowerCase().split(/\s+/).filter((word) => word !== '');
  const shown = words.length === 0 ? items : items.filter((item) => {
    const haystack = [...browser.columns.map(({ text }) => text(item)), browser.groupOf?.(item) ?? '', browser.searchOf?.(item) ?? ''].join(' ').toLowerCase();
    return words.every((word) => haystack.includes(word));
  });
  const rowOf = (item: Item): BrowserRow<Item> => ({ kind: 'item', id: browser.idOf(item), item });
  const { groupOf } = browser;
  if (groupOf === undefined) return shown.map(rowOf);
  return [...Map.groupBy(shown, groupOf)].flatMap(([text, members]): readonly BrowserRow<Item>[] => [{ kind: 'heading', text: cleanLine(text), count: members.length }, ...members.map(rowOf)]);
}

/** The item row that is nearest to an index, downwards first. */
export function nearestItem(rows: readonly BrowserRow<unknown>[], index: number, towards: 1 | -1 = 1): number {
  const from = Math.max(0, Math.min(rows.length - 1, index));
  const after = rows.findIndex((row, at) => at >= from && row.kind === 'item');
  const before = rows.findLastIndex((row, at) => at <= from && row.kind === 'item');
  const [first, second] = towards === 1 ? [after, before] : [before, after];
  return first === -1 ? Math.max(0, second) : first;
}

/** Id of the item under the cursor. */
export function currentId<Item>({ rows, cursor }: BrowserState<Item>): string | undefined {
  const row = rows[cursor];
  return row?.kind === 'item' ? row.id : undefined;
}

/** The item under the cursor. */
export function currentItem<Item>({ rows, cursor }: BrowserState<Item>): Item | undefined {
  const row = rows[cursor];
  return row?.kind === 'item' ? row.item : undefined;
}

/** The columns that are pointed at one by one. */
export function cellColumns<Item>({ columns }: Browser<Item>): Browser<Item>['columns'][number][] {
  return columns.filter(({ cell }) => cell !== undefined);
}

/** What an action would be done with: what is marked when it takes several, in the order of the list, else the item under the cursor. */
export function targetOf<Item>(state: BrowserState<Item>, action: BrowserAction<Item>, text = ''): ActionTarget<Item> {
  const column = cellColumns(state.browser)[state.column]?.cell;
  if (action.takes === 'none') return { items: [], text, column };
  const marked = action.takes === 'many' ? state.items.filter((item) => state.marked.has(state.browser.idOf(item))) : [];
  const current = currentItem(state);
  return { items: marked.length > 0 ? marked : current === undefined ? [] : [current], text, column };
}

/** Why an action cannot be done now; undefined when it can. */
export function refusalOf<Item>(state: BrowserState<Item>, action: BrowserAction<Item>): string | undefined {
  const target = targetOf(state, action);
  return action.takes !== 'none' && target.items.length === 0 ? 'there is nothing to do it with' : action.refuse?.(target);
}

/** The end of a browser that does an action: with one command line, or one for each item. */
export function runEnd<Item>({ command, each }: CommandAction<Item>, target: ActionTarget<Item>): Extract<BrowserEnd, { readonly kind: 'run' }> {
  const [argv = [], ...rest] = each === true ? target.items.map((item) => command({ ...target, items: [item] })) : [command(target)];
  return { kind: 'run', argv, ...(rest.length === 0 ? {} : { rest }) };
}

/** Where the browser stands. */
export function placeOf<Item>(state: BrowserState<Item>): BrowserPlace {
  return { filter: state.filter, column: state.column, cursor: state.cursor, id: currentId(state) };
}
