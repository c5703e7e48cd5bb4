import { knownEnvironments, refuseUnknown } from '../engine/load/environment-target.ts';
import { AtakoraError } from '../model/errors.ts';
import { chosenEnvironment, readEnvironmentName } from '../platform/chosen-environment.ts';
import type { CommandContext } from '../platform/command-context.ts';
import { clearChoice, writeChoice } from '../platform/environment-choice.ts';
import { isInCi } from '../platform/is-in-ci.ts';
import type { OpenedProject } from '../platform/project-session.ts';
import { openFiles } from '../platform/project-session.ts';
import { paragraph } from '../platform/state-text.ts';

/**
 * Chooses the environment of commands in this checkout that name none, or forgets the choice.
 * @throws AtakoraError `ATK1002` without a name and --clear, or with both; `ATK1004` for an environment that does not exist.
 */
export async function useEnvironment(context: CommandContext): Promise<number> {
  const name = context.positionals[1];
  const clear = context.flags['clear'] === true;
  if (clear === (name !== undefined)) {
    throw new AtakoraError('ATK1002', clear ? 'env use takes a name or --clear, not both' : 'env use needs NAME', { hint: 'Usage: atakora env use NAME, or atakora env use --clear' });
  }
  const project = await openFiles(context);
  if (name === undefined) {
    return tellCleared(context, project, clearChoice(project.folder));
  }
  const { environment, twin } = readEnvironmentName(name, context.options.local);
  refuseUnknown({ environment, from: 'flag' }, knownEnvironments(project.loaded.manifest, Object.keys(project.configuration.configuration.environments ?? {})));
  const chosen = twin ? `${environment}@local` : environment;
  writeChoice(project.folder, chosen);
  const over = overruled(context);
  context.output.document({ chosen, ...(over === undefined ? {} : { overruledBy: over }) }, () => {
    const warning = over === undefined ? '' : paragraph(context, `warning: ${over} is set, and wins over this choice.`);
    return `${paragraph(context, `Commands in this checkout work on ${chosen} when they name no environment.`)}${warning}`;
  });
  return 0;
}

/** What makes commands of this very terminal take no notice of the choice. */
function overruled({ platform }: CommandContext): string | undefined {
  return (platform.env['ATAKORA_ENV'] ?? '') !== '' ? 'ATAKORA_ENV' : isInCi(platform.env) ? 'CI' : undefined;
}

function tellCleared(context: CommandContext, { loaded }: OpenedProject, before: string | undefined): number {
  const { environment, from, twin } = chosenEnvironment(context, loaded.manifest);
  const next = twin ? `${environment}@local` : environment;
  context.output.document({ cleared: before ?? null, chosen: next, from }, () => paragraph(context, `${before === undefined ? 'There was no choice to forget' : `Forgot ${before}`}: commands work on ${next}, from ${from}.`));
  return 0;
}
