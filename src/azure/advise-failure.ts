import { parseResourceId } from '../arm/resource-id.ts';
import type { AzureFailure, FailureAdvice } from '../model/azure-failure.ts';
import { accessRules } from './failure-rules/access.ts';
import { capacityRules } from './failure-rules/capacity.ts';
import type { FailureRule } from './failure-rules/failure-rule.ts';
import { nameRules } from './failure-rules/names.ts';
import { resourceManagerRules } from './failure-rules/resource-manager.ts';
import { serviceRules } from './failure-rules/services.ts';

/** All rules, most special first: the first that fits is the one. */
export const failureRules: readonly FailureRule[] = [...nameRules, ...capacityRules, ...accessRules, ...serviceRules, ...resourceManagerRules];

/** Adds to a failure and to each of its causes what it means for the user. */
export function advised(failure: AzureFailure): AzureFailure {
  const { details, ...own } = failure;
  return { ...own, ...(details === undefined ? {} : { details: details.map((detail) => ({ ...detail, advice: adviseFailure(detail) })) }), advice: adviseFailure(failure) };
}

/** What an unfolded failure means and whether trying again helps; advice `unknown` when no rule fits. */
export function adviseFailure(failure: AzureFailure): FailureAdvice {
  for (const rule of failureRules) {
    const groups = fits(rule, failure);
    if (groups !== undefined) return adviceOf(rule, { ...factsOf(failure), ...groups });
  }
  return { rule: 'unknown', code: 'ATK1803', sentence: 'Azure refused it.', hint: 'See what Azure said.', retry: 'no' };
}

/** The named parts of the message, or undefined when the rule is about something else. */
function fits({ codes, message, status }: FailureRule, failure: AzureFailure): Readonly<Record<string, string>> | undefined {
  if (codes !== undefined && !codes.includes(failure.code)) return undefined;
  if (status !== undefined && status !== failure.status) return undefined;
  if (message === undefined) return {};
  const match = message.exec(failure.message) ?? message.exec(failure.code);
  return match === null ? undefined : (match.groups ?? {});
}

function adviceOf({ id, code, sentence, hint, retry, fix, mend }: FailureRule, facts: Readonly<Record<string, string>>): FailureAdvice {
  return {
    rule: id,
    code,
    sentence: filled(sentence, facts),
    hint: filled(hint, facts),
    retry,
    ...(fix === undefined ? {} : { fix: filled(fix, facts) }),
    ...(mend === undefined ? {} : { mend }),
  };
}

function filled(text: string, facts: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_whole, key: string) => facts[key] ?? key.toUpperCase());
}

/** What the target tells: a resource id, or just a name. */
function factsOf({ target }: AzureFailure): Readonly<Record<string, string>> {
  if (target === undefined) return {};
  const id = parseResourceId(target);
  const group = /\/resourceGroups\/([^/]+)/i.exec(target)?.[1];
  return { target, name: target.split('/').at(-1) ?? target, ...(id === undefined ? {} : { type: id.type }), ...(group === undefined ? {} : { group }) };
}
