import type { TextSurface } from '../plain/text-surface.ts';
import { countsSentence } from '../plain/plan-summary.ts';
import { padEnd, takeWidth, truncate } from '../text/fit-text.ts';
import { detailLines } from './detail-lines.ts';
import { explorerKeys } from './explorer-keys.ts';
import { noFilter } from './explorer-filter.ts';
import type { ExplorerState } from './explorer-state.ts';
import { listLines } from './list-lines.ts';
import { keyName, overlayLines } from './overlay-lines.ts';

/** From this many cells on, list and details stand side by side. */
const twoPanesFrom = 90;
/** Lines above and below the panes. */
const frameLines = 3;

/** Lines of the panes in a window of so many rows. */
export function paneHeight(rows: number): number {
  return Math.max(1, rows - frameLines);
}

/** The whole screen: at most `rows` lines, none wider than the surface. */
export function explorerLines(state: ExplorerState, surface: TextSurface, rows: number): readonly string[] {
  const height = paneHeight(rows);
  const body = bodyLines(state, surface, height).slice(0, height);
  const filled = [...body, ...Array.from({ length: height - body.length }, () => '')];
  return [headLine(state, surface), statusLine(state, surface), ...filled, footLine(state, surface)].slice(-rows);
}

function bodyLines(state: ExplorerState, surface: TextSurface, height: number): readonly string[] {
  if (state.mode.kind !== 'browse' && state.mode.kind !== 'search') {
    return overlayLines(state, state.mode, surface, height);
  }
  if (surface.width < twoPanesFrom) {
    return state.pane === 'list' ? listLines(state, surface, height) : detailWindow(state, surface, height);
  }
  const listWidth = Math.min(64, Math.floor(surface.width * 0.45));
  const list = listLines(state, { ...surface, width: listWidth }, height);
  const detail = detailWindow(state, { ...surface, width: surface.width - listWidth - 3 }, height);
  const line = surface.style('dim', surface.glyphs.trunk.trim());
  return Array.from({ length: height }, (_, index) => `${padEnd(list[index] ?? '', listWidth)} ${line} ${detail[index] ?? ''}`.trimEnd());
}

/** The details from their scroll position, never past their end. */
function detailWindow(state: ExplorerState, surface: TextSurface, height: number): readonly string[] {
  const lines = detailLines(state, surface);
  const first = Math.max(0, Math.min(state.scroll, lines.length - height));
  const shown = lines.slice(first, first + height);
  const below = lines.length - first - shown.length;
  return below === 0 ? shown : [...shown.slice(0, -1), surface.style('dim', `${surface.glyphs.ellipsis} ${below + 1} more lines: Tab, then down`)].map((line) => takeWidth(line, surface.width));
}

function headLine({ plan }: ExplorerState, surface: TextSurface): string {
  const { separator, ellipsis } = surface.glyphs;
  const counts = countsSentence(plan).replace(/^Plan: /, '').replace(/\.$/, '');
  return surface.style('strong', truncate(`${plan.environment} ${separator} plan ${plan.hash.slice(0, 8)} ${separator} ${counts}`, surface.width, ellipsis));
}

/** What is left out, and where in the list the cursor is. */
function statusLine(state: ExplorerState, surface: TextSurface): string {
  const { separator, cursor, ellipsis } = surface.glyphs;
  const { filter, entries, mode, shows } = state;
  const hidden = filter.hiddenStacks.size > 0 || filter.hiddenRisks.size > 0 || [...filter.hiddenActions].some((kind) => !noFilter.hiddenActions.has(kind));
  const parts = [
    mode.kind === 'search' ? `/${filter.text}${cursor}` : filter.text === '' ? '' : `/${filter.text}`,
    hidden ? 'filtered' : '',
    shows === 'change' ? '' : shows,
    `${state.shown} of ${entries.length}`,
  ].filter((part) => part !== '');
  return surface.style('dim', truncate(parts.join(` ${separator} `), surface.width, ellipsis));
}

const overlayKeys = {
  search: ['Enter keeps it', 'Esc clears'],
  filter: ['Space turns', 'a all', 'Esc done'],
  help: ['up/down', 'Esc back'],
  palette: ['up/down', 'Enter does it', 'Esc back'],
} as const;

function footLine({ notice, mode }: ExplorerState, surface: TextSurface): string {
  const { separator, ellipsis } = surface.glyphs;
  if (notice !== undefined) return surface.style('accent', truncate(notice, surface.width, ellipsis));
  if (mode.kind !== 'browse') return surface.style('dim', truncate(overlayKeys[mode.kind].join(` ${separator} `), surface.width, ellipsis));
  // The way to the rest of the keys is never cut off.
  const [leave, ...others] = explorerKeys.filter(({ footer }) => footer === true).toReversed();
  const words = [leave, ...others].flatMap((binding) => (binding === undefined ? [] : [`${keyName(binding.keys[0] ?? '')} ${binding.label}`]));
  const fitting = words.reduce<readonly string[]>((kept, word) => ([...kept, word].join(` ${separator} `).length <= surface.width ? [...kept, word] : kept), []);
  return surface.style('dim', truncate(fitting.toReversed().join(` ${separator} `), surface.width, ellipsis));
}
