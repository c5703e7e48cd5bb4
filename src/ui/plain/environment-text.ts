import type { AppliedReport, ComparedValue, EnvironmentComparison, EnvironmentList, EnvironmentReport, EnvironmentSummary, EnvironmentValue } from '../../model/environment-report.ts';
import type { Json } from '../../model/json.ts';
import { formatLocation } from '../../model/source-location.ts';
import { cleanLine, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import { rowLines } from './row-lines.ts';

/** Cells of a line; undefined in a pipe, where lines stay whole. */
export interface EnvironmentSurface {
  readonly width: number | undefined;
  /** Sentences instead of columns. */
  readonly screenReader?: boolean;
}

/** All environments, a line each where there is room; `*` is the one that commands work on. */
export function environmentListText({ chosen, environments }: EnvironmentList, surface: EnvironmentSurface): string {
  const spoken = surface.screenReader;
  const rows = environments.map((environment) => [spoken === true ? `${environment.name}${environment.isChosen ? ', the chosen one' : ''}` : `${environment.isChosen ? '*' : ' '} ${environment.name}`, environment.cloud, environment.location ?? '-', environment.state ?? '-', appliedText(environment.applied), notesOf(environment)]);
  const footer = [...unreadable(environments), `${spoken === true ? '' : '* '}${chosen.environment} is what commands work on, from ${chosen.from}.`].map((text) => paragraph(text, surface)).join('');
  return `${lines(rowLines([['  name', 'cloud', 'region', 'state', 'applied', ''], ...rows], surface.width, { head: true, labels: ['cloud', 'region', 'state', 'applied'], spoken }))}\n${footer}`;
}

/** Why states cannot be read, once for all that have the same trouble: the message of the first stands for the others. */
function unreadable(environments: readonly EnvironmentSummary[]): readonly string[] {
  const unknown = environments.flatMap(({ name, applied }) => (applied.kind === 'unknown' ? [{ name, reason: applied.reason }] : []));
  return [...Map.groupBy(unknown, ({ reason }) => reason.slice(0, reason.indexOf(':'))).values()].map((group) => `The state of ${group.map(({ name }) => name).join(', ')} cannot be read: ${group[0]?.reason ?? ''}`);
}

function appliedText(applied: AppliedReport): string {
  switch (applied.kind) {
    case 'nothing':
      return 'no';
    case 'applied':
      return `serial ${applied.serial}, ${plural(applied.resources, 'resource')}`;
    case 'unknown':
      return 'unknown';
  }
}

function notesOf({ from, isDefault, lacks, protected: isProtected, twin }: EnvironmentSummary): string {
  const notes = [
    ...(isDefault ? ['default'] : []),
    ...(isProtected ? ['protected'] : []),
    ...(from.length === 1 && from[0] === 'built-in' ? ['built in'] : []),
    ...(lacks.length === 0 ? [] : [`lacks ${lacks.join(', ')}`]),
    ...(twin === undefined ? [] : [`twin: ${appliedText(twin)}`]),
  ];
  return notes.join('; ');
}

/** Every value of an environment with where it comes from. */
export function environmentText({ backends, chain, key, settings, target }: EnvironmentReport, surface: EnvironmentSurface): string {
  const head = chain.length < 2 ? key : `${key}, which extends ${chain.slice(0, -1).toReversed().join(', which extends ')}`;
  const section = (title: string, values: readonly EnvironmentValue[]): string => `\n${paragraph(title, surface)}${lines(surface.screenReader === true ? values.map(spokenValue) : rowLines(values.map(valueRow), surface.width, { indent: 2 }))}`;
  return [
    paragraph(head, surface),
    section('Where it is', target),
    section('Settings', settings),
    ...backends.map(({ name, settings: own }) => section(`Settings of backend ${name}`, own)),
  ].join('');
}

function valueRow(value: EnvironmentValue): readonly string[] {
  return [value.path, valueText(value.value), originText(value)];
}

function spokenValue(value: EnvironmentValue): string {
  return `${value.path}: ${value.value === null ? 'none' : valueText(value.value)}; source: ${originText(value)}.`;
}

/** `atakora.config.ts:4:7 (staging)`, `.atakora/manifest.json:9:5`, `built-in dev`. */
export function originText({ from, location }: Pick<EnvironmentValue, 'from' | 'location'>): string {
  if (location === undefined) {
    return from;
  }
  const at = formatLocation(location);
  const rest = from.startsWith(location.file) ? from.slice(location.file.length) : from.includes(at) ? '' : ` (${from})`;
  return from.includes(at) ? from : `${at}${rest}`;
}

/** A value of an environment as people read it. */
export function valueText(value: Json): string {
  if (value === null) {
    return '-';
  }
  if (Array.isArray(value)) {
    return value.length === 0 ? 'none' : value.map((item) => (typeof item === 'string' ? item : JSON.stringify(item))).join(', ');
  }
  return cleanLine(typeof value === 'string' ? value : JSON.stringify(value));
}

/** What differs between two environments, or everything. */
export function comparisonText({ left, right, values }: EnvironmentComparison, all: boolean, surface: EnvironmentSurface): string {
  const shown = all ? values : values.filter(({ same }) => !same);
  const hidden = values.length - shown.length;
  const tail = hidden === 0 ? '' : paragraph(`${plural(hidden, 'value')} ${hidden === 1 ? 'is' : 'are'} the same; --all shows ${hidden === 1 ? 'it' : 'them'}.`, surface);
  if (shown.length === 0) {
    return `${paragraph(`${left} and ${right} differ in nothing.`, surface)}${tail}`;
  }
  const rows = shown.map((value) => [`${surface.screenReader === true || !all ? '' : value.same ? '  ' : '~ '}${value.path}`, ...sides(value)]);
  return `${lines(rowLines([[all ? '  value' : 'value', left, right], ...rows], surface.width, { head: true, labels: [left, right], spoken: surface.screenReader }))}${tail === '' ? '' : `\n${tail}`}`;
}

function sides({ left, right }: ComparedValue): readonly string[] {
  return [left, right].map((value) => (value === undefined ? '' : valueText(value.value)));
}

function paragraph(text: string, { width }: EnvironmentSurface): string {
  return lines(width === undefined ? [text] : wrapText(text, Math.max(40, width), 2));
}

function lines(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join('');
}
