import type { Change, Plan } from '../../model/plan.ts';
import type { WhatIfReport } from '../../model/what-if.ts';
import { cleanPlan } from '../plain/clean-plan.ts';
import type { SharedProperties } from '../plain/identical-changes.ts';
import { sharedProperties } from '../plain/identical-changes.ts';
import type { Overlay } from '../screen/overlay.ts';
import type { ScreenWish } from '../screen/screen.ts';
import type { TitleOfType } from '../text/type-title.ts';
import type { ExplorerEntry, ExplorerFilter } from './explorer-filter.ts';
import { calmRank, explorerEntries, noFilter, restingRank, riskRank, visibleEntries } from './explorer-filter.ts';
import type { ExplorerRow } from './explorer-rows.ts';
import { explorerRows } from './explorer-rows.ts';

/** What lies over the list and the details, and takes the keys. */
export type ExplorerMode =
  | { readonly kind: 'browse' }
  /** `before`, `turned`: what to go back to on Esc. */
  | { readonly kind: 'search'; readonly before: string; readonly turned: ReadonlySet<string> }
  | { readonly kind: 'filter'; readonly cursor: number }
  | Overlay;

export type ExplorerEnd = 'left' | 'interrupted';

/** The plan explorer between two keys. */
export interface ExplorerState {
  readonly plan: Plan;
  /** Azure's own forecast of it, when it was asked. */
  readonly forecast?: WhatIfReport;
  readonly entries: readonly ExplorerEntry[];
  readonly filter: ExplorerFilter;
  readonly turned: ReadonlySet<string>;
  readonly groupsIdentical: boolean;
  /** What changes may have in common, whatever the filter leaves. */
  readonly shared: SharedProperties;
  /** What filter and folds leave, in the order of the screen. */
  readonly rows: readonly ExplorerRow[];
  /** Changes that the filter lets through, folded or not. */
  readonly shown: number;
  /** Those of them that are dangerous. */
  readonly dangerous: number;
  /** Index into `rows`; 0 when there are none. */
  readonly cursor: number;
  readonly pane: 'list' | 'details';
  readonly shows: 'change' | 'why' | 'dependencies';
  /** Lines of the details above the window. */
  readonly scroll: number;
  readonly mode: ExplorerMode;
  /** Said in the last line until the next key. */
  readonly notice?: string;
  readonly wish?: ScreenWish;
  /** Lines that the list has on the screen: what a page is. */
  readonly page: number;
  /** How it was left; `interrupted`: Ctrl-C, or the process is asked to end. */
  readonly end?: ExplorerEnd;
}

/** The explorer as it opens: on the first change by risk. */
export function beginExplorer(given: Plan, titleOf?: TitleOfType, forecast?: WhatIfReport): ExplorerState {
  const plan = cleanPlan(given);
  const entries = explorerEntries(plan, titleOf);
  const empty: ExplorerState = {
    plan,
    ...(forecast === undefined ? {} : { forecast }),
    entries,
    filter: noFilter,
    turned: new Set(),
    groupsIdentical: true,
    shared: sharedProperties(plan.changes),
    rows: [],
    shown: 0,
    dangerous: 0,
    cursor: 0,
    pane: 'list',
    shows: 'change',
    scroll: 0,
    mode: { kind: 'browse' },
    page: 10,
  };
  const listed = withRows(empty);
  return { ...listed, cursor: tour(listed).stops[0] ?? 0 };
}

/** The state with its rows made anew; the cursor stays on its row, or on the nearest heading that is left. */
export function withRows(state: ExplorerState): ExplorerState {
  const held = state.rows[state.cursor]?.id;
  const visible = visibleEntries(state.entries, state.filter);
  const rows = explorerRows(visible, { ...state, searches: state.filter.text !== '' });
  return { ...state, rows, shown: visible.length, dangerous: visible.filter(({ change }) => riskRank(change) < calmRank).length, cursor: Math.max(0, placeOf(rows, held, state.cursor)), scroll: 0 };
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

/** The changes in the order in which a reviewer should see them, as indexes into `rows`; the first `dangerous` of them are dangerous. */
export interface RiskTour {
  readonly stops: readonly number[];
  readonly dangerous: number;
}

/** The visible changes by risk, then in the order of the screen; without those that do not change. Linear in the rows. */
export function tour({ rows }: Pick<ExplorerState, 'rows'>): RiskTour {
  const byRank = Array.from({ length: restingRank }, (): number[] => []);
  // What stands under a heading of identical changes, which are above, is met there.
  const met = new Set<Change>();
  for (const [index, row] of rows.entries()) {
    if (row.kind === 'group' || met.has(row.change)) continue;
    if (row.depth === 1) met.add(row.change);
    byRank[riskRank(row.change)]?.push(index);
  }
  return { stops: byRank.flat(), dangerous: byRank.slice(0, calmRank).flat().length };
}
