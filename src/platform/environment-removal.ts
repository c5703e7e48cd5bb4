import { manifestFile } from '../engine/load/manifest.ts';
import { AtakoraError } from '../model/errors.ts';
import { formatLocation } from '../model/source-location.ts';
import { plural } from '../ui/text/plural.ts';
import type { CommandContext } from './command-context.ts';
import { stateOf } from './environment-list.ts';
import type { OpenedProject } from './project-session.ts';

/** What will be when an environment is gone. */
export interface AfterRemoval {
  /** The default of the project. */
  readonly defaultEnvironment: string;
  /** Others that go with it. */
  readonly removed: readonly string[];
}

/**
 * Why an environment cannot be taken out of a project; undefined when it can: it is the default, another one extends it, or its state or its
 * twin's holds resources. The error of a state that cannot be read, since nobody then knows what it holds.
 */
export async function whyNeeded(context: CommandContext, project: OpenedProject, name: string, after: AfterRemoval): Promise<AtakoraError | undefined> {
  const environments = project.configuration.configuration.environments ?? {};
  const refuse = (why: string, hint: string): AtakoraError => new AtakoraError('ATK1109', `${name} cannot be removed: ${why}`, { hint });
  if (name === after.defaultEnvironment) {
    return refuse('it is the default of the project', `Name another one under "environment" in ${manifestFile} first.`);
  }
  const heir = Object.keys(environments).find((other) => other !== name && !after.removed.includes(other) && environments[other]?.extends === name);
  if (heir !== undefined) {
    const at = project.configuration.locate?.(['environments', heir, 'extends']);
    return refuse(`${heir} extends it${at === undefined ? '' : ` (${formatLocation(at)})`}`, `Let ${heir} extend another one first.`);
  }
  for (const twin of [false, true]) {
    const key = twin ? `${name}@local` : name;
    const found = await stateOf(context, project, name, twin);
    if (found.kind === 'failed') return found.error;
    if (found.kind === 'applied' && found.resources > 0) return refuse(`the state of ${key} holds ${plural(found.resources, 'resource')}`, `Remove them first: atakora destroy --env ${key}`);
  }
  return undefined;
}
