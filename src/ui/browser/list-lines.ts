import type { TextSurface } from '../plain/text-surface.ts';
import { windowStart } from '../screen/window-start.ts';
import { cleanLine, padEnd, padStart, truncate, truncateMiddle } from '../text/fit-text.ts';
import type { BrowserColumn } from './browser.ts';
import type { BrowserRow, BrowserState } from './browser-state.ts';
import { cellColumns } from './browser-state.ts';
import type { LaidColumn } from './column-layout.ts';
import { layColumns } from './column-layout.ts';

interface RowLook<Item> {
  readonly state: BrowserState<Item>;
  readonly surface: TextSurface;
  readonly laid: readonly LaidColumn<Item>[];
  readonly pointed: BrowserColumn<Item> | undefined;
}

/** Titles of the columns and the window on the list, in at most `height` lines. Only what is visible is looked at. */
export function listLines<Item>(state: BrowserState<Item>, surface: TextSurface, height: number): readonly string[] {
  const titled = height >= 4;
  const size = titled ? height - 1 : height;
  const first = windowStart(state.rows.length, state.cursor, size);
  const shown = state.rows.slice(first, first + size);
  const pointed = cellColumns(state.browser)[state.column];
  const items = shown.flatMap((row) => (row.kind === 'item' ? [row.item] : []));
  const laid = layColumns(state.browser, items, surface.width - leadWidth(state, surface), pointed);
  const look = { state, surface, laid, pointed };
  return [...(titled ? [titleLine(look)] : []), ...shown.map((row, index) => rowLine(row, first + index === state.cursor, look))];
}

/** Cells before the first column: the pointer and, where rows are marked, the mark. */
function leadWidth<Item>(state: BrowserState<Item>, { glyphs }: TextSurface): number {
  return glyphs.pointer.length + 1 + (hasMarks(state) ? glyphs.checked.length + 1 : 0);
}

function hasMarks<Item>({ browser }: BrowserState<Item>): boolean {
  return browser.actions.some(({ takes }) => takes === 'many');
}

function titleLine<Item>({ state, surface, laid, pointed }: RowLook<Item>): string {
  const titles = laid.map(({ column, width }) => {
    const text = cellText(column.title, width, column, surface);
    return column === pointed ? surface.style('accent', text) : surface.style('dim', text);
  });
  return `${' '.repeat(leadWidth(state, surface))}${titles.join('  ')}`.trimEnd();
}

function rowLine<Item>(row: BrowserRow<Item>, isCurrent: boolean, look: RowLook<Item>): string {
  const { state, surface, laid } = look;
  const { glyphs, style, width } = surface;
  if (row.kind === 'heading') return style('strong', truncate(`${row.text} (${row.count})`, width, glyphs.ellipsis));
  const pointer = isCurrent ? style('accent', state.pane === 'list' ? glyphs.pointer : glyphs.bullet.padEnd(glyphs.pointer.length)) : ' '.repeat(glyphs.pointer.length);
  const mark = hasMarks(state) ? `${state.marked.has(row.id) ? style('accent', glyphs.checked) : glyphs.unchecked} ` : '';
  // Before the cell that is pointed at stands a pointer: its colour alone would be no sign.
  const gap = (column: BrowserColumn<Item>): string => (isCurrent && column === look.pointed ? ` ${style('accent', glyphs.pointer)}` : '  ');
  return `${pointer} ${mark}${laid.map((column, index) => `${index === 0 ? '' : gap(column.column)}${cell(row.item, isCurrent, column, look)}`).join('')}`.trimEnd();
}

function cell<Item>(item: Item, isCurrent: boolean, { column, width }: LaidColumn<Item>, { surface, pointed, state }: RowLook<Item>): string {
  const text = cellText(column.text(item), width, column, surface);
  if (isCurrent && column === pointed) return surface.style('accent', `${text.trimEnd() === '' ? surface.glyphs.cursor : text.trimEnd()}`) + ' '.repeat(Math.max(0, text.length - Math.max(1, text.trimEnd().length)));
  const role = column.role?.(item);
  if (role !== undefined) return surface.style(role, text);
  return isCurrent && column === state.browser.columns[0] ? surface.style('strong', text) : text;
}

function cellText<Item>(given: string, width: number, column: BrowserColumn<Item>, { glyphs }: TextSurface): string {
  const text = column.rank === 0 ? truncateMiddle(cleanLine(given), width, glyphs.ellipsis) : truncate(cleanLine(given), width, glyphs.ellipsis);
  return column.align === 'right' ? padStart(text, width) : padEnd(text, width);
}
