import { rowsOfLine, rowsOfLines } from './frame-rows.ts';

/** A line above the picture: of the record, or of an old picture that a window which shrank has pushed out of reach. */
export interface LineAbove {
  readonly kind: 'record' | 'lost';
  readonly text: string;
}

/** What to do about lost lines that are in the window again. */
export interface Reclaimed {
  /** Rows above the cursor to go up and erase. */
  readonly rows: number;
  /** Record lines among them, to be written again. */
  readonly again: readonly string[];
  readonly left: readonly LineAbove[];
}

/** More is not kept: nobody makes a window so much higher. */
const mostLines = 1000;

/**
 * The lines of a picture that no longer are in the window, when the picture takes more rows than `reach`: the terminal has moved its top into
 * the scrollback.
 */
export function lostLines(picture: readonly string[], columns: number, reach: number): readonly LineAbove[] {
  let over = rowsOfLines(picture, columns) - reach;
  const lost: LineAbove[] = [];
  for (const text of picture) {
    if (over <= 0) break;
    const rows = rowsOfLine(text, columns);
    // Of the line on the border only its first rows are lost.
    lost.push({ kind: 'lost', text: rows <= over ? text : ' '.repeat(over * columns) });
    over -= rows;
  }
  return lost;
}

/** The lines above the picture after more of the record; nothing is kept while nothing is lost. */
export function recordAbove(above: readonly LineAbove[], lines: readonly string[]): readonly LineAbove[] {
  if (above.length === 0) return above;
  const all = [...above, ...lines.map((text): LineAbove => ({ kind: 'record', text }))];
  return all.length > mostLines ? [] : all;
}

/**
 * What of the lost lines can be erased while `rows` rows are in the window above the cursor, which stands right under the lowest of `above`;
 * undefined when none of them is there.
 */
export function reclaim(above: readonly LineAbove[], rows: number, columns: number): Reclaimed | undefined {
  let seen = 0;
  let first = above.length;
  let erased = 0;
  let cut: LineAbove | undefined;
  for (let index = above.length - 1; index >= 0 && seen < rows; index -= 1) {
    const line = above[index];
    if (line === undefined) break;
    const height = rowsOfLine(line.text, columns);
    const inside = Math.min(height, rows - seen);
    seen += height;
    if (line.kind === 'lost') {
      first = index;
      erased = seen - height + inside;
      cut = inside < height ? { kind: 'lost', text: ' '.repeat((height - inside) * columns) } : undefined;
    }
  }
  if (erased === 0) return undefined;
  const kept = above.slice(0, first);
  const left = [...kept, ...(cut === undefined ? [] : [cut])];
  const again = above.slice(first).flatMap(({ kind, text }) => (kind === 'record' ? [text] : []));
  return { rows: erased, again, left: left.some(({ kind }) => kind === 'lost') ? [...left, ...again.map((text): LineAbove => ({ kind: 'record', text }))] : [] };
}
