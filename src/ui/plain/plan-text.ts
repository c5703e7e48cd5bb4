import type { Change, Plan, PlanAction } from '../../model/plan.ts';
import { actionKinds } from '../../model/plan.ts';
import { actionRoles, actionVerbs } from '../text/action-sign.ts';
import { wrapText } from '../text/fit-text.ts';
import { separatorOf } from '../text/glyphs.ts';
import { plural } from '../text/plural.ts';
import { changeLocation } from './change-facts.ts';
import { changeInFull, changeRow } from './change-lines.ts';
import { cleanPlan } from './clean-plan.ts';
import { findingLines, findingOf } from './diagnostic-text.ts';
import type { IdenticalChange } from './identical-changes.ts';
import { groupIdentical } from './identical-changes.ts';
import { countsSentence, dangerLines, isEmptyPlan, noChangesSentence } from './plan-summary.ts';
import { spokenChange } from './spoken-change.ts';
import { keptPackages, packageSection } from './package-text.ts';
import { propertyLines } from './property-lines.ts';
import { layoutRows } from './row-layout.ts';
import type { SurfaceOptions, TextSurface } from './text-surface.ts';
import { createSurface } from './text-surface.ts';

/**
 * `counts`: only the last line, the danger and the findings. `lines`: a line for each resource. `full`: every property.
 * `auto`: new resources on a line each; what is deleted or replaced in full; updates in full unless there are many.
 */
export type PlanDetail = 'counts' | 'lines' | 'full' | 'auto';

export interface PlanTextOptions extends SurfaceOptions {
  readonly detail?: PlanDetail | undefined;
}

/** More changes than this to existing resources are a line each in `auto`. */
const fullUpTo = 15;
/** Addresses under a group of identical changes, unless `full`. */
const membersShown = 3;

/**
 * The plan as text for a screen or a pipe, with a final line break: danger first, then by stack and owner; the last line is the counts.
 * @see terminal design page, "Printed view"
 */
export function renderPlan(given: Plan, options: PlanTextOptions = {}): string {
  const plan = cleanPlan(given);
  const surface = createSurface(options);
  const detail = options.detail ?? 'auto';
  const blocks: (readonly string[])[] = [headLines(plan, surface)];
  if (detail !== 'counts') {
    const section = surface.spoken ? spokenSection : sectionLines;
    blocks.push(...actionKinds.filter((kind) => kind !== 'no-op').map((kind) => section(plan, kind, detail, surface)));
    blocks.push(packageSection(plan, surface), unchangedLines(plan, surface), versionLines(plan, surface), outputLines(plan, surface));
  }
  blocks.push(...plan.diagnostics.map((diagnostic) => findingLines(findingOf(diagnostic), surface)));
  blocks.push(dangerLines(plan, surface), lastLines(plan, surface));
  return `${blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join('\n'))
    .join(surface.spoken ? '\n' : '\n\n')
    .replaceAll(/ +$/gm, '')}\n`;
}

function headLines(plan: Plan, surface: TextSurface): readonly string[] {
  const separator = separatorOf(surface.glyphs);
  const where = plan.cloud === 'local' ? 'local Azure' : `${plan.cloud}${separator}subscription ${plan.subscriptionId}`;
  const what = plan.kind === 'destroy' ? 'Destroy' : 'Plan';
  const [first = '', ...rest] = wrapText(`${what} for ${plan.project}${separator}${plan.environment}${separator}${where}`, surface.width, 2);
  return [surface.style('strong', first), ...rest.map((line) => surface.style('strong', line))];
}

function lastLines(plan: Plan, surface: TextSurface): readonly string[] {
  const empty = isEmptyPlan(plan);
  const role = empty ? 'success' : 'strong';
  return wrapText(empty ? noChangesSentence(plan) : countsSentence(plan), surface.width, 2).map((line) => surface.style(role, line));
}

function sectionLines(plan: Plan, kind: PlanAction['kind'], detail: Exclude<PlanDetail, 'counts'>, surface: TextSurface): readonly string[] {
  const changes = plan.changes.filter((change) => change.action.kind === kind);
  if (changes.length === 0) {
    return [];
  }
  const full = isShownInFull(plan, kind, detail);
  const location = full ? undefined : sharedLocation(changes);
  const place = location === undefined ? '' : ` in ${location}`;
  const title = `${plural(changes.length, 'resource')} to ${actionVerbs[kind]}${place}`;
  const { groups, rest } = groupIdentical(changes);
  // A row's address has its owner in it; a heading for every owner would double a long list.
  const grouped = groupBy(rest, (change) => (full ? `${change.stack}${separatorOf(surface.glyphs)}${change.owner}` : change.stack));
  const layout = layoutRows(rest, surface, 4, location === undefined);
  return [
    ...wrapText(title, surface.width, 2).map((line) => surface.style(actionRoles[kind], line)),
    ...groups.flatMap((group) => groupLines(group, detail, surface)),
    ...grouped.flatMap(([heading, members]) => [
      ...wrapText(heading, surface.width - 2, 2).map((line) => `  ${surface.style('dim', line)}`),
      ...members.flatMap((change) => (full ? changeInFull(change, surface, 4) : changeRow(change, surface, layout))),
    ]),
  ];
}

