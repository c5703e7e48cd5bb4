import type { CleanupReport, Finding, FindingKind, LeftAlone, LeftReason } from '../../model/cleanup.ts';
import { findingKinds } from '../../model/cleanup.ts';
import type { AzureFailure } from '../../model/azure-failure.ts';
import type { EngineEvent } from '../../model/event.ts';
import { formatAge } from '../text/time-span.ts';
import { displayWidth } from '../text/display-width.ts';
import { formatDuration } from '../text/duration-text.ts';
import { cleanLine, padEnd, truncateMiddle, wrapText } from '../text/fit-text.ts';
import type { Glyphs } from '../text/glyphs.ts';
import { plural } from '../text/plural.ts';
import { spokenRow } from '../text/spoken-row.ts';
import { typeTitle } from '../text/type-title.ts';
import type { TextSurface } from './text-surface.ts';

type Verbosity = 'quiet' | 'normal' | 'verbose';
type RemovalEvent = Extract<EngineEvent, { readonly type: 'removal' }>;

/** What people call the kinds of findings; `one` where the plural has no s. */
export const kindTitles: Readonly<Record<FindingKind, string>> = {
  resources: 'Resources that no state holds',
  groups: 'Empty resource groups',
  vaults: 'Deleted vaults that are still kept',
  deployments: 'Deployment history',
  packages: 'Packages that no run needs',
  runs: 'Old runs',
  'state-versions': 'Earlier versions of the state',
};

const kindWords: Readonly<Record<FindingKind, string>> = { resources: 'resource', groups: 'group', vaults: 'vault', deployments: 'deployment', packages: 'package', runs: 'run', 'state-versions': 'state version' };

const reasonWords: Readonly<Record<LeftReason, string>> = {
  younger: 'younger',
  'age-unknown': 'of unknown age',
  unclear: 'of unknown origin',
  locked: 'locked',
  protected: 'protected',
  managed: 'managed by another resource',
  used: 'in use',
  pending: 'part of a run that has not ended',
  running: 'running',
  kept: 'among the newest',
  held: 'held',
};

/** Findings of a kind that are shown one by one, unless more is asked for. */
const mostShown = 40;

/**
 * What was found, kind by kind, each finding with its number, age, run and why nothing seems to need it; then what was left alone, counted
 * by reason, and what was not searched. A narrow terminal drops columns, never lines.
 */
export function cleanupLines(report: CleanupReport, surface: TextSurface, verbosity: Verbosity): readonly string[] {
  const numbers = new Map(report.findings.map((finding, index) => [finding, index + 1]));
  const sections = verbosity === 'quiet' ? [] : findingKinds.flatMap((kind) => sectionLines(report.findings.filter((finding) => finding.kind === kind), kind, numbers, { report, surface, verbosity }));
  const wrap = (text: string): readonly string[] => wrapText(text, surface.width, 2);
  return [
    ...sections,
    ...leftLines(report, surface, verbosity),
    ...report.notSearched.flatMap(({ kind, because }) => wrap(`Not searched: ${kind}. ${cleanLine(because)}`)).map((line) => surface.style('warning', line)),
    ...(verbosity === 'quiet' ? [] : report.notes.flatMap((note) => wrap(`Note: ${cleanLine(note)}`))),
    ...wrap(cleanupVerdict(report)).map((line) => surface.style(report.findings.length === 0 ? 'success' : 'strong', line)),
  ];
}

/** What was found, in one sentence. */
export function cleanupVerdict({ findings, environment, olderThanMs }: CleanupReport): string {
  if (findings.length === 0) return `Nothing older than ${formatAge(olderThanMs)} was left behind in ${cleanLine(environment)}.`;
  const counts = findingKinds.flatMap((kind) => {
    const count = findings.filter((finding) => finding.kind === kind).length;
    return count === 0 ? [] : [plural(count, kindWords[kind])];
  });
  return `Left behind in ${cleanLine(environment)}, older than ${formatAge(olderThanMs)}: ${counts.join(', ')}.`;
}

