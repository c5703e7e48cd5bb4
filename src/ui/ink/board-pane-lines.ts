import type { ItemView } from '../view-model-apply.ts';
import { elapsedAt } from '../view-model-apply.ts';
import type { View } from '../view-model.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import { applyVerbs } from '../text/action-sign.ts';
import { displayWidth } from '../text/display-width.ts';
import { formatDuration, formatElapsed } from '../text/duration-text.ts';
import { cleanLine, padEnd, truncate, truncateMiddle } from '../text/fit-text.ts';
import { boardKeys } from './board-keys.ts';

/** What the panes need of the board's frame. */
export interface PaneFrame {
  readonly surface: TextSurface;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** All changes in their order, from one on, whatever became of them. */
export function allItemLines(view: View, frame: PaneFrame, from: number, rows: number): readonly string[] {
  const { style, glyphs, width } = frame.surface;
  if (rows <= 1) return [];
  const size = rows - 1;
  const first = Math.max(0, Math.min(from, view.items.length - size));
  const shown = view.items.slice(first, first + size);
  const head = truncate(`changes ${first + 1} to ${first + shown.length} of ${view.items.length} ${glyphs.separator} f follows again`, width, glyphs.ellipsis);
  return [style('dim', head), ...shown.map((item) => itemLine(item, frame))];
}

const signs = { queued: ['dim', 'waiting'], running: ['accent', 'running'], succeeded: ['success', 'done'], failed: ['error', 'failed'], skipped: ['warning', 'skipped'] } as const;

function itemLine(item: ItemView, { surface, nowMs }: PaneFrame): string {
  const [role, glyph] = signs[item.status];
  const sign = surface.glyphs[glyph];
  const elapsed = elapsedAt(item, nowMs);
  const word = item.status === 'running' ? applyVerbs[item.action].running : item.status === 'succeeded' ? applyVerbs[item.action].done : item.status === 'queued' ? 'waiting' : item.status;
  const tail = `  ${word}${elapsed === undefined || item.status === 'queued' ? '' : ` ${formatElapsed(elapsed)}`}`;
  const room = surface.width - 2 - displayWidth(sign) - 1 - displayWidth(tail);
  const text = room < 8 ? truncate(item.address, Math.max(1, surface.width - 3 - displayWidth(sign)), surface.glyphs.ellipsis) : `${truncateMiddle(item.address, room, surface.glyphs.ellipsis)}${surface.style('dim', tail)}`;
  return `  ${surface.style(role, sign)} ${text}`;
}

/** The last of what was said. */
export function logLines(view: View, { surface }: PaneFrame, rows: number): readonly string[] {
  if (rows <= 1) return [];
  const { style, width, glyphs } = surface;
  const said = [
    ...view.logs.filter(({ level }) => level !== 'debug').map(({ text, level }) => (level === 'warning' ? `warning: ${text}` : text)),
    ...view.retries.map(({ what, afterMs, because }) => `tried ${what} again after ${formatDuration(afterMs)}: ${because}`),
  ];
  const last = said.slice(-(rows - 1));
  return [style('dim', 'log'), ...(last.length === 0 ? ['  nothing was said yet'] : last.map((text) => `  ${truncate(cleanLine(text), Math.max(1, width - 2), glyphs.ellipsis)}`))];
}

/** The keys of the board. */
export function helpLines({ surface }: PaneFrame, rows: number): readonly string[] {
  const { style, width, glyphs } = surface;
  const names = boardKeys.map(({ keys }) => keys.map((key) => (key === ' ' ? 'space' : key)).join(' '));
  const column = Math.max(...names.map(displayWidth));
  const lines = boardKeys.map(({ help }, index) => truncate(`  ${padEnd(names[index] ?? '', column)}  ${help}`, width, glyphs.ellipsis));
  return [style('dim', truncate('keys: Ctrl-C asks whether to leave, watch or cancel', width, glyphs.ellipsis)), ...lines].slice(0, Math.max(0, rows));
}
