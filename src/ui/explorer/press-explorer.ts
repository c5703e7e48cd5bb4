import type { ScreenKey } from '../screen-key.ts';
import { actionOf } from '../screen/key-table.ts';
import { openHelp, openPalette, pressOverlay } from '../screen/overlay.ts';
import type { Overlay } from '../screen/overlay.ts';
import type { ScreenInput } from '../screen/screen.ts';
import { bodyHeight } from '../screen/screen-frame.ts';
import type { ExplorerAction } from './explorer-keys.ts';
import { explorerKeys } from './explorer-keys.ts';
import { toggled } from './explorer-filter.ts';
import { unchangedId } from './explorer-rows.ts';
import type { ExplorerState } from './explorer-state.ts';
import { moveTo, selectedChange, tour, withRows } from './explorer-state.ts';
import { portalLink } from './portal-link.ts';
import { pressInFilter, pressInSearch } from './press-filter.ts';

/** The explorer after a key. Nothing changes any more once it has ended. */
export function pressExplorerKey(state: ExplorerState, key: ScreenInput): ExplorerState {
  if (state.end !== undefined) return state;
  if (key.name === 'rows') return { ...state, page: bodyHeight(key.rows) };
  if (key.name === 'news') return state;
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
    case 'palette':
      return pressInOverlay(calm, state.mode, key);
  }
}

function browse(state: ExplorerState, key: ScreenKey): ExplorerState {
  const action = actionOf(explorerKeys, key);
  return action === undefined ? state : act(state, action);
}

function pressInOverlay(state: ExplorerState, mode: Overlay, key: ScreenKey): ExplorerState {
  const step = pressOverlay(mode, key, explorerKeys, state.page);
  switch (step.kind) {
    case 'stays':
      return { ...state, mode: step.overlay, ...(step.notice === undefined ? {} : { notice: step.notice }) };
    case 'closed':
      return { ...state, mode: { kind: 'browse' } };
    case 'chosen':
      return act({ ...state, mode: { kind: 'browse' } }, step.action);
  }
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
      return { ...state, pane: 'list', mode: { kind: 'search', before: state.filter.text, turned: state.turned } };
    case 'filter':
      return { ...state, mode: { kind: 'filter', cursor: 0 } };
    case 'unchanged':
      return unchanged(state);
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
      return { ...state, mode: openPalette };
    case 'help':
      return { ...state, mode: openHelp };
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

/** Opens what does not change and goes there, or folds it. */
function unchanged(state: ExplorerState): ExplorerState {
  const turned = withRows({ ...state, turned: toggled(state.turned, unchangedId) });
  const at = turned.rows.findIndex(({ id }) => id === unchangedId);
  const heading = turned.rows[at];
  if (heading?.kind !== 'group') return { ...state, notice: 'everything that is listed changes' };
  return heading.open ? { ...moveTo({ ...turned, pane: 'list' }, at), notice: 'what does not change is unfolded' } : { ...turned, notice: 'what does not change is folded' };
}

function travel(state: ExplorerState, by: 1 | -1): ExplorerState {
  // What is folded would never be met; headings that begin folded hold nothing dangerous.
  const kept = [...state.turned].filter((id) => !id.startsWith('stack:'));
  const opened = kept.length === state.turned.size ? state : withRows({ ...state, turned: new Set(kept) });
  const { stops, dangerous } = tour(opened);
  if (stops.length === 0) return { ...state, notice: 'no change to go to' };
  const at = stops.indexOf(opened.cursor);
  const next = at === -1 ? (by === 1 ? 0 : stops.length - 1) : (at + by + stops.length) % stops.length;
  return { ...moveTo(opened, stops[next] ?? 0), notice: tourText(next, dangerous, stops.length) };
}

/** `3 of 5 by risk`; behind the dangerous ones the rest is counted by itself. */
function tourText(at: number, dangerous: number, all: number): string {
  if (at < dangerous) return `${at + 1} of ${dangerous} by risk`;
  return dangerous === 0 ? `nothing is dangerous: ${at + 1} of ${all}` : `the dangerous ones are behind you: ${at - dangerous + 1} of ${all - dangerous} others`;
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