interface Page {
  readonly report: CleanupReport;
  readonly surface: TextSurface;
  readonly verbosity: Verbosity;
}

function sectionLines(findings: readonly Finding[], kind: FindingKind, numbers: ReadonlyMap<Finding, number>, { report, surface, verbosity }: Page): readonly string[] {
  if (findings.length === 0) return [];
  const shown = verbosity === 'verbose' ? findings : findings.slice(0, mostShown);
  if (surface.spoken) return [`${kindTitles[kind]}: ${findings.length}.`, ...shown.map((finding) => spokenFinding(finding, numbers.get(finding) ?? 0, { report, surface, verbosity })), ...moreLines(shown.length, findings.length)];
  const rows = shown.map((finding) => [`${numbers.get(finding) ?? 0}`, ...findingCells(finding, report.at, surface)]);
  const columns = fitColumns(rows, surface.width);
  return [
    surface.style('strong', `${kindTitles[kind]} (${findings.length})`),
    ...shown.flatMap((finding, index) => [rowText(rows[index] ?? [], columns, surface.glyphs), ...evidenceLines(finding, surface).map((line) => surface.style('dim', line))]),
    ...moreLines(shown.length, findings.length).map((line) => surface.style('dim', `  ${line}`)),
    '',
  ];
}

/** What is found but not shown. */
function moreLines(shown: number, all: number): readonly string[] {
  return shown < all ? [`and ${all - shown} more (--verbose shows all)`] : [];
}

/** `Number 3: stold, 40 days, storage account; run …; why nothing needs it.` */
function spokenFinding(finding: Finding, number: number, { report, surface }: Page): string {
  const [name = '', age = '', title = '', run = ''] = findingCells(finding, report.at, surface);
  return `${spokenRow([`Number ${number}, ${name}`, age, title, run], ['', 'age', '', 'run']).replace(/\.$/, '')}; ${evidenceLines(finding, surface).join(' ').trim().replace(/\.$/, '')}.`;
}

/** Name, age, type and run of a finding. */
export function findingCells(finding: Finding, at: string, { titleOf }: Pick<TextSurface, 'titleOf'>): readonly string[] {
  const age = formatAge(Date.parse(at) - Date.parse(finding.at));
  const title = finding.kind === 'resources' && finding.type !== undefined ? typeTitle(finding.type, titleOf) : '';
  return [cleanLine(finding.name), age, title, finding.run === undefined || finding.run === finding.name ? '' : cleanLine(finding.run)];
}

/** Widths of the columns number, name, age, type, run; 0 for those that a narrow line has no room for, the last first. */
export function fitColumns(rows: readonly (readonly string[])[], width: number): readonly number[] {
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(0, ...rows.map((row) => displayWidth(row[column] ?? ''))));
  const fits = (columns: readonly number[]): boolean => columns.reduce((sum, column) => sum + (column === 0 ? 0 : column + 2), 0) <= width;
  for (const dropped of [[], [4], [4, 3]]) {
    const columns = widths.map((column, index) => (dropped.includes(index) ? 0 : column));
    if (fits(columns)) return columns;
  }
  const [number = 0, , age = 0] = widths;
  return [number, Math.max(8, width - number - age - 6), age, 0, 0];
}

/** A row: the number to the right, the other cells to the left. */
export function rowText(cells: readonly string[], columns: readonly number[], { ellipsis }: Pick<Glyphs, 'ellipsis'>): string {
  const [number = '', ...rest] = cells;
  const [first = 0, ...widths] = columns;
  const texts = rest.flatMap((cell, index) => ((widths[index] ?? 0) === 0 ? [] : [padEnd(truncateMiddle(cell, widths[index] ?? 0, ellipsis), widths[index] ?? 0)]));
  return `  ${number.padStart(first)} ${texts.join('  ')}`.trimEnd();
}

