import type { TargetChoice } from '../engine/load/environment-target.ts';
import { AtakoraError } from '../model/errors.ts';
import { chosenEnvironment, readEnvironmentName } from './chosen-environment.ts';
import type { CommandContext } from './command-context.ts';
import type { OpenedProject } from './project-session.ts';

/**
 * The environment that a word of `env` names, else the one that commands work on.
 * @throws AtakoraError `ATK1002` when --env names another one, `ATK1004` for a name that none can have.
 */
export function namedEnvironment(context: CommandContext, { loaded }: OpenedProject, word: string | undefined): TargetChoice {
  if (word === undefined) {
    return chosenEnvironment(context, loaded.manifest);
  }
  const { environment } = context.options;
  if (environment !== undefined && environment !== word) {
    throw new AtakoraError('ATK1002', `the word says ${word} and --env says ${environment}`, { hint: 'Leave out --env.' });
  }
  return { ...readEnvironmentName(word, context.options.local), from: 'flag' };
}
