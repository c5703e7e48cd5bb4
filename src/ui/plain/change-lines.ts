import type { Change } from '../../model/plan.ts';
import { formatLocation } from '../../model/source-location.ts';
import { actionRoles, actionSign } from '../text/action-sign.ts';
import { displayWidth } from '../text/display-width.ts';
import { padEnd, padStart, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import { typeTitle } from '../text/type-title.ts';
import { changeFacts, changeLocation } from './change-facts.ts';
import { propertyLines } from './property-lines.ts';
import type { TextSurface } from './text-surface.ts';

/** How the rows of one section are laid out, so that all of them align. */
export interface RowLayout {
  readonly indent: number;
  readonly sign: number;
  /** Cells of the address, title and name columns; 0 for a column that has no room. */
  readonly address: number;
  readonly title: number;
  readonly name: number;
  /** False when the heading above says the same location for all. */
  readonly location: boolean;
}

/** Columns for these changes: the address always, then title and name as far as they fit. */
export function layoutRows(changes: readonly Change[], surface: TextSurface, indent: number, location: boolean): RowLayout {
  const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(displayWidth));
  const sign = widest(changes.map((change) => actionSign(change.action, surface.glyphs)));
  const address = widest(changes.map(rowAddress));
  const title = widest(changes.map((change) => typeTitle(change.type, surface.titleOf)));
  const name = widest(changes.map(shortName));
  let left = surface.width - indent - sign - 1 - address;
  const fit = (cells: number): number => {
    if (left < cells + 2) {
      left = 0;
      return 0;
    }
    left -= cells + 2;
    return cells;
  };
  return { indent, sign, address, title: fit(title), name: fit(name), location };
}

/** A child's own name: its parent's stand in the rows above. */
function shortName(change: Change): string {
  return change.azureName.slice(change.azureName.lastIndexOf('/') + 1);
}

function rowAddress(change: Change): string {
  return change.action.kind === 'move' ? change.action.from : change.address;
}

/** One resource on one line (two for a move): sign, address, type, name, facts, and its danger, which is never left out. */
export function changeRow(change: Change, surface: TextSurface, layout: RowLayout): readonly string[] {
  const role = actionRoles[change.action.kind];
  const head = `${' '.repeat(layout.indent)}${surface.style(role, padStart(actionSign(change.action, surface.glyphs), layout.sign))} `;
  const start = layout.indent + layout.sign + 1;
  if (change.action.kind === 'move') {
    const target = `${surface.glyphs.arrow} ${change.address}`;
    const [from = '', ...more] = [...wrapText(change.action.from, surface.width - start, 2), ...wrapText(target, surface.width - start, 2)];
    return [head + from, ...more.map((line) => ' '.repeat(start) + line)];
  }
  const [address = '', ...more] = wrapText(change.address, surface.width - start, 2);
  const cells = [more.length === 0 && start + layout.address <= surface.width ? padEnd(address, layout.address) : address];
  if (layout.title > 0 && more.length === 0) {
    cells.push(padEnd(typeTitle(change.type, surface.titleOf), layout.title));
  }
  if (layout.name > 0 && more.length === 0) {
    cells.push(surface.style('dim', padEnd(shortName(change), layout.name)));
  }
  const line = head + cells.join('  ');
  const extras = rowExtras(change, surface, layout);
  const room = surface.width - displayWidth(line) - 2;
  const fitting: string[] = [];
  const overflow: string[] = [];
  let used = 0;
  for (const extra of extras) {
    const needs = displayWidth(extra.text) + (fitting.length === 0 ? 0 : 2);
    // Once a mark has no room, no lesser fact may stand in its place.
    if (more.length === 0 && overflow.length === 0 && used + needs <= room) {
      used += needs;
      fitting.push(extra.text);
    } else if (extra.keep) {
      overflow.push(extra.text);
    }
  }
  return [
    [line, ...fitting].join('  ').trimEnd(),
    ...[...more, ...overflow].map((rest) => ' '.repeat(Math.min(start, Math.max(0, surface.width - displayWidth(rest)))) + rest),
  ];
}