/** Role assignments by their count, anything else by its name. */
function alsoText(ids: readonly string[]): string {
  const roles = ids.filter((id) => /\/roleassignments\//i.test(id)).length;
  const others = ids.filter((id) => !/\/roleassignments\//i.test(id)).map((id) => id.slice(id.lastIndexOf('/') + 1));
  return `${[...(roles === 0 ? [] : [plural(roles, 'role assignment')]), ...others].join(', ')} ${ids.length === 1 ? 'goes' : 'go'} with it`;
}

/** `2 findings of this list refer to it and go first`. */
function dependentsText({ kind, dependents: { length } }: Finding): string {
  const one = length === 1;
  const verb = kind === 'groups' ? (one ? 'is in it' : 'are in it') : one ? 'refers to it' : 'refer to it';
  return `${plural(length, 'finding')} of this list ${verb} and ${one ? 'goes' : 'go'} first`;
}

/** Where it is, why it is believed to be left behind, what goes with it, and that its data goes. */
function evidenceLines(finding: Finding, surface: TextSurface): readonly string[] {
  const place = finding.group === undefined || finding.kind !== 'resources' ? '' : `in ${finding.group}: `;
  const more = [
    ...(finding.dependents.length === 0 ? [] : [dependentsText(finding)]),
    ...(finding.alsoGoes === undefined ? [] : [alsoText(finding.alsoGoes)]),
    ...(finding.losesData === true ? ['what it stores is lost'] : []),
  ];
  return wrapText(cleanLine([`${place}${finding.because}`, ...more].join('; ')), surface.width - 6, 2).map((line) => `      ${line}`);
}

function leftLines({ leftAlone }: CleanupReport, surface: TextSurface, verbosity: Verbosity): readonly string[] {
  if (leftAlone.length === 0 || verbosity === 'quiet') return [];
  if (verbosity === 'verbose') return [surface.style('strong', `Left alone (${leftAlone.length})`), ...leftAlone.flatMap((one) => wrapText(`${kindWords[one.kind]} ${leftText(one)}`, surface.width - 2, 2).map((line) => `  ${line}`)), ''];
  const told = leftAlone.filter(({ reason }) => reason === 'locked' || reason === 'protected' || reason === 'age-unknown' || reason === 'unclear' || reason === 'used').filter(({ kind }) => kind !== 'packages');
  const counts = [...Map.groupBy(leftAlone, ({ reason }) => reason)].map(([reason, some]) => `${some.length} ${reasonWords[reason]}`);
  return [
    ...wrapText(`Left alone: ${counts.join(', ')} (--verbose says which).`, surface.width, 2),
    ...told.slice(0, 10).flatMap((one) => wrapText(`${kindWords[one.kind]} ${leftText(one)}`, surface.width - 2, 2).map((line) => surface.style('dim', `  ${line}`))),
    '',
  ];
}

function leftText({ name, because }: LeftAlone): string {
  return cleanLine(`${name}: ${because}`);
}

/** One removal on a line of its own. `inWords`: what a failure means, what Azure said, and what to do. */
export function removalLines(event: RemovalEvent, surface: TextSurface, verbosity: Verbosity, inWords: (failure: AzureFailure) => string): readonly string[] {
  const { glyphs, style } = surface;
  const name = `${kindWords[event.kind]} ${cleanLine(event.name)}`;
  const time = event.elapsedMs === undefined ? '' : ` in ${formatDuration(event.elapsedMs)}`;
  const because = event.because === undefined ? '' : `: ${cleanLine(event.because)}`;
  switch (event.status) {
    case 'started':
      return verbosity === 'verbose' ? [style('dim', `${glyphs.waiting} removing ${name}`)] : [];
    case 'removed':
      return verbosity === 'quiet' ? [] : [`${style('success', glyphs.done)} ${name} removed${time}${because}`];
    case 'gone':
      return verbosity === 'quiet' ? [] : [`${style('success', glyphs.done)} ${name} was gone already`];
    case 'skipped':
      return [`${style('warning', glyphs.skipped)} ${name} left alone${because}`];
    case 'unknown':
      return [`${style('warning', glyphs.skipped)} ${name}: its end was not seen${because}`];
    case 'failed':
      return [`${style('error', glyphs.failed)} ${name} could not be removed: ${event.failure === undefined ? cleanLine(event.because ?? '') : inWords(event.failure)}`];
  }
}
