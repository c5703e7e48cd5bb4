import type { Change, Plan } from '../../model/plan.ts';
import { formatLocation } from '../../model/source-location.ts';
import { actionSign, actionVerbs } from '../text/action-sign.ts';
import { unicodeGlyphs } from '../text/glyphs.ts';
import { plural } from '../text/plural.ts';
import { typeTitle } from '../text/type-title.ts';
import type { TitleOfType } from '../text/type-title.ts';
import { missingWord } from '../plain/change-lines.ts';
import { cleanPlan } from '../plain/clean-plan.ts';
import { groupIdentical } from '../plain/identical-changes.ts';
import { countsSentence, dangerousChanges, isEmptyPlan, noChangesSentence } from '../plain/plan-summary.ts';
import { hashDigits, publishedBy } from '../plain/package-text.ts';
import { propertyLines } from '../plain/property-lines.ts';
import { createSurface } from '../plain/text-surface.ts';
import { codeSpan, escapeMarkdown, fencedBlock } from './markdown-text.ts';

/** Characters that a comment of GitHub and of Azure DevOps may have. */
export const commentLimit = 65_536;

/** How much is told, most first; the first that fits is taken. `changes`: properties of what exists already; `rows`: a line a resource; `danger`: lines for what destroys or interrupts. */
const levels = ['full', 'changes', 'rows', 'danger', 'counts'] as const;
type Level = (typeof levels)[number];

export interface PlanMarkdownOptions {
  readonly titleOf?: TitleOfType;
  /** `commentLimit` unless told otherwise. */
  readonly limit?: number;
}

/**
 * The plan for a comment on a pull request: summary, danger, a table of the changes, and each difference to unfold. What does not fit is
 * left out by levels of detail, and counted. The first line marks it, so that a later comment can take its place.
 */
export function planMarkdown(given: Plan, { titleOf, limit = commentLimit }: PlanMarkdownOptions = {}): string {
  const plan = cleanPlan(given);
  for (const level of levels) {
    const text = render(plan, level, titleOf);
    if (text.length <= limit) return text;
  }
  return `${render(plan, 'counts', titleOf).slice(0, Math.max(0, limit - 1))}\n`;
}

