import type { Draft } from './answers.ts';

/** A row of a matrix: a setting, or a secret. */
export interface MatrixRow {
  /** What it is called in a line of the answer: `cosmos.mode`. */
  readonly key: string;
  /** Heading above it; rows of one group stand together. Empty: none. */
  readonly group: string;
  readonly label: string;
  /** What Space goes through; absent: the value is typed. */
  readonly values?: readonly string[];
  /** What it is, said of the row that the cursor is on. */
  readonly detail?: string;
}

/** A table whose cells are changed in place. The answer is a list of the changed ones, as `COLUMN.ROW=VALUE`; with one column without a name, as `ROW=VALUE`. */
export interface Matrix {
  readonly columns: readonly string[];
  readonly rows: readonly MatrixRow[];
  /** The value of a cell that nobody has changed, as text. */
  readonly base: (column: string, key: string) => string;
  /** Why a text cannot stand in a cell; undefined when it can. */
  readonly checkCell: (column: string, key: string, text: string) => string | undefined;
  /** Why the lines as a whole cannot be taken: unknown names, wrong values, values that contradict each other. */
  readonly checkAll: (lines: readonly string[]) => string | undefined;
}

/** What a question of this kind is made of; it may depend on other answers. */
export type MatrixOf = (draft: Draft) => Matrix;

/** A changed cell as the answer has it. */
export interface MatrixChange {
  readonly column: string;
  readonly key: string;
  readonly text: string;
}

/** `prod.cosmos.mode=serverless` as a change; undefined for a line of another form. Names of columns have no dot. */
export function parseChange(line: string, isNamed: boolean): MatrixChange | undefined {
  const equals = line.indexOf('=');
  const name = line.slice(0, Math.max(0, equals)).trim();
  const dot = isNamed ? name.indexOf('.') : -1;
  const [column, key] = isNamed ? [name.slice(0, Math.max(0, dot)), name.slice(dot + 1)] : ['', name];
  return equals < 1 || key === '' || (isNamed && dot < 1) ? undefined : { column, key, text: line.slice(equals + 1).trim() };
}

/** The line that `parseChange` reads back. */
export function formatChange({ column, key, text }: MatrixChange): string {
  return `${column === '' ? '' : `${column}.`}${key}=${text}`;
}

function nameOf(column: string, key: string): string {
  return formatChange({ column, key, text: '' });
}

/** What stands in a cell. The last of several lines for it counts. */
export function cellText(matrix: Matrix, lines: readonly string[], column: string, key: string): string {
  const name = nameOf(column, key);
  return lines.findLast((line) => line.startsWith(name))?.slice(name.length) ?? matrix.base(column, key);
}

/** True when a line changes the cell. */
export function isChanged(lines: readonly string[], column: string, key: string): boolean {
  return lines.some((line) => line.startsWith(nameOf(column, key)));
}

/** The lines after a cell was given a text; one that says what it said before anything was changed needs no line. */
export function withCell(matrix: Matrix, lines: readonly string[], column: string, key: string, text: string): readonly string[] {
  const others = lines.filter((line) => !line.startsWith(nameOf(column, key)));
  return text === matrix.base(column, key) ? others : inOrder(matrix, [...others, formatChange({ column, key, text })]);
}

/** By column, then by row, so that the same changes give the same answer in whatever order they were made. */
export function inOrder({ columns, rows }: Matrix, lines: readonly string[]): readonly string[] {
  const rank = (line: string): number => {
    const change = parseChange(line, columns[0] !== '');
    const row = rows.findIndex(({ key }) => key === change?.key);
    return columns.indexOf(change?.column ?? '') * 10_000 + (row === -1 ? rows.length : row);
  };
  return lines.toSorted((a, b) => rank(a) - rank(b));
}

/** The lines without those of columns or rows that are not there any more. */
export function fittingLines({ columns, rows }: Matrix, lines: readonly string[]): readonly string[] {
  const isNamed = columns[0] !== '';
  return lines.filter((line) => {
    const change = parseChange(line, isNamed);
    return change !== undefined && columns.includes(change.column) && (isNamed || rows.some(({ key }) => key === change.key));
  });
}
