import type { Change, Plan } from '../../model/plan.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import { cleanPlan } from '../plain/clean-plan.ts';
import type { TitleOfType } from '../text/type-title.ts';
import type { ExplorerEntry, ExplorerFilter } from './explorer-filter.ts';
import { explorerEntries, noFilter, visibleEntries } from './explorer-filter.ts';
import type { ExplorerRow } from './explorer-rows.ts';
import { explorerRows } from './explorer-rows.ts';

/** What lies over the list and the details, and takes the keys. */
export type ExplorerMode =
  | { readonly kind: 'browse' }
  /** `before`: the text to go back to on Esc. */
  | { readonly kind: 'search'; readonly before: string }
  | { readonly kind: 'filter'; readonly cursor: number }
  | { readonly kind: 'help'; readonly scroll: number }
  | { readonly kind: 'palette'; readonly text: string; readonly cursor: number };

/** What the explorer asks of the terminal around it; `at` grows, so that the same wish twice is two wishes. */
export type ExplorerWish =
  | { readonly kind: 'edit'; readonly at: number; readonly location: SourceLocation }
  | { readonly kind: 'copy'; readonly at: number; readonly text: string };

export type ExplorerEnd = 'left' | 'interrupted';

/** The plan explorer between two keys. */
export interface ExplorerState {
  readonly plan: Plan;
  readonly entries: readonly ExplorerEntry[];
  readonly filter: ExplorerFilter;
  readonly turned: ReadonlySet<string>;
  readonly groupsIdentical: boolean;
  /** What filter and folds leave, in the order of the screen. */
  readonly rows: readonly ExplorerRow[];
  /** Changes that the filter lets through, folded or not. */
  readonly shown: number;
  /** Index into `rows`; 0 when there are none. */
  readonly cursor: number;
  readonly pane: 'list' | 'details';
  readonly shows: 'change' | 'why' | 'dependencies';
  /** Lines of the details above the window. */
  readonly scroll: number;
  readonly mode: ExplorerMode;
  /** Said in the last line until the next key. */
  readonly notice?: string;
  readonly wish?: ExplorerWish;
  /** Lines that the list has on the screen: what a page is. */
  readonly page: number;
  /** How it was left; `interrupted`: Ctrl-C, or the process is asked to end. */
  readonly end?: ExplorerEnd;
}

/** The explorer as it opens: on the first change by risk. */
export function beginExplorer(given: Plan, titleOf?: TitleOfType): ExplorerState {
  const plan = cleanPlan(given);
  const entries = explorerEntries(plan, titleOf);
  const empty: ExplorerState = {
    plan,
    entries,
    filter: noFilter,
    turned: new Set(),
    groupsIdentical: true,
    rows: [],
    shown: 0,
    cursor: 0,
    pane: 'list',
    shows: 'change',
    scroll: 0,
    mode: { kind: 'browse' },
    page: 10,
  };
  const listed = withRows(empty);
  return { ...listed, cursor: tour(listed)[0] ?? 0 };
}

/** The state with its rows made anew; the cursor stays on its row, or on the nearest heading that is left. */
export function withRows(state: ExplorerState): ExplorerState {
  const held = state.rows[state.cursor]?.id;
  const visible = visibleEntries(state.entries, state.filter);
  const rows = explorerRows(visible, state);
  return { ...state, rows, shown: visible.length, cursor: Math.max(0, placeOf(rows, held, state.cursor)), scroll: 0 };
}

function placeOf(rows: readonly ExplorerRow[], held: string | undefined, cursor: number): number {
  const found = rows.findIndex(({ id }) => id === held);
  return found === -1 ? Math.min(cursor, rows.length - 1) : found;
}

/** The change that the cursor stands on; undefined on a heading. */
export function selectedChange({ rows, cursor }: ExplorerState): Change | undefined {
  const row = rows[cursor];
  return row?.kind === 'change' ? row.change : undefined;
}

/** The cursor on another row, the details from their top. */
export function moveTo(state: ExplorerState, index: number): ExplorerState {
  const cursor = Math.max(0, Math.min(state.rows.length - 1, index));
  return cursor === state.cursor ? state : { ...state, cursor, scroll: 0 };
}

/** The visible changes by risk, then in the order of the screen, as indexes into `rows`. */
export function tour(state: ExplorerState): readonly number[] {
  const ranks = new Map(state.entries.map(({ change, rank }) => [change.address, rank]));
  const seen = new Set<string>();
  return state.rows
    .flatMap((row, index) => (row.kind === 'change' && !seen.has(row.change.address) && seen.add(row.change.address) ? [{ index, rank: ranks.get(row.change.address) ?? 9 }] : []))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ index }) => index);
}
