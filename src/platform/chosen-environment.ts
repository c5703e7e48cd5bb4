import type { TargetChoice } from '../engine/load/environment-target.ts';
import type { Manifest } from '../engine/load/manifest-schema.ts';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';

/**
 * The environment that a command works on: flag, `ATAKORA_ENV`, the manifest's default, else `dev`.
 * `NAME@local` means the twin, like `--local`.
 */
export function chosenEnvironment(context: CommandContext, manifest: Manifest): TargetChoice {
  const { name, from } = firstGiven(context, manifest);
  const [environment = '', suffix, ...rest] = name.split('@');
  if (rest.length > 0 || (suffix !== undefined && suffix !== 'local')) {
    throw new AtakoraError('ATK1004', `"${name}" is not an environment`, { hint: 'Write NAME, or NAME@local for its twin on the local Azure.' });
  }
  return { environment, from, twin: context.options.local || suffix === 'local' };
}

function firstGiven(context: CommandContext, manifest: Manifest): { readonly name: string; readonly from: string } {
  if (context.options.environment !== undefined) {
    return { name: context.options.environment, from: 'flag' };
  }
  const variable = context.platform.env['ATAKORA_ENV'];
  if (variable !== undefined && variable !== '') {
    return { name: variable, from: 'ATAKORA_ENV' };
  }
  return manifest.environment === undefined ? { name: 'dev', from: 'the default' } : { name: manifest.environment, from: 'the manifest' };
}