interface Extra {
  readonly text: string;
  /** True: on a line of its own rather than left out. */
  readonly keep: boolean;
}

function rowExtras(change: Change, surface: TextSurface, layout: RowLayout): readonly Extra[] {
  const marks = dangerMarks(change, surface).map((text) => ({ text, keep: true }));
  if (change.action.kind === 'update' || change.action.kind === 'replace') {
    return [...marks, { text: changedKeys(change, surface), keep: false }];
  }
  const location = layout.location ? changeLocation(change) : undefined;
  const facts = [...(location === undefined ? [] : [location]), ...changeFacts(change)];
  return [...marks, ...(facts.length === 0 ? [] : [{ text: surface.style('dim', facts.join(', ')), keep: false }])];
}

function changedKeys(change: Change, surface: TextSurface): string {
  const paths = change.properties.map((property) => property.path);
  const shown = paths.slice(0, 3).join(', ');
  return surface.style('dim', paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown);
}

/** `! loses data`, `! interrupts service`, `protected`. */
export function dangerMarks(change: Change, surface: TextSurface): readonly string[] {
  const bang = surface.glyphs.warning;
  return [
    ...(change.risk === 'loses-data' ? [surface.style('error', `${bang} loses data`)] : []),
    ...(change.risk === 'interrupts-service' ? [surface.style('warning', `${bang} interrupts service`)] : []),
    ...(change.protected ? [surface.style('warning', 'protected')] : []),
  ];
}

/** A resource with everything that changes in it: head, origin, reasons, aligned properties. */
export function changeInFull(change: Change, surface: TextSurface, indent: number): readonly string[] {
  const sign = actionSign(change.action, surface.glyphs);
  const inner = indent + 4;
  const room = surface.width - inner;
  const forced = new Set(change.properties.filter((property) => property.forcesReplacement).map((property) => property.path));
  const reasons = change.reasons.filter((reason) => !isToldBySign(reason.kind) && !(reason.path !== undefined && forced.has(reason.path)));
  const facts = [
    ...(change.origin === undefined ? [] : [`at ${formatLocation(change.origin)}`]),
    ...reasons.map((reason) => `because ${reason.text}`),
  ];
  return [
    ...headLines(change, sign, surface, indent),
    ...facts.flatMap((fact) => wrapText(fact, room, 2).map((line) => ' '.repeat(inner) + surface.style('dim', line))),
    ...propertyLines(change, surface, inner),
    ...hiddenLine(change, inner),
  ];
}

/** Reasons that only say again what the sign in front says. */
function isToldBySign(kind: string): boolean {
  return kind === 'not-in-state' || kind === 'property-changed' || kind === 'destroy';
}

function headLines(change: Change, sign: string, surface: TextSurface, indent: number): readonly string[] {
  const start = indent + sign.length + 1;
  const role = actionRoles[change.action.kind];
  const [address = '', ...more] = wrapText(change.address, surface.width - start, 2);
  const rest = [`${typeTitle(change.type, surface.titleOf)} ${change.azureName}`, ...dangerMarks(change, surface)];
  const lines = [`${' '.repeat(indent)}${surface.style(role, sign)} ${surface.style('strong', address)}`, ...more.map((line) => ' '.repeat(start) + line)];
  for (const text of rest) {
    const last = lines.at(-1) ?? '';
    if (displayWidth(last) + 2 + displayWidth(text) <= surface.width) {
      lines[lines.length - 1] = `${last}  ${text}`;
    } else {
      lines.push(...wrapText(text, surface.width - indent - 4, 2).map((line) => ' '.repeat(indent + 4) + line));
    }
  }
  return lines;
}

function hiddenLine(change: Change, indent: number): readonly string[] {
  const isEmpty = change.properties.length === 0 && change.action.kind === 'update';
  return isEmpty ? [`${' '.repeat(indent)}(${plural(0, 'property', 'properties')} of its own changed)`] : [];
}