function render(plan: Plan, level: Level, titleOf: TitleOfType | undefined): string {
  const empty = isEmptyPlan(plan);
  const changes = plan.changes.filter(({ action }) => action.kind !== 'no-op');
  const danger = new Set(dangerousChanges(plan));
  const rows = level === 'counts' ? [] : level === 'danger' ? changes.filter((change) => danger.has(change)) : changes;
  const blocks = [
    `<!-- atakora-plan ${plan.project} ${plan.environment} -->\n### ${plan.kind === 'destroy' ? 'Destroy' : 'Plan for'} ${escapeMarkdown(`${plan.project} · ${plan.environment}`)}`,
    `**${escapeMarkdown(empty ? noChangesSentence(plan) : countsSentence(plan))}** Plan ${codeSpan(plan.hash.slice(0, 8))}, from serial ${plan.serial} of the state.`,
    dangerBlock(plan),
    table(rows, titleOf),
    ...differences(rows.filter((change) => isUnfolded(change, level)), titleOf),
    packages(plan),
    findings(plan),
    outputs(plan, level),
    left(plan, changes, rows, level),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function isUnfolded(change: Change, level: Level): boolean {
  if (change.properties.length === 0) return false;
  return level === 'full' || (level === 'changes' && change.action.kind !== 'create');
}

function dangerBlock(plan: Plan): string {
  const changes = dangerousChanges(plan);
  if (changes.length === 0) return '';
  const named = changes.filter(({ action, risk }) => risk === 'loses-data' || action.kind === 'replace' || action.kind === 'delete');
  const parts = [
    [changes.filter(({ action }) => action.kind === 'delete').length, 'removed'],
    [changes.filter(({ action }) => action.kind === 'replace').length, 'replaced'],
    [changes.filter(({ risk }) => risk === 'loses-data').length, 'would lose data'],
    [changes.filter(({ risk, action }) => risk === 'interrupts-service' && action.kind === 'update').length, 'interrupted'],
  ] as const;
  const sentence = parts.filter(([count]) => count > 0).map(([count, word]) => `${plural(count, 'resource')} ${word}`).join(', ');
  const shown = named.slice(0, 12).map((change) => `> - ${codeSpan(change.address)}${change.risk === 'loses-data' ? ' loses data' : ''}`);
  const more = named.length > 12 ? [`> - and ${named.length - 12} more`] : [];
  return ['> [!CAUTION]', `> ${sentence}.`, ...shown, ...more].join('\n');
}

function table(changes: readonly Change[], titleOf: TitleOfType | undefined): string {
  if (changes.length === 0) return '';
  const rows = changes.map((change) => {
    const marks = [...(change.risk === 'loses-data' ? ['loses data'] : change.risk === 'interrupts-service' ? ['interrupts service'] : []), ...(change.protected ? ['protected'] : []), ...[missingWord(change)].filter((word) => word !== undefined)];
    const what = `${actionVerbs[change.action.kind]}${marks.length === 0 ? '' : ` (${marks.join(', ')})`}`;
    return `| ${codeSpan(actionSign(change.action, unicodeGlyphs))} | ${codeSpan(change.address)} | ${escapeMarkdown(typeTitle(change.type, titleOf))} | ${codeSpan(change.azureName)} | ${what} |`;
  });
  return ['| | resource | type | Azure name | |', '| --- | --- | --- | --- | --- |', ...rows].join('\n');
}

/** Each difference to unfold; the same one on several resources is told once. */
function differences(changes: readonly Change[], titleOf: TitleOfType | undefined): readonly string[] {
  const { groups, rest } = groupIdentical(changes);
  const same = groups.flatMap(({ property, changes: members }) => {
    const [example] = members;
    if (example === undefined) return [];
    const summary = `<details><summary>${escapeHtml(`change ${property.path} on ${plural(members.length, 'resource')}`)}</summary>`;
    return [[summary, members.map(({ address }) => codeSpan(address)).join(', '), diffBlock({ ...example, properties: [property] }), '</details>'].join('\n\n')];
  });
  return [...same, ...rest.map((change) => unfolded(change, titleOf))];
}

/** In a block of this kind `!` is painted as a change; signs have to stand first. */
function diffBlock(change: Change): string {
  const surface = createSurface({ width: 120, color: false });
  return fencedBlock('diff', propertyLines(change, surface, 0).map((line) => line.replace(/^~/, '!').replace(/^ {4}([+-])/, '$1   ')));
}

function unfolded(change: Change, titleOf: TitleOfType | undefined): string {
  const reasons = change.reasons.filter(({ kind }) => kind !== 'not-in-state' && kind !== 'property-changed').map(({ text }) => `Because ${escapeMarkdown(text)}.`);
  const also = (change.alsoFrom ?? []).slice(0, 3).map((at) => codeSpan(formatLocation(at)));
  const place = change.origin === undefined ? [] : [`Defined at ${codeSpan(formatLocation(change.origin))}${also.length === 0 ? '' : `, also asked for at ${also.join(', ')}`}.`];
  const summary = `<details><summary>${escapeHtml(`${actionVerbs[change.action.kind]} ${change.address}, ${typeTitle(change.type, titleOf)}`)}</summary>`;
  return [summary, [...place, ...reasons].join(' '), diffBlock(change), '</details>'].filter((part) => part !== '').join('\n\n');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function findings({ diagnostics }: Plan): string {
  return diagnostics.map(({ severity, code, summary, hint, location }) => `- **${severity} ${code}**: ${escapeMarkdown(summary)}${location === undefined ? '' : ` (${codeSpan(formatLocation(location))})`} ${escapeMarkdown(hint)}`).join('\n');
}

/** Code is never left out: it is what an app does. */
function packages(plan: Plan): string {
  const rows = publishedBy(plan).map(({ address, path, before, after }) => {
    const hashes = [...(before === undefined ? [] : [before]), after].map((hash) => codeSpan(hash.slice(0, hashDigits)));
    return `- publish ${codeSpan(path)} to ${codeSpan(address)}: ${hashes.join(' → ')}`;
  });
  return rows.length === 0 ? '' : ['**Packages**', '', ...rows].join('\n');
}

const outputVerbs = { add: 'new', remove: 'removed', change: 'changed', same: '' } as const;

function outputs(plan: Plan, level: Level): string {
  const changed = plan.outputs.filter(({ kind }) => kind !== 'same');
  if (changed.length === 0 || level === 'counts' || level === 'danger') return '';
  return `Outputs: ${changed.map(({ name, kind }) => `${codeSpan(name)} ${outputVerbs[kind]}`).join(', ')}.`;
}

/** What is not told is counted, so that nobody takes a part for the whole. */
function left(plan: Plan, changes: readonly Change[], rows: readonly Change[], level: Level): string {
  const unchanged = plan.counts.unchanged === 0 || isEmptyPlan(plan) ? [] : [`${plural(plan.counts.unchanged, 'resource')} unchanged.`];
  const hidden = changes.filter((change) => change.properties.length > 0 && !isUnfolded(change, level)).length;
  const cut = [
    ...(rows.length < changes.length ? [`${plural(changes.length - rows.length, 'change')} not listed`] : []),
    ...(hidden > 0 ? [`the properties of ${plural(hidden, 'resource')} not shown`] : []),
  ];
  return [...unchanged, ...(cut.length === 0 ? [] : [`Too long for a comment: ${cut.join(', ')}. See ${codeSpan('atakora plan --detail full')}.`])].join(' ');
}