/** The changes of one kind, a sentence each, what changes in them right after. */
function spokenSection(plan: Plan, kind: PlanAction['kind'], detail: Exclude<PlanDetail, 'counts'>, surface: TextSurface): readonly string[] {
  const changes = plan.changes.filter((change) => change.action.kind === kind);
  const isFull = isShownInFull(plan, kind, detail);
  return changes.length === 0 ? [] : [`${plural(changes.length, 'resource')} to ${actionVerbs[kind]}.`, ...changes.flatMap((change) => [spokenChange(change, surface), ...(isFull ? propertyLines(change, surface, 0) : [])])];
}

function isShownInFull(plan: Plan, kind: PlanAction['kind'], detail: Exclude<PlanDetail, 'counts'>): boolean {
  if (detail !== 'auto') {
    return detail === 'full' && kind !== 'move';
  }
  const { counts } = plan;
  switch (kind) {
    case 'replace':
      return true;
    case 'update':
    case 'import':
      return counts.update + counts.replace + counts.import <= fullUpTo;
    case 'delete':
      return counts.delete <= fullUpTo && plan.kind !== 'destroy';
    default:
      return false;
  }
}

/** The one location that all of at least three changes have, where they have one. */
function sharedLocation(changes: readonly Change[]): string | undefined {
  const known = changes.flatMap((change) => changeLocation(change) ?? []);
  const [first] = known;
  return known.length >= 3 && known.every((location) => location === first) ? first : undefined;
}

/** Changes by heading, both in the plan's order. */
function groupBy(changes: readonly Change[], headingOf: (change: Change) => string): readonly (readonly [string, readonly Change[]])[] {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const heading = headingOf(change);
    const group = groups.get(heading) ?? [];
    group.push(change);
    groups.set(heading, group);
  }
  return [...groups];
}

function groupLines(group: IdenticalChange, detail: PlanDetail, surface: TextSurface): readonly string[] {
  const [example] = group.changes;
  if (example === undefined) {
    return [];
  }
  const property = { ...group.property, path: `${group.property.path} on ${plural(group.changes.length, 'resource')}` };
  const shown = detail === 'full' ? group.changes : group.changes.slice(0, membersShown);
  const hidden = group.changes.length - shown.length;
  const members = shown.map((change) => change.address).join(', ');
  return [
    ...propertyLines({ ...example, properties: [property] }, surface, 4),
    ...wrapText(hidden > 0 ? `${members} and ${hidden} more` : members, surface.width - 8, 0).map((line) => `        ${surface.style('dim', line)}`),
  ];
}

function unchangedLines(plan: Plan, surface: TextSurface): readonly string[] {
  const kept = plan.counts.unchanged;
  const what = [...(kept === 0 ? [] : [plural(kept, 'resource')]), keptPackages(plan)].filter((part) => part !== '').join(' and ');
  return what === '' || isEmptyPlan(plan) ? [] : wrapText(`${what} unchanged`, surface.width, 2).map((line) => surface.style('dim', line));
}

/** What the state takes and Azure never hears of: a plan without changes says it all the same. */
function versionLines({ changes }: Plan, surface: TextSurface): readonly string[] {
  const others = changes.filter(({ action, reasons }) => action.kind === 'no-op' && reasons.some(({ kind }) => kind === 'api-version-changed')).length;
  return others === 0 ? [] : wrapText(`${plural(others, 'resource')} with another api version, which the state takes; nothing is sent for it`, surface.width, 2).map((line) => surface.style('dim', line));
}

const outputSigns = { add: ['create', '+'], remove: ['delete', '-'], change: ['update', '~'] } as const;

function outputLines(plan: Plan, surface: TextSurface): readonly string[] {
  const lines = plan.outputs.flatMap((output) => {
    if (output.kind === 'same') {
      return [];
    }
    if (surface.spoken) return [`Output ${output.name}: ${{ add: 'new', remove: 'removed', change: 'changed' }[output.kind]}.`];
    const [role, sign] = outputSigns[output.kind];
    return wrapText(output.name, surface.width - 6, 2).map((line, index) => `    ${index === 0 ? surface.style(role, sign) : ' '} ${line}`);
  });
  return lines.length === 0 || surface.spoken ? lines : ['Outputs', ...lines];
}
