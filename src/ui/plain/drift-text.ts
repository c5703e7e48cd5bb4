import type { ChangeAuthor, DriftCounts, DriftedResource, DriftFinding, DriftReport } from '../../model/drift.ts';
import type { Change, PropertyChange } from '../../model/plan.ts';
import { formatLocation } from '../../model/source-location.ts';
import { cleanLine, wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import type { StyleRole } from '../text/style.ts';
import { typeTitle } from '../text/type-title.ts';
import { propertyLines } from './property-lines.ts';
import type { TextSurface } from './text-surface.ts';
import { inlineValue } from './value-text.ts';

/** What became of a resource, in words. */
export const statusWords = { missing: 'deleted in Azure', 'made-again': 'made again in Azure, with another identity', changed: 'changed in Azure', same: 'not changed in Azure' } as const;
const statusSigns = { missing: '-', 'made-again': '!', changed: '~', same: ' ' } as const;
const statusRoles = { missing: 'delete', 'made-again': 'replace', changed: 'update', same: 'dim' } as const satisfies Record<DriftedResource['status'], StyleRole>;

/**
 * What differs in Azure from what was applied: each resource that drifted with its values, who changed them and how sure that is; then
 * what only looks like drift, counted. The last line is the verdict. Every sign has its word beside it.
 */
export function driftLines(report: DriftReport, surface: TextSurface, verbosity: 'quiet' | 'normal' | 'verbose'): readonly string[] {
  const drifted = report.resources.filter(({ status }) => status !== 'same');
  const blocks = verbosity === 'quiet' ? [] : [...drifted.map((resource) => [...resourceLines(resource, surface), '']), besideLines(report, surface, verbosity)];
  return [...blocks.flat(), ...wrapText(driftVerdict(report), surface.width, 2).map((line) => surface.style(report.counts.drifted === 0 ? 'success' : 'warning', line))];
}

/** The drift of an environment in one sentence. */
export function driftVerdict({ counts, environment }: DriftReport): string {
  if (counts.drifted === 0) {
    return `No drift. ${cleanLine(environment)} is in Azure as it was applied: ${plural(counts.compared, 'resource')} compared.`;
  }
  const parts = [...(counts.edits > 0 ? [`${plural(counts.edits, 'value')} edited`] : []), ...(counts.missing > 0 ? [`${counts.missing} deleted`] : [])];
  return `Drift: ${counts.drifted} of ${plural(counts.compared, 'resource')} in ${cleanLine(environment)}${parts.length === 0 ? '' : `, ${parts.join(', ')}`}.`;
}

function resourceLines(resource: DriftedResource, surface: TextSurface): readonly string[] {
  const title = `${typeTitle(cleanLine(resource.type), surface.titleOf)} ${cleanLine(resource.azureName)}`;
  const place = [...(resource.origin === undefined ? [] : [`at ${cleanLine(formatLocation(resource.origin))}`]), ...(resource.changedBy === undefined ? [] : [authorText(resource.changedBy)])];
  if (surface.spoken) return [`${[`${cleanLine(resource.address)}, ${title}: ${statusWords[resource.status]}`, ...place].join(', ')}.`, ...driftedValues(resource, surface)];
  const [first = '', ...more] = wrapText(cleanLine(resource.address), surface.width - 2, 2);
  return [
    `${surface.style(statusRoles[resource.status], statusSigns[resource.status])} ${surface.style('strong', first)}`,
    ...more.map((line) => `  ${line}`),
    ...[`${title}: ${statusWords[resource.status]}`, ...place].flatMap((text) => wrapText(text, surface.width - 4, 2).map((line) => `    ${line}`)),
    ...driftedValues(resource, surface),
  ];
}

/** `deleted by anna@contoso.com, 2026-11-21T16:00:00Z, says the activity log`. */
export function authorText({ who, at, operation }: ChangeAuthor): string {
  return `${/\/delete$/i.test(operation) ? 'deleted' : 'last written'} by ${cleanLine(who)}, ${cleanLine(at)}, says the activity log`;
}

/** The values of a resource that differ, by who changed them and how sure that is. */
export function driftedValues(resource: DriftedResource, surface: TextSurface): readonly string[] {
  return groups.flatMap((group) => groupLines(resource, group, surface));
}

interface Group {
  readonly heading: string;
  readonly holds: (finding: DriftFinding) => boolean;
}

const groups: readonly Group[] = [
  { heading: "somebody's edit, certain:", holds: ({ origin, certainty, ignored }) => origin === 'edit' && certainty === 'certain' && ignored !== true },
  { heading: "somebody's edit, potential (what Azure held after the last apply was not recorded):", holds: ({ origin, certainty, ignored }) => origin === 'edit' && certainty !== 'certain' && ignored !== true },
  { heading: 'left to others by ignoreChanges, no drift:', holds: ({ ignored }) => ignored === true },
  { heading: 'your change since the last apply, no drift:', holds: ({ origin }) => origin === 'your-change' },
];

function groupLines(resource: DriftedResource, { heading, holds }: Group, surface: TextSurface): readonly string[] {
  const findings = resource.findings.filter(holds);
  if (findings.length === 0) {
    return [];
  }
  return [
    ...wrapText(heading, surface.width - 4, 2).map((line) => `    ${surface.style('dim', line)}`),
    ...propertyLines(asChange(resource, findings), surface, 6),
    ...findings.flatMap((finding) => wantedLines(finding, surface)),
  ];
}

function wantedLines({ path, wanted, origin }: DriftFinding, surface: TextSurface): readonly string[] {
  return wanted === undefined || origin !== 'edit' ? [] : wrapText(`the definition now wants ${inlineValue(wanted)} for ${cleanLine(path)}`, surface.width - 8, 2).map((line) => `        ${line}`);
}

/** The findings as rows of a plan, so that values are shown as everywhere. */
function asChange(resource: DriftedResource, findings: readonly DriftFinding[]): Change {
  const { address, type, azureName, id } = resource;
  return { address, type, azureName, id, action: { kind: 'no-op' }, reasons: [], properties: findings.map(asProperty), stack: '', owner: '', waitsFor: [], risk: 'safe', protected: false };
}

function asProperty({ path, kind, origin, applied, live, wanted, sensitive }: DriftFinding): PropertyChange {
  const after = origin === 'your-change' ? wanted : live;
  return { path: cleanLine(path), kind, ...(applied === undefined ? {} : { before: applied }), ...(after === undefined ? {} : { after }), ...(sensitive === true ? { sensitive } : {}) };
}

/** What differs and is no drift: counted, and named by resource where the user asks for more. */
function besideLines(report: DriftReport, surface: TextSurface, verbosity: 'normal' | 'verbose'): readonly string[] {
  const texts = besideTexts(report.counts);
  const own = verbosity === 'verbose' ? report.resources.filter(({ status, findings }) => status === 'same' && findings.length > 0).flatMap((resource) => resourceLines(resource, surface)) : [];
  const definition = report.definition ? [] : ['The definition was not read: what it leaves to others, and your own changes, are not told apart.'];
  const lines = [...definition, ...texts].flatMap((text) => wrapText(text, surface.width, 2).map((line) => surface.style('dim', line)));
  const unseen = verbosity === 'verbose' ? report.resources.filter(({ notAnalysed }) => notAnalysed.length > 0).flatMap(({ address, notAnalysed }) => wrapText(`${cleanLine(address)}: ${notAnalysed.map(cleanLine).join(', ')}`, surface.width - 4, 2).map((line) => surface.style('dim', `    ${line}`))) : [];
  return [...own, ...lines, ...unseen];
}

/** What differs and is no drift, counted. */
export function besideTexts({ yourChanges, defaults, ignored, notAnalysed }: DriftCounts): readonly string[] {
  return [
    ...(yourChanges > 0 ? [`${plural(yourChanges, 'change')} of your own since the last apply: no drift, see atakora plan.`] : []),
    ...(ignored > 0 ? [`${plural(ignored, 'value')} left to others (ignoreChanges).`] : []),
    ...(defaults > 0 ? [`${plural(defaults, 'value')} in Azure that the definition does not set: defaults, never drift.`] : []),
    ...(notAnalysed > 0 ? [`${plural(notAnalysed, 'value')} not analysed: Azure does not return them, or what they came to was not recorded (--verbose names them).`] : []),
  ];
}
