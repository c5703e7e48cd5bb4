import type { AzureFailure, FailureAdvice } from '../model/azure-failure.ts';
import { factsOf } from './failure-facts.ts';
import type { FailureFacts, FailurePlace } from './failure-facts.ts';
import { accessRules } from './failure-rules/access.ts';
import { capacityRules } from './failure-rules/capacity.ts';
import type { FailureRule } from './failure-rules/failure-rule.ts';
import { nameRules } from './failure-rules/names.ts';
import { resourceManagerRules } from './failure-rules/resource-manager.ts';
import { serviceRules } from './failure-rules/services.ts';
import { vaultRules } from './failure-rules/vault.ts';

/** All rules, most special first: the first that fits is the one. */
export const failureRules: readonly FailureRule[] = [...vaultRules, ...nameRules, ...capacityRules, ...accessRules, ...serviceRules, ...resourceManagerRules];

/** Adds to a failure and to each of its causes what it means for the user. `place`: where the call was made, which fills the commands. */
export function advised(failure: AzureFailure, place?: FailurePlace): AzureFailure {
  const { details, ...own } = failure;
  return { ...own, ...(details === undefined ? {} : { details: details.map((detail) => ({ ...detail, advice: adviseFailure(detail, place) })) }), advice: adviseFailure(failure, place) };
}

/** What an unfolded failure means and whether trying again helps; advice `unknown` when no rule fits. */
export function adviseFailure(failure: AzureFailure, place?: FailurePlace): FailureAdvice {
  for (const rule of failureRules) {
    const groups = fits(rule, failure);
    if (groups !== undefined) return adviceOf(rule, { ...factsOf(failure, place), ...groups }, place);
  }
  return { rule: 'unknown', code: 'ATK1803', sentence: 'Azure refused it.', hint: 'See what Azure said.', retry: 'no' };
}

/** The named parts of the message, or undefined when the rule is about something else. */
function fits({ codes, message, status }: FailureRule, failure: AzureFailure): FailureFacts | undefined {
  if (codes !== undefined && !codes.includes(failure.code)) return undefined;
  if (status !== undefined && status !== failure.status) return undefined;
  if (message === undefined) return {};
  const match = message.exec(failure.message) ?? message.exec(failure.code);
  if (match === null) return undefined;
  return Object.fromEntries(Object.entries(match.groups ?? {}).filter(([, value]) => value !== undefined));
}

function adviceOf({ id, code, sentence, hint, retry, fix, mend }: FailureRule, facts: FailureFacts, place: FailurePlace | undefined): FailureAdvice {
  const command = (fix === undefined ? [] : [fix].flat()).map((candidate) => commandOf(candidate, facts, place)).find((filled) => filled !== undefined);
  return {
    rule: id,
    code,
    sentence: textOf(sentence, facts),
    hint: textOf(hint, facts),
    retry,
    ...(command === undefined ? {} : { fix: command }),
    ...(mend === undefined ? {} : { mend }),
  };
}

/** A text with its facts; what nothing tells is left out with the space before it. */
function textOf(text: string, facts: FailureFacts): string {
  return text.replaceAll(/( ?)\{(\w+)\}/g, (_whole, space: string, key: string) => (facts[key] === undefined ? '' : `${space}${facts[key]}`));
}

/** A command that can be typed as it stands; undefined where a part of it is unknown, or it would go to another Azure. */
function commandOf(command: string, facts: FailureFacts, place: FailurePlace | undefined): string | undefined {
  if (place?.local === true && /^azd? /.test(textOf(command, facts))) return undefined;
  let whole = true;
  const filled = command.replaceAll(/\{(\w+)\}/g, (_whole, key: string) => {
    const fact = facts[key];
    whole &&= fact !== undefined;
    return quoted(fact ?? '');
  });
  if (!whole) return undefined;
  // Azure CLI works in the subscription that somebody chose in it last.
  return /^az (?!login|ad |account)/.test(filled) && !filled.includes('/subscriptions/') && facts['subscription'] !== undefined ? `${filled} --subscription ${facts['subscription']}` : filled;
}

/** A value that a shell takes as one word. A whole command stays as it is. */
function quoted(fact: string): string {
  return /^[\w@%+=:,./-]+$/.test(fact) || /^azd? /.test(fact) ? fact : `'${fact.replaceAll("'", "'\\''")}'`;
}
