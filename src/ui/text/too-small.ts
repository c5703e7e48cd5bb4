import { truncate, wrapText } from './fit-text.ts';

/** Columns and rows below which a screen cannot be used. */
const leastScreen = { columns: 30, rows: 6 } as const;

export interface ScreenSize {
  readonly columns: number;
  readonly rows: number;
}

/**
 * What a screen shows instead of itself in a terminal that is too small for it; undefined when there is room. It fits into `size` itself.
 * `goesOn`: what runs meanwhile, such as `The apply goes on.`
 */
export function tooSmallLines({ columns, rows }: ScreenSize, { goesOn, ellipsis = '...' }: { readonly goesOn?: string; readonly ellipsis?: string } = {}): readonly string[] | undefined {
  if (columns >= leastScreen.columns && rows >= leastScreen.rows) return undefined;
  const width = Math.max(1, columns);
  const sentences = ['Too small to draw.', `It is ${columns}x${rows}, ${leastScreen.columns}x${leastScreen.rows} is needed.`, ...(goesOn === undefined ? [] : [goesOn])];
  // What goes on matters more than the figures where there is one line for all.
  const shown = rows < 3 && goesOn !== undefined ? [`Too small. ${goesOn}`] : sentences;
  return shown.flatMap((sentence) => wrapText(sentence, width)).slice(0, Math.max(1, rows)).map((line) => truncate(line, width, ellipsis));
}
