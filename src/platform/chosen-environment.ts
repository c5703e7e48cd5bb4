import { resolve } from 'node:path';
import type { TargetChoice } from '../engine/load/environment-target.ts';
import type { Manifest } from '../engine/load/manifest-schema.ts';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';
import { readChoice } from './environment-choice.ts';
import { isInCi } from './is-in-ci.ts';

/**
 * The environment that a command works on: flag, `ATAKORA_ENV`, what `env use` chose (never in CI), the manifest's default, else `dev`.
 * `NAME@local` means the twin, like `--local`.
 * @throws AtakoraError `ATK1004` for a name that none can have, `ATK1902` for a choice that cannot be read.
 */
export function chosenEnvironment(context: Pick<CommandContext, 'options' | 'platform'>, manifest: Manifest): TargetChoice {
  const { name, from } = firstGiven(context, manifest);
  return { ...readEnvironmentName(name, context.options.local), from };
}

/** What a name as typed means. @throws AtakoraError `ATK1004` for a name that none can have. */
export function readEnvironmentName(name: string, local: boolean): Pick<TargetChoice, 'environment' | 'twin'> {
  const [environment = '', suffix, ...rest] = name.split('@');
  if (rest.length > 0 || (suffix !== undefined && suffix !== 'local')) {
    throw new AtakoraError('ATK1004', `"${name}" is not an environment`, { hint: 'Write NAME, or NAME@local for its twin on the local Azure.' });
  }
  return { environment, twin: local || suffix === 'local' };
}

function firstGiven({ options, platform }: Pick<CommandContext, 'options' | 'platform'>, manifest: Manifest): { readonly name: string; readonly from: string } {
  if (options.environment !== undefined) {
    return { name: options.environment, from: 'flag' };
  }
  const variable = platform.env['ATAKORA_ENV'];
  if (variable !== undefined && variable !== '') {
    return { name: variable, from: 'ATAKORA_ENV' };
  }
  const used = isInCi(platform.env) ? undefined : readChoice(resolve(platform.cwd, options.cwd ?? '.'));
  if (used !== undefined) {
    return { name: used, from: 'env use' };
  }
  return manifest.environment === undefined ? { name: 'dev', from: 'the default' } : { name: manifest.environment, from: 'the manifest' };
}
