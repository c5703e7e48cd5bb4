import type { Change, Plan } from '../../model/plan.ts';
import { actionRoles, actionSign } from '../text/action-sign.ts';
import { wrapText } from '../text/fit-text.ts';
import { plural } from '../text/plural.ts';
import { typeTitle } from '../text/type-title.ts';
import { dangerMarks } from './change-lines.ts';
import type { TextSurface } from './text-surface.ts';

/** True when there is nothing to do, in Azure or in the state. */
export function isEmptyPlan(plan: Plan): boolean {
  return plan.changes.every((change) => change.action.kind === 'no-op') && plan.outputs.every((output) => output.kind === 'same');
}

/** `Plan: 12 to create, 3 to change, 1 to replace, 0 to delete.`; move, import and forget join when there are any. */
export function countsSentence(plan: Plan): string {
  const { counts } = plan;
  const rare = (['move', 'import', 'forget'] as const).filter((kind) => counts[kind] > 0).map((kind) => `${counts[kind]} to ${kind}`);
  const always = [`${counts.create} to create`, `${counts.update} to change`, `${counts.replace} to replace`, `${counts.delete} to delete`];
  return `Plan: ${[...always, ...rare].join(', ')}.`;
}

/** What an empty plan says instead of a count. */
export function noChangesSentence(plan: Plan): string {
  if (plan.kind === 'destroy') {
    return `No changes. There is nothing to destroy in ${plan.environment}.`;
  }
  const kept = plan.counts.unchanged;
  return `No changes. ${plan.environment} is as defined: ${plural(kept, 'resource')}, all unchanged.`;
}

/** Changes that delete, replace, lose data or interrupt. */
export function dangerousChanges(plan: Plan): readonly Change[] {
  return plan.changes.filter(
    (change) => change.action.kind === 'delete' || change.action.kind === 'replace' || (change.action.kind !== 'no-op' && change.risk !== 'safe'),
  );
}

/** The dangerous changes once more, one a line, whatever the length of the plan above; empty for a harmless plan. */
export function dangerLines(plan: Plan, surface: TextSurface): readonly string[] {
  const dangerous = dangerousChanges(plan);
  if (dangerous.length === 0) {
    return [];
  }
  const losing = dangerous.filter((change) => change.risk === 'loses-data').length;
  const gone = plan.counts.delete + plan.counts.replace;
  const parts = [
    ...(gone === 0 ? [] : [`deletes or replaces ${plural(gone, 'resource')}`]),
    ...(losing === 0 ? [] : [`loses the data of ${losing}`]),
    ...(gone === 0 && losing === 0 ? [`interrupts ${plural(dangerous.length, 'resource')}`] : []),
  ];
  const title = wrapText(`${surface.glyphs.warning} This plan ${parts.join(' and ')}:`, surface.width, 2);
  return [...title.map((line) => surface.style('error', line)), ...dangerous.flatMap((change) => dangerLine(change, surface))];
}

function dangerLine(change: Change, surface: TextSurface): readonly string[] {
  const sign = actionSign(change.action, surface.glyphs);
  const marks = dangerMarks(change, surface);
  const text = `${change.address} (${typeTitle(change.type, surface.titleOf)} ${change.azureName})`;
  const [first = '', ...rest] = wrapText(text, surface.width - 4 - sign.length, 2);
  const pad = ' '.repeat(sign.length + 3);
  const head = `  ${surface.style(actionRoles[change.action.kind], sign)} ${first}`;
  const markText = marks.join('  ');
  const lines = [head, ...rest.map((line) => pad + line)];
  return markText === '' ? lines : [...lines, pad + markText];
}
