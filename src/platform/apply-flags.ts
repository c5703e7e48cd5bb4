import { AtakoraError } from '../model/errors.ts';
import type { FlagSpec } from './command.ts';
import type { CommandContext } from './command-context.ts';
import { textFlag } from './command-context.ts';

/** What happens when a stack fails. `continue`: those that do not depend on it go on. */
export type OnFailure = 'continue' | 'stop' | 'rollback';

const policies: readonly OnFailure[] = ['continue', 'stop', 'rollback'];

const mostAtOnce = 100;

export const concurrencyFlag: FlagSpec = { name: 'concurrency', type: 'string', value: 'N', summary: 'deployments, or deletions, at once (16 and 4)' };

export const bellFlag: FlagSpec = { name: 'bell', type: 'boolean', summary: 'ring when an apply that took ten seconds or more has ended (also ATAKORA_BELL=1)' };

export const onFailureFlag: FlagSpec = { name: 'on-failure', type: 'string', value: 'WHAT', summary: 'continue with what does not depend on it, stop, or rollback to the run before' };

export const secretsFileFlag: FlagSpec = { name: 'secrets-file', type: 'string', value: 'FILE', summary: 'values of secrets that have none yet: NAME=VALUE lines or a JSON object' };

export const attachFlag: FlagSpec = { name: 'attach', type: 'boolean', summary: 'return to a deployment that is still running; plans nothing' };

/** @throws AtakoraError `ATK1002` for anything but a whole number from 1 to 100. */
export function wantedConcurrency(context: Pick<CommandContext, 'flags'>): number | undefined {
  const given = textFlag(context, 'concurrency');
  if (given === undefined) {
    return undefined;
  }
  const wanted = /^\d+$/.test(given) ? Number(given) : 0;
  if (wanted < 1 || wanted > mostAtOnce) {
    throw new AtakoraError('ATK1002', `--concurrency ${given} is not a number from 1 to ${mostAtOnce}`);
  }
  return wanted;
}

/** @throws AtakoraError `ATK1002` for a word that is none of the three. */
export function wantedOnFailure(context: Pick<CommandContext, 'flags'>): OnFailure {
  const given = textFlag(context, 'on-failure') ?? 'continue';
  const known = policies.find((policy) => policy === given);
  if (known === undefined) {
    throw new AtakoraError('ATK1002', `--on-failure ${given} is not one of ${policies.join(', ')}`);
  }
  return known;
}
