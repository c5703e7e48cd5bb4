import type { PlanAction, PlanCounts } from '../../model/plan.ts';
import { actionKinds } from '../../model/plan.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import { countsSentence } from '../plain/plan-summary.ts';
import { overlayHints, overlayLines } from '../screen/overlay-lines.ts';
import { bodyHeight, footerLine, frameOf, hintLine, scrolledLines, sideBySide, twoPanesFrom } from '../screen/screen-frame.ts';
import { actionVerbs } from '../text/action-sign.ts';
import { displayWidth } from '../text/display-width.ts';
import { truncate } from '../text/fit-text.ts';
import type { Glyphs } from '../text/glyphs.ts';
import { detailLines } from './detail-lines.ts';
import { explorerKeys } from './explorer-keys.ts';
import type { ExplorerState } from './explorer-state.ts';
import { filterLines } from './filter-lines.ts';
import { listLines } from './list-lines.ts';

/** The whole screen: at most `rows` lines, none wider than the surface; nothing once it is left. */
export function explorerLines(state: ExplorerState, surface: TextSurface, given: number): readonly string[] {
  if (state.end !== undefined) return [];
  const rows = Math.max(4, given);
  return frameOf({ head: headLine(state, surface), status: statusLine(state, surface), body: bodyLines(state, surface, bodyHeight(rows)), foot: footLine(state, surface) }, rows);
}

function bodyLines(state: ExplorerState, surface: TextSurface, height: number): readonly string[] {
  const { mode } = state;
  if (mode.kind === 'filter') return filterLines(state, mode.cursor, surface, height);
  if (mode.kind === 'help' || mode.kind === 'palette') return overlayLines(mode, explorerKeys, surface, height);
  if (surface.width < twoPanesFrom) {
    // An empty list has to say why it is empty.
    return state.pane === 'list' && state.rows.length > 0 ? listLines(state, surface, height) : detailWindow(state, surface, height);
  }
  const listWidth = Math.min(64, Math.floor(surface.width * 0.45));
  const detail = detailWindow(state, { ...surface, width: surface.width - listWidth - 3 }, height);
  return sideBySide(listLines(state, { ...surface, width: listWidth }, height), detail, listWidth, surface, height);
}

function detailWindow(state: ExplorerState, surface: TextSurface, height: number): readonly string[] {
  return scrolledLines(detailLines(state, surface), state.scroll, surface, height);
}

/** The counts as the printed plan has them; where they have no room, the dangerous first, as signs if need be. */
function headLine({ plan }: ExplorerState, surface: TextSurface): string {
  const { glyphs, width } = surface;
  const kinds = actionKinds.filter((kind) => kind !== 'no-op' && plan.counts[countOf[kind]] > 0);
  const words = kinds.map((kind) => `${plan.counts[countOf[kind]]} ${actionVerbs[kind]}`);
  const signs = kinds.map((kind) => `${shortSigns(glyphs)[kind]}${plan.counts[countOf[kind]]}`);
  const start = `${plan.environment} ${glyphs.separator} plan ${plan.hash.slice(0, 8)} ${glyphs.separator} `;
  const texts = [countsSentence(plan).replace(/^Plan: /, '').replace(/\.$/, ''), words.join(', '), signs.join(' ')];
  return surface.style('strong', truncate(start + (texts.find((text) => displayWidth(start + text) <= width) ?? texts.at(-1) ?? ''), width, glyphs.ellipsis));
}

const countOf = { create: 'create', update: 'update', replace: 'replace', delete: 'delete', move: 'move', import: 'import', forget: 'forget', 'no-op': 'unchanged' } as const satisfies Record<PlanAction['kind'], keyof PlanCounts>;

function shortSigns({ move, import: imported }: Glyphs): Readonly<Record<PlanAction['kind'], string>> {
  return { create: '+', update: '~', replace: '-/+', delete: '-', move, import: imported, forget: '.', 'no-op': '' };
}

/** What is left out, what is dangerous of the rest, and how much there is. */
function statusLine(state: ExplorerState, surface: TextSurface): string {
  const { separator, cursor, ellipsis } = surface.glyphs;
  const { filter, entries, mode, shows, dangerous } = state;
  const hidden = filter.hiddenStacks.size > 0 || filter.hiddenRisks.size > 0 || filter.hiddenActions.size > 0;
  const parts = [
    mode.kind === 'search' ? `/${filter.text}${cursor}` : filter.text === '' ? '' : `/${filter.text}`,
    hidden ? 'filtered' : '',
    shows === 'change' ? '' : shows,
    `${state.shown} of ${entries.length}`,
    dangerous === 0 ? '' : `${dangerous} dangerous`,
  ].filter((part) => part !== '');
  return surface.style('dim', truncate(parts.join(` ${separator} `), surface.width, ellipsis));
}

const hints = { ...overlayHints, search: ['Enter keeps it', 'Esc clears'], filter: ['Space turns', 'a all', 'Esc done'] } as const;

function footLine({ notice, mode }: ExplorerState, surface: TextSurface): string {
  if (notice !== undefined) return surface.style('accent', truncate(notice, surface.width, surface.glyphs.ellipsis));
  return mode.kind === 'browse' ? footerLine(explorerKeys, surface) : hintLine(hints[mode.kind], surface);
}
