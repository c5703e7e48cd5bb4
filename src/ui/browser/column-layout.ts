import { cleanLine } from '../text/fit-text.ts';
import { displayWidth } from '../text/display-width.ts';
import type { Browser, BrowserColumn } from './browser.ts';

/** Widest that a column is made before all others have their place. */
const widest = 60;

/** Cells of a column that is cut. */
const leastCut = 10;

/** A column with its width in cells. */
export interface LaidColumn<Item> {
  readonly column: BrowserColumn<Item>;
  readonly width: number;
}

/** Share of the room up to which the second column gets its place although the first would fill it. */
const secondShare = 0.4;

/**
 * The columns that have room, in their order, two cells apart: the first always, then by rank, the last of them cut where enough of it is left;
 * of two cells of a table with one rank the one nearer to `pointed` stays. `rows`: the items on the screen, which the widths are made for; a
 * column in which none of them has anything is left out.
 */
export function layColumns<Item>({ columns }: Pick<Browser<Item>, 'columns'>, rows: readonly Item[], room: number, pointed: BrowserColumn<Item> | undefined): readonly LaidColumn<Item>[] {
  const wanted = columns.map((column) => wantedWidth(column, rows));
  const at = pointed === undefined ? 0 : columns.indexOf(pointed);
  const order = [...wanted.entries()]
    .filter(([index, { column, isEmpty }]) => index === 0 || column.cell !== undefined || !isEmpty)
    .toSorted(([a, one], [b, other]) => a === 0 ? -1 : b === 0 ? 1 : (one.column === pointed ? -1 : other.column === pointed ? 1 : one.column.rank - other.column.rank || Math.abs(a - at) - Math.abs(b - at) || a - b));
  const second = order[1]?.[1].width ?? room;
  const widestFirst = second <= room * secondShare ? room - second - 2 : room;
  const kept = new Map<number, number>();
  let left = room;
  for (const [index, { width }] of order) {
    const gap = kept.size === 0 ? 0 : 2;
    const fits = Math.min(index === 0 ? Math.min(width, widestFirst) : width, left - gap);
    // One that is cut to nothing goes; the one that is pointed at stays, and all give up cells for it.
    if (kept.size > 0 && fits < Math.min(width, leastCut) && columns[index] !== pointed) break;
    kept.set(index, columns[index] === pointed ? width : fits);
    left -= fits + gap;
  }
  return shrunk([...wanted.entries()].flatMap(([index, { column }]) => (kept.has(index) ? [{ column, width: kept.get(index) ?? 0 }] : [])), room);
}

function wantedWidth<Item>(column: BrowserColumn<Item>, rows: readonly Item[]): LaidColumn<Item> & { readonly isEmpty: boolean } {
  const longest = Math.max(0, ...rows.map((item) => displayWidth(cleanLine(column.text(item)))));
  return { column, width: Math.min(column.widest ?? widest, Math.max(displayWidth(column.title), longest)), isEmpty: longest === 0 };
}

/** The widest columns give up cells until all fit. */
function shrunk<Item>(laid: readonly LaidColumn<Item>[], room: number): readonly LaidColumn<Item>[] {
  let over = laid.reduce((sum, { width }) => sum + width + 2, -2) - room;
  let fitted = laid;
  while (over > 0) {
    const most = Math.max(...fitted.map(({ width }) => width));
    if (most <= 4) break;
    const next = Math.max(4, ...fitted.map(({ width }) => width).filter((width) => width < most));
    const count = fitted.filter(({ width }) => width === most).length;
    const give = Math.min(most - next || 1, Math.ceil(over / count));
    fitted = fitted.map((column) => (column.width === most ? { ...column, width: Math.max(4, most - give) } : column));
    over -= give * count;
  }
  return fitted;
}
