import type { TextSurface } from '../plain/text-surface.ts';
import { displayWidth } from '../text/display-width.ts';
import { padEnd, truncate, wrapText } from '../text/fit-text.ts';
import { windowStart } from '../screen/window-start.ts';
import type { Matrix, MatrixRow } from './matrix.ts';
import { cellText, isChanged } from './matrix.ts';
import type { Field } from './wizard-state.ts';

/** Below this width one column is shown at a time. Cells. */
const narrow = 60;

/** Widest cell; longer values end in an ellipsis, and whole below the table. */
const widest = 18;

/** The table around the cell that the cursor is on, then what is to be said of it; at most `rows` lines where that leaves room for one row. */
export function matrixLines(matrix: Matrix, field: Field, surface: TextSurface, rows: number): readonly string[] {
  const about = aboutCell(matrix, field, surface).slice(0, Math.max(1, rows - 3));
  const shown = shownColumns(matrix, field, surface);
  const head = matrix.columns[0] === '' ? [] : [headLine(matrix, field, shown, surface)];
  const room = Math.max(1, rows - head.length - about.length);
  const list = matrix.rows.flatMap((row, index) => (row.group !== '' && row.group !== matrix.rows[index - 1]?.group ? [{ group: row.group }, { row, index }] : [{ row, index }]));
  const at = list.findIndex((item) => 'index' in item && item.index === field.cursor);
  const from = windowStart(list.length, Math.max(0, at), room);
  const body = list.slice(from, from + room).map((item) => ('group' in item ? surface.style('dim', truncate(`  ${item.group}`, surface.width, surface.glyphs.ellipsis)) : rowLine(item, { matrix, field, shown }, surface)));
  return [...head, ...body, ...about];
}

/** A column that is shown, and how wide it is. */
interface ShownColumn {
  readonly index: number;
  readonly width: number;
}

function labelWidth({ rows }: Matrix, surface: TextSurface): number {
  return Math.min(Math.floor(surface.width / 2), Math.max(0, ...rows.map(({ label }) => displayWidth(label))) + 5);
}

/** As many columns as there is room for, the one of the cursor among them. */
function shownColumns(matrix: Matrix, field: Field, surface: TextSurface): readonly ShownColumn[] {
  const all = matrix.columns.map((column, index): ShownColumn => {
    const values = matrix.rows.map(({ key }) => displayWidth(cellText(matrix, field.checked, column, key)));
    return { index, width: Math.min(widest, Math.max(displayWidth(column), ...values)) + 3 };
  });
  const room = surface.width - labelWidth(matrix, surface);
  const width = Math.max(0, ...all.map((column) => column.width));
  const count = surface.width < narrow ? 1 : Math.max(1, Math.floor(room / Math.max(1, width)));
  const from = windowStart(all.length, field.column, count);
  return all.slice(from, from + count).map((column) => ({ ...column, width: Math.min(column.width, room) }));
}

function headLine(matrix: Matrix, field: Field, shown: readonly ShownColumn[], surface: TextSurface): string {
  const hidden = matrix.columns.length - shown.length;
  const names = shown.map(({ index, width }) => padEnd(` ${matrix.columns[index] ?? ''}`, width)).join('');
  const more = hidden === 0 ? '' : `(${field.column + 1} of ${matrix.columns.length})`;
  const lead = padEnd(`  ${more}`, labelWidth(matrix, surface));
  return surface.style('strong', truncate(`${lead}${names}`.trimEnd(), surface.width, surface.glyphs.ellipsis));
}

function rowLine({ row, index }: { readonly row: MatrixRow; readonly index: number }, table: { readonly matrix: Matrix; readonly field: Field; readonly shown: readonly ShownColumn[] }, surface: TextSurface): string {
  const { matrix, field, shown } = table;
  const { glyphs, style } = surface;
  const isAt = index === field.cursor;
  const lead = isAt ? `${glyphs.pointer} ` : '  ';
  const label = labelWidth(matrix, surface);
  const cells = shown.map(({ index: at, width }) => {
    const column = matrix.columns[at] ?? '';
    const mark = isChanged(field.checked, column, row.key) ? '*' : '';
    const isHere = isAt && at === field.column;
    const value = isHere && field.typed !== undefined ? `${field.typed}${glyphs.cursor}` : cellText(matrix, field.checked, column, row.key);
    const text = `${truncate(value === '' ? '-' : value, Math.max(1, width - 2 - mark.length), glyphs.ellipsis)}${mark}`;
    const cell = padEnd(isHere ? `[${text}]` : ` ${text}`, width);
    return isHere ? style('accent', cell) : mark === '' ? cell : style('update', cell);
  });
  const first = truncate(`${lead}${row.group === '' ? '' : '  '}${row.label}`, label - 1, glyphs.ellipsis);
  return `${isAt ? style('accent', padEnd(first, label)) : padEnd(first, label)}${cells.join('')}`.trimEnd();
}

/** The cell of the cursor in words: its whole value, what it was, what it may be; then what stands against the changes together. */
function aboutCell(matrix: Matrix, field: Field, surface: TextSurface): readonly string[] {
  const row = matrix.rows[field.cursor];
  const column = matrix.columns[field.column];
  if (row === undefined || column === undefined) {
    return [];
  }
  const value = cellText(matrix, field.checked, column, row.key);
  const was = isChanged(field.checked, column, row.key) ? `, was ${matrix.base(column, row.key) || 'not set'}` : '';
  const name = column === '' ? row.key : `${column}.${row.key}`;
  const may = row.values === undefined ? '' : ` (${row.values.join(', ')})`;
  const lines = [field.typed === undefined ? `${name} = ${value === '' ? 'not set' : value}${was}${may}` : `${name} = ${field.typed}${surface.glyphs.cursor}`, ...(row.detail === undefined ? [] : [row.detail])];
  const against = field.checked.length === 0 ? undefined : matrix.checkAll(field.checked);
  const paint = (texts: readonly string[], role: 'dim' | 'warning'): readonly string[] => texts.flatMap((text) => wrapText(text, surface.width - 2, 0).map((line) => `  ${surface.style(role, line)}`));
  return [...paint(lines, 'dim'), ...paint(against === undefined ? [] : [against], 'warning')];
}
