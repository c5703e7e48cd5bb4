import { displayWidth } from '../text/display-width.ts';
import { cleanLine, padEnd, wrapText } from '../text/fit-text.ts';
import { spokenRow } from '../text/spoken-row.ts';

/** Printed text takes at least this many cells. */
const leastWidth = 40;

/** How far the cells of a row that has a line for each of them stand in. */
const below = 4;

interface RowOptions {
  /** The first row names the columns; it goes where there are none. */
  readonly head?: boolean;
  /** Names of the cells behind the first, written before them where they stand below it; empty for those that need none. */
  readonly labels?: readonly string[];
  /** Spaces before every line; 0 when absent. */
  readonly indent?: number;
  /** A sentence for every row instead, with the names of its cells from the first row where that names them. */
  readonly spoken?: boolean | undefined;
}

/**
 * Rows of cells, aligned in columns where all of them have room, else every row as its first cell and the others below, so that nothing
 * is cut. In a pipe (`width` undefined) rows stay whole.
 */
export function rowLines(rows: readonly (readonly string[])[], width: number | undefined, { head = false, indent = 0, labels, spoken = false }: RowOptions = {}): readonly string[] {
  if (spoken) return (head ? rows.slice(1) : rows).map((row) => spokenRow(row, head ? (rows[0] ?? []) : []));
  const clean = rows.map((row) => row.map(cleanLine));
  const columns = Math.max(0, ...clean.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, at) => Math.max(0, ...clean.map((row) => displayWidth(row[at] ?? ''))));
  const room = width === undefined ? Number.POSITIVE_INFINITY : Math.max(leastWidth, width) - indent;
  const fits = widths.reduce((sum, cells) => sum + cells + 2, -2) <= room;
  const lines = fits
    ? clean.map((row) => row.map((cell, at) => padEnd(cell, widths[at] ?? 0)).join('  '))
    : (head ? clean.slice(1) : clean).flatMap(([first = '', ...rest]) => stacked(first, rest, labels, room));
  return lines.map((line) => `${' '.repeat(indent)}${line}`.trimEnd());
}

/** The first cell, the second beside it where it fits and has no label, and the others on lines of their own. */
function stacked(first: string, rest: readonly string[], labels: readonly string[] | undefined, room: number): readonly string[] {
  const label = (at: number): string => labels?.[at] ?? '';
  const cells = rest.flatMap((cell, at) => (cell === '' ? [] : [{ label: label(at), cell, text: label(at) === '' ? cell : `${label(at)}: ${cell}` }]));
  const [second, ...others] = cells;
  const fits = second?.label === '' && displayWidth(first) + 2 + displayWidth(second.cell) <= room;
  const heads = fits ? [`${first}  ${second.cell}`] : wrapText(first, room, below);
  return [...heads, ...(fits ? others : cells).flatMap(({ text }) => wrapText(text, room - below).map((line) => ' '.repeat(below) + line))];
}
