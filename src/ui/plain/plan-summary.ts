import type { Change, Plan } from '../../model/plan.ts';
import { actionRoles, actionSign } from '../text/action-sign.ts';
import { displayWidth } from '../text/display-width.ts';
import { wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import { typeTitle } from '../text/type-title.ts';
import { dangerMarks } from './change-lines.ts';
import { keptPackages, publishedBy } from './package-text.ts';
import type { TextSurface } from './text-surface.ts';

/** True when there is nothing to do, in Azure or in the state. */
export function isEmptyPlan(plan: Plan): boolean {
  return plan.changes.every((change) => change.action.kind === 'no-op') && plan.outputs.every((output) => output.kind === 'same') && publishedBy(plan).length === 0;
}

/** `Plan: 12 to create, 3 to change, 1 to replace, 0 to delete.`; move, import and forget join when there are any, and packages. */
export function countsSentence(plan: Plan): string {
  const { counts } = plan;
  const rare = (['move', 'import', 'forget'] as const).filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} to ${kind}`);
  const always = [`${counts.create} to create`, `${counts.update} to change`, `${counts.replace} to replace`, `${counts.delete} to delete`];
  const published = publishedBy(plan).length;
  return `Plan: ${[...always, ...rare, ...(published === 0 ? [] : [`${plural(published, 'package')} to publish`])].join(', ')}.`;
}

/** What an empty plan says instead of a count. */
export function noChangesSentence(plan: Plan): string {
  if (plan.kind === 'destroy' && plan.partial === undefined) {
    return `No changes. There is nothing to destroy in ${plan.environment}.`;
  }
  const kept = plan.counts.unchanged;
  if (plan.partial !== undefined) {
    return `No changes in this part of ${plan.environment}.`;
  }
  return `No changes. ${plan.environment} is as defined: ${[plural(kept, 'resource'), keptPackages(plan)].filter((part) => part !== '').join(' and ')}, all unchanged.`;
}

/** Changes that delete, replace, lose data or interrupt. */
export function dangerousChanges(plan: Plan): readonly Change[] {
  return plan.changes.filter(
    (change) => change.action.kind === 'delete' || change.action.kind === 'replace' || (change.action.kind !== 'no-op' && change.risk !== 'safe'),
  );
}

/** What cannot be undone is named again up to this many; the screen above the question has to hold it. */
const namedUpTo = 12;

/** The danger once more, in numbers; what loses data or is replaced also by name, whatever the length of the plan above. Empty for a harmless plan. */
export function dangerLines(plan: Plan, surface: TextSurface): readonly string[] {
  const dangerous = dangerousChanges(plan);
  if (dangerous.length === 0) {
    return [];
  }
  const named = dangerous.filter((change) => change.risk === 'loses-data' || change.action.kind === 'replace');
  const more = named.length - namedUpTo;
  const sentence = `${surface.glyphs.warning} This plan ${dangerSentence(dangerous)}${named.length === 0 ? '.' : ':'}`;
  return [
    ...wrapText(sentence, surface.width, 2).map((line) => surface.style('error', line)),
    ...named.slice(0, namedUpTo).flatMap((change) => dangerLine(change, surface)),
    ...(more > 0 ? [`  ${surface.glyphs.ellipsis} and ${more} more`] : []),
  ];
}

/** `removes 38 resources, replaces 2 and loses the data of 4`. */
function dangerSentence(dangerous: readonly Change[]): string {
  const isGone = ({ action }: Change): boolean => action.kind === 'delete' || action.kind === 'replace';
  const counts: readonly (readonly [string, number])[] = [
    ['removes', dangerous.filter(({ action }) => action.kind === 'delete').length],
    ['replaces', dangerous.filter(({ action }) => action.kind === 'replace').length],
    ['interrupts', dangerous.filter((change) => !isGone(change) && change.risk === 'interrupts-service').length],
    ['loses the data of', dangerous.filter(({ risk }) => risk === 'loses-data').length],
  ];
  const parts = counts.filter(([, count]) => count > 0).map(([verb, count], index) => `${verb} ${index === 0 ? plural(count, 'resource') : count}`);
  const last = parts.at(-1) ?? '';
  return parts.length < 2 ? last : `${parts.slice(0, -1).join(', ')} and ${last}`;
}

function dangerLine(change: Change, surface: TextSurface): readonly string[] {
  const sign = actionSign(change.action, surface.glyphs);
  const text = `${change.address} (${typeTitle(change.type, surface.titleOf)} ${change.azureName})`;
  const [first = '', ...rest] = wrapText(text, surface.width - 4 - sign.length, 2);
  const pad = ' '.repeat(sign.length + 3);
  const lines = [`  ${surface.style(actionRoles[change.action.kind], sign)} ${first}`, ...rest.map((line) => pad + line)];
  const marks = dangerMarks(change, surface).join('  ');
  const last = lines.at(-1) ?? '';
  if (marks === '') {
    return lines;
  }
  return displayWidth(last) + 2 + displayWidth(marks) <= surface.width ? [...lines.slice(0, -1), `${last}  ${marks}`] : [...lines, pad + marks];
}
