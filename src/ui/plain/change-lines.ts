import type { Change } from '../../model/plan.ts';
import { formatLocation } from '../../model/source-location.ts';
import { actionRoles, actionSign } from '../text/action-sign.ts';
import { displayWidth } from '../text/display-width.ts';
import { padEnd, padStart, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import { typeTitle } from '../text/type-title.ts';
import { changeFacts, changeLocation } from './change-facts.ts';
import { propertyLines } from './property-lines.ts';
import type { RowLayout } from './row-layout.ts';
import { shortName } from './row-layout.ts';
import type { TextSurface } from './text-surface.ts';

/**
 * One resource on one line (two for a move): sign, address, type, name, facts, and its danger, which is never left out. Facts go first where
 * room is short, then the type.
 */
export function changeRow(change: Change, surface: TextSurface, layout: RowLayout): readonly string[] {
  const role = actionRoles[change.action.kind];
  const head = `${' '.repeat(layout.indent)}${surface.style(role, padStart(actionSign(change.action, surface.glyphs), layout.sign))} `;
  const start = layout.indent + layout.sign + 1;
  if (change.action.kind === 'move') {
    const target = `${surface.glyphs.arrow} ${change.address}`;
    const [from = '', ...more] = [...wrapText(change.action.from, surface.width - start, 2), ...wrapText(target, surface.width - start, 2)];
    const what = surface.style('dim', `${typeTitle(change.type, surface.titleOf)} ${change.azureName}`);
    const last = more.at(-1) ?? '';
    const fits = start + displayWidth(last) + 2 + displayWidth(what) <= surface.width;
    return [head + from, ...(fits ? [...more.slice(0, -1), `${last}  ${what}`] : more).map((line) => ' '.repeat(start) + line)];
  }
  const [address = '', ...wrapped] = wrapText(change.address, surface.width - start, 2);
  const cells = wrapped.length === 0 ? rowCells(change, surface, layout) : { text: address, hasTitle: false };
  const line = head + cells.text;
  const title = typeTitle(change.type, surface.titleOf);
  const last = wrapped.at(-1);
  const below = cells.hasTitle
    ? []
    : last !== undefined && start + displayWidth(last) + 2 + displayWidth(title) <= surface.width
      ? [...wrapped.slice(0, -1), `${last}  ${title}`]
      : [...wrapped, ...(layout.titleBelow ? [surface.style('dim', title)] : [])];
  const extras = rowExtras(change, surface, layout).filter((extra) => extra.keep || cells.hasTitle);
  const { fitting, overflow } = fitExtras(extras, wrapped.length === 0 ? surface.width - displayWidth(line) - 2 : 0);
  return [
    [line, ...fitting].join('  ').trimEnd(),
    ...[...below, ...overflow].map((rest) => ' '.repeat(Math.min(start, Math.max(0, surface.width - displayWidth(rest)))) + rest),
  ];
}

/** Address, title and name: in their columns, or one after the other where the address is longer than its column. */
function rowCells(change: Change, surface: TextSurface, layout: RowLayout): { readonly text: string; readonly hasTitle: boolean } {
  const title = typeTitle(change.type, surface.titleOf);
  const width = displayWidth(change.address);
  if (width > layout.address) {
    const hasTitle = layout.indent + layout.sign + 1 + width + 2 + displayWidth(title) <= surface.width;
    return { text: hasTitle ? `${change.address}  ${title}` : change.address, hasTitle };
  }
  const name = layout.name === 0 ? [] : [surface.style('dim', padEnd(shortName(change), layout.name))];
  return { text: [padEnd(change.address, layout.address), padEnd(title, layout.title), ...name].join('  '), hasTitle: true };
}

function fitExtras(extras: readonly Extra[], room: number): { readonly fitting: readonly string[]; readonly overflow: readonly string[] } {
  const fitting: string[] = [];
  const overflow: string[] = [];
  let used = 0;
  for (const extra of extras) {
    const needs = displayWidth(extra.text) + (fitting.length === 0 ? 0 : 2);
    // Once a mark has no room, no lesser fact may stand in its place.
    if (overflow.length === 0 && used + needs <= room) {
      used += needs;
      fitting.push(extra.text);
    } else if (extra.keep) {
      overflow.push(extra.text);
    }
  }
  return { fitting, overflow };
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
  const why = missingWord(change);
  if (why !== undefined) {
    marks.push({ text: surface.style('warning', why), keep: true });
  }
  const location = layout.location ? changeLocation(change) : undefined;
  const facts = [...changeFacts(change), ...(location === undefined ? [] : [location])];
  return [...marks, ...facts.map((text) => ({ text: surface.style('dim', text), keep: false }))];
}

/** Why something is made that the state knows: it never came to be, or somebody took it away. */
export function missingWord({ reasons }: Change): string | undefined {
  if (!reasons.some(({ kind }) => kind === 'missing-in-azure')) return undefined;
  return reasons.some(({ kind }) => kind === 'failed-before') ? 'failed before' : 'deleted in Azure';
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
    ...alsoAsked(change),
    ...reasons.map((reason) => `because ${reason.text}`),
  ];
  return [
    ...headLines(change, sign, surface, indent),
    ...facts.flatMap((fact) => wrapText(fact, room, 2).map((line) => ' '.repeat(inner) + surface.style('dim', line))),
    ...propertyLines(change, surface, inner),
    ...hiddenLine(change, inner),
  ];
}

/** Places of the other components that share it, where what changes may come from as well. */
function alsoAsked({ alsoFrom = [] }: Change): readonly string[] {
  const shown = alsoFrom.slice(0, 3).map(formatLocation).join(', ');
  return alsoFrom.length === 0 ? [] : [`also asked for at ${shown}${alsoFrom.length > 3 ? ` and ${alsoFrom.length - 3} more places` : ''}`];
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
