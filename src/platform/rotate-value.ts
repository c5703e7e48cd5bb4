import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';
import { textFlag } from './command-context.ts';
import type { SurveyedSecret } from './rotate-survey.ts';
import { readSecretInput } from './secret-input.ts';
import type { SecretInput } from './secret-input.ts';

/** The new value of a secret. `supersedes`: it is wanted also where a rotation that was cut off has written another. */
export interface NewValue extends SecretInput {
  readonly supersedes: boolean;
}

/**
 * Takes the new value of one secret. Where a rotation was cut off, only a value that is given in so many words and is another one than that
 * rotation's makes a new version; else that one is finished, and the answer is undefined.
 * @throws AtakoraError `ATK1003` when there is none and nobody to ask, `ATK2242` when it is the one that the secret has, and what reading it throws.
 */
export async function newValue(context: CommandContext, { target, item }: SurveyedSecret, environment: string): Promise<NewValue | undefined> {
  if (item.reason === 'grace' || (item.reason === 'cut-off' && !isGiven(context))) return undefined;
  const input = await inputFor(context, { target, item }, environment);
  if (input === undefined) return undefined;
  if (input.source === 'generated') return { ...input, supersedes: item.reason === 'cut-off' };
  const isSame = (await currentValue(context, { target, item })) === input.value;
  if (isSame && item.reason === 'cut-off') return undefined;
  if (isSame) throw new AtakoraError('ATK2242', `the new value of ${target.secret} is the one that it has`);
  return { ...input, supersedes: true };
}

/** True for a value that comes with the command line: a flag, or what is piped in. */
function isGiven(context: CommandContext): boolean {
  return textFlag(context, 'from-file') !== undefined || context.flags['generate'] === true || (context.positionals[1] !== undefined && context.platform.stdin.isTTY !== true);
}

async function inputFor(context: CommandContext, { target, item }: SurveyedSecret, environment: string): Promise<SecretInput | undefined> {
  const { declared, secret } = target;
  if (item.reason === 'cut-off' && declared?.generate !== undefined && textFlag(context, 'from-file') === undefined && context.flags['generate'] !== true) return undefined;
  try {
    return await readSecretInput(context, { name: secret, environment, description: declared?.description, generation: declared?.generate, generates: true });
  } catch (error) {
    // Nothing was piped in: the one that was cut off goes on.
    if (item.reason === 'cut-off' && error instanceof AtakoraError && error.code === 'ATK1003') return undefined;
    throw error;
  }
}

async function currentValue(context: CommandContext, { target }: SurveyedSecret): Promise<string | undefined> {
  try {
    const current = await target.vault.get(target.vaultName, undefined, context.signal);
    if (current !== undefined) context.output.protect(current.value);
    return current?.value;
  } catch (error) {
    if (error instanceof AtakoraError && (error.code === 'ATK2223' || error.code === 'ATK2224')) return undefined;
    throw error;
  }
}
