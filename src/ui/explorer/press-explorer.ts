import type { ScreenKey } from '../screen-key.ts';
import type { ExplorerAction } from './explorer-keys.ts';
import { explorerAction } from './explorer-keys.ts';
import { toggleChoice, toggled } from './explorer-filter.ts';
import type { ExplorerState } from './explorer-state.ts';
import { moveTo, selectedChange, tour, withRows } from './explorer-state.ts';
import { portalLink } from './portal-link.ts';
import { pressInFilter, pressInHelp, pressInPalette, pressInSearch } from './press-overlay.ts';

/** A key, or news from the terminal: how many lines the list has now, what became of a wish. */
export type ExplorerInput = ScreenKey | { readonly name: 'page'; readonly lines: number } | { readonly name: 'notice'; readonly text: string };

/** The explorer after a key. Nothing changes any more once it has ended. */
export function pressExplorerKey(state: ExplorerState, key: ExplorerInput): ExplorerState {
  if (state.end !== undefined) return state;
  if (key.name === 'page') return key.lines === state.page ? state : { ...state, page: key.lines };
  if (key.name === 'notice') return { ...state, notice: key.text };
  if (key.name === 'interrupt') return { ...state, end: 'interrupted' };
  const { notice: _told, ...calm } = state;
  switch (state.mode.kind) {
    case 'browse':
      return browse(calm, key);
    case 'search':
      return pressInSearch(calm, state.mode, key);
    case 'filter':
      return pressInFilter(calm, state.mode, key);
    case 'help':
      return pressInHelp(calm, state.mode, key);
    case 'palette':
      return pressInPalette(calm, state.mode, key, act);
  }
}

function browse(state: ExplorerState, key: ScreenKey): ExplorerState {
  const action = explorerAction(key.name === 'text' ? key.text : key.name);
  return action === undefined ? state : act(state, action);
}

/** Does what a key of the table stands for. */
function act(state: ExplorerState, action: ExplorerAction): ExplorerState {
  switch (action) {
    case 'up':
      return step(state, -1);
    case 'down':
      return step(state, 1);
    case 'page-up':
      return step(state, -Math.max(1, state.page - 1));
    case 'page-down':
      return step(state, Math.max(1, state.page - 1));
    case 'first':
      return step(state, -Number.MAX_SAFE_INTEGER);
    case 'last':
      return step(state, Number.MAX_SAFE_INTEGER);
    case 'open':
      return open(state);
    case 'close':
      return close(state);
    case 'pane':
      return { ...state, pane: state.pane === 'list' ? 'details' : 'list' };
    case 'next-risk':
      return travel(state, 1);
    case 'previous-risk':
      return travel(state, -1);
    case 'search':
      return { ...state, pane: 'list', mode: { kind: 'search', before: state.filter.text } };
    case 'filter':
      return { ...state, mode: { kind: 'filter', cursor: 0 } };
    case 'unchanged':
      return { ...withRows({ ...state, filter: toggleChoice(state.filter, { group: 'action', value: 'no-op' }) }), notice: state.filter.hiddenActions.has('no-op') ? 'what does not change is shown too' : 'what does not change is hidden' };
    case 'identical':
      return withRows({ ...state, groupsIdentical: !state.groupsIdentical });
    case 'fold-all':
      return foldAll(state);
    case 'why':
      return { ...state, shows: state.shows === 'why' ? 'change' : 'why', scroll: 0 };
    case 'dependencies':
      return { ...state, shows: state.shows === 'dependencies' ? 'change' : 'dependencies', scroll: 0 };
    case 'edit':
    case 'copy-id':
    case 'copy-link':
      return wish(state, action);
    case 'palette':
      return { ...state, mode: { kind: 'palette', text: '', cursor: 0 } };
    case 'help':
      return { ...state, mode: { kind: 'help', scroll: 0 } };
    case 'back':
      return back(state);
    case 'leave':
      return { ...state, end: 'left' };
  }
}

function step(state: ExplorerState, by: number): ExplorerState {
  // How far the details go is known where they are drawn: too far is cut there.
  return state.pane === 'details' ? { ...state, scroll: Math.max(0, Math.min(state.scroll + by, 1_000_000)) } : moveTo(state, state.cursor + by);
}

function open(state: ExplorerState): ExplorerState {
  const row = state.rows[state.cursor];
  if (row === undefined) return state;
  if (row.kind === 'change') return { ...state, pane: 'details' };
  return row.open ? moveTo(state, state.cursor + 1) : withRows({ ...state, turned: toggled(state.turned, row.id) });
}

function close(state: ExplorerState): ExplorerState {
  if (state.pane === 'details') return { ...state, pane: 'list' };
  const row = state.rows[state.cursor];
  if (row === undefined) return state;
  if (row.kind === 'group' && row.open) return withRows({ ...state, turned: toggled(state.turned, row.id) });
  for (let index = state.cursor - 1; index >= 0; index -= 1) {
    const above = state.rows[index];
    if (above?.kind === 'group' && above.depth < row.depth) return moveTo(state, index);
  }
  return state;
}

/** All headings as one: folded when any is open. */
function foldAll(state: ExplorerState): ExplorerState {
  const isFolded = state.rows.every((row) => row.kind === 'group' && !row.open);
  const unfolded = withRows({ ...state, turned: new Set() });
  if (isFolded) return unfolded;
  const stacks = unfolded.rows.flatMap((row) => (row.kind === 'group' && row.depth === 0 && row.identical === undefined ? [row.id] : []));
  return { ...withRows({ ...state, turned: new Set(stacks) }), cursor: 0 };
}

function travel(state: ExplorerState, by: 1 | -1): ExplorerState {
  // Folded changes would never be met.
  const opened = state.turned.size === 0 ? state : withRows({ ...state, turned: new Set() });
  const stops = tour(opened);
  if (stops.length === 0) return { ...state, notice: 'no change to go to' };
  const at = stops.indexOf(opened.cursor);
  const next = at === -1 ? (by === 1 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length;
  return { ...moveTo(opened, stops[next] ?? 0), notice: `${next + 1} of ${stops.length} by risk` };
}

function wish(state: ExplorerState, action: 'edit' | 'copy-id' | 'copy-link'): ExplorerState {
  const change = selectedChange(state);
  if (change === undefined) return { ...state, notice: 'choose a change first' };
  const at = (state.wish?.at ?? 0) + 1;
  if (action === 'edit') {
    return change.origin === undefined ? { ...state, notice: 'nothing is known of where it is defined' } : { ...state, wish: { kind: 'edit', at, location: change.origin } };
  }
  if (action === 'copy-id') return { ...state, wish: { kind: 'copy', at, text: change.id }, notice: 'the resource id is copied' };
  const link = portalLink(state.plan.cloud, change.id);
  return link === undefined ? { ...state, notice: 'the local Azure has no portal' } : { ...state, wish: { kind: 'copy', at, text: link }, notice: 'the link to the portal is copied' };
}

function back(state: ExplorerState): ExplorerState {
  if (state.pane === 'details') return { ...state, pane: 'list' };
  if (state.shows !== 'change') return { ...state, shows: 'change', scroll: 0 };
  if (state.filter.text !== '') return withRows({ ...state, filter: { ...state.filter, text: '' } });
  return { ...state, notice: 'q leaves the explorer' };
}
