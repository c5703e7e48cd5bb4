import type { TextSurface } from '../plain/text-surface.ts';
import { displayWidth } from '../text/display-width.ts';
import { padEnd, takeWidth, truncate } from '../text/fit-text.ts';
import type { KeyTable } from './key-table.ts';
import { keyName } from './key-table.ts';

/** From this many cells on, list and details stand side by side. */
export const twoPanesFrom = 90;

/** Lines of a frame above and below its body. */
const frameLines = 3;

/** Lines that the body has in a window of so many rows. */
export function bodyHeight(rows: number): number {
  return Math.max(1, rows - frameLines);
}

/** A whole screen: heading, status, the body filled up, foot; at most `rows` lines. */
export function frameOf(parts: { readonly head: string; readonly status: string; readonly body: readonly string[]; readonly foot: string }, rows: number): readonly string[] {
  const height = bodyHeight(rows);
  const body = parts.body.slice(0, height);
  return [parts.head, parts.status, ...body, ...Array.from({ length: height - body.length }, () => ''), parts.foot].slice(-rows);
}

/** Two panes beside each other, `listWidth` cells for the first. */
export function sideBySide(list: readonly string[], details: readonly string[], listWidth: number, surface: TextSurface, height: number): readonly string[] {
  const line = surface.style('dim', surface.glyphs.trunk.trim());
  return Array.from({ length: height }, (_, index) => `${padEnd(list[index] ?? '', listWidth)} ${line} ${details[index] ?? ''}`.trimEnd());
}

/** A part of the lines from `scroll` on, never past their end; the last line says how many are below. */
export function scrolledLines(lines: readonly string[], scroll: number, surface: TextSurface, height: number): readonly string[] {
  const first = Math.max(0, Math.min(scroll, lines.length - height));
  const shown = lines.slice(first, first + height);
  const below = lines.length - first - shown.length;
  return below === 0 ? shown : [...shown.slice(0, -1), surface.style('dim', takeWidth(`${surface.glyphs.ellipsis} ${below + 1} more lines: Tab, then down`, surface.width))];
}

/** The keys of a screen in one line: those that a table puts in the footer. The way to the rest of them is never cut off: the last go in first. */
export function footerLine(table: KeyTable, surface: TextSurface): string {
  const separator = ` ${surface.glyphs.separator} `;
  const words = table.flatMap(({ footer, keys, label }) => (footer === true ? [`${keyName(keys[0] ?? '')} ${label}`] : []));
  const fitting = words.toReversed().reduce<readonly string[]>((kept, word) => (displayWidth([...kept, word].join(separator)) <= surface.width ? [...kept, word] : kept), []);
  return surface.style('dim', truncate(fitting.toReversed().join(separator), surface.width, surface.glyphs.ellipsis));
}

/** A line of hints of which those that fit are shown. */
export function hintLine(hints: readonly string[], surface: TextSurface): string {
  return surface.style('dim', truncate(hints.join(` ${surface.glyphs.separator} `), surface.width, surface.glyphs.ellipsis));
}
