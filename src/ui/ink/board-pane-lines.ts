import type { ItemView } from '../view-model-apply.ts';
import { elapsedAt } from '../view-model-apply.ts';
import type { View } from '../view-model.ts';
import type { TextSurface } from '../plain/text-surface.ts';
import { applyVerbs } from '../text/action-sign.ts';
import { displayWidth } from '../text/display-width.ts';
import { formatElapsed } from '../text/duration-text.ts';
import { cleanLine, padStart, truncate, truncateMiddle } from '../text/fit-text.ts';

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

/** What was said, with the time since the start of the run; `back`: lines before the last that are looked at, 0 follows what is said. */
export function logLines(view: View, { surface }: PaneFrame, rows: number, back: number): readonly string[] {
  if (rows <= 1) return [];
  const { style, width, glyphs } = surface;
  const size = rows - 1;
  const last = Math.max(Math.min(size, view.said.length), view.said.length - back);
  const shown = view.said.slice(Math.max(0, last - size), last);
  const later = view.said.length - last;
  const head = `log${later === 0 ? '' : ` ${glyphs.separator} ${later} more below, f follows again`}`;
  const start = view.apply?.startedMs ?? view.firstMs ?? 0;
  const times = shown.map(({ atMs }) => formatElapsed(atMs - start));
  const column = Math.max(0, ...times.map(displayWidth));
  const lines = shown.map(({ text, level, times: often }, index) => {
    const line = truncate(`  ${padStart(times[index] ?? '', column)}  ${level === 'warning' ? `${glyphs.warning} ` : ''}${often === 1 ? '' : `${often} times: `}${cleanLine(text)}`, width, glyphs.ellipsis);
    return level === 'warning' ? style('warning', line) : line;
  });
  return [style('dim', truncate(head, width, glyphs.ellipsis)), ...(lines.length === 0 ? [truncate('  nothing was said yet', width, glyphs.ellipsis)] : lines)];
}
