import type { Change } from '../../model/plan.ts';
import { actionSign } from '../text/action-sign.ts';
import { displayWidth } from '../text/display-width.ts';
import { typeTitle } from '../text/type-title.ts';
import type { TextSurface } from './text-surface.ts';

/** How the rows of one section are laid out, so that they align. */
export interface RowLayout {
  readonly indent: number;
  readonly sign: number;
  /** Cells of the columns. A row whose address is longer than its column stands outside them; 0 for a column that has no room. */
  readonly address: number;
  readonly title: number;
  readonly name: number;
  /** True when so few rows have room for address and title that titles stand on a line of their own. */
  readonly titleBelow: boolean;
  /** False when the heading above says the same location for all. */
  readonly location: boolean;
}

/** Columns for these changes: address and title of as many rows as fit; names only where all do. */
export function layoutRows(changes: readonly Change[], surface: TextSurface, indent: number, location: boolean): RowLayout {
  const sign = widest(changes.map((change) => displayWidth(actionSign(change.action, surface.glyphs))));
  const room = surface.width - indent - sign - 1;
  const rows = changes.map((change) => ({ address: displayWidth(rowAddress(change)), title: displayWidth(typeTitle(change.type, surface.titleOf)) }));
  const address = widest(rows.map((row) => row.address).filter((column) => rows.every((row) => row.address > column || column + 2 + row.title <= room)));
  const title = widest(rows.filter((row) => row.address <= address).map((row) => row.title));
  const name = widest(changes.map((change) => displayWidth(shortName(change))));
  const hasNames = rows.every((row) => row.address <= address) && address + title + name + 4 <= room;
  const fitting = rows.filter((row) => row.address + 2 + row.title <= room).length;
  return { indent, sign, address, title, name: hasNames ? name : 0, titleBelow: fitting * 2 < rows.length, location };
}

function widest(widths: readonly number[]): number {
  return Math.max(0, ...widths);
}

/** A child's own name: its parent's stand in the rows above. */
export function shortName(change: Change): string {
  return change.azureName.slice(change.azureName.lastIndexOf('/') + 1);
}

function rowAddress(change: Change): string {
  return change.action.kind === 'move' ? change.action.from : change.address;
}
