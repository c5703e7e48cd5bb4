import { displayWidth, graphemes, graphemeWidth, stripEscapes } from '../text/display-width.ts';

/** Rows that a line takes in a window that breaks it where it ends: at least one. A wide character is never cut in two. */
export function rowsOfLine(line: string, columns: number): number {
  const text = stripEscapes(line);
  const width = displayWidth(text);
  if (width <= columns || columns < 2) {
    return 1;
  }
  let rows = 1;
  let column = 0;
  for (const grapheme of graphemes(text)) {
    const cells = graphemeWidth(grapheme);
    if (column + cells > columns) {
      rows += 1;
      column = 0;
    }
    column += cells;
  }
  return rows;
}

/** Rows that lines take together. */
export function rowsOfLines(lines: readonly string[], columns: number): number {
  return lines.reduce((rows, line) => rows + rowsOfLine(line, columns), 0);
}
