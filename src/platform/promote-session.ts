import { resolveTarget } from '../engine/load/environment-target.ts';
import type { TargetChoice } from '../engine/load/environment-target.ts';
import { locateInJson } from '../engine/load/json-position.ts';
import { manifestFile } from '../engine/load/manifest.ts';
import { AtakoraError } from '../model/errors.ts';
import { chosenEnvironment } from './chosen-environment.ts';
import type { CommandContext } from './command-context.ts';
import { openProject } from './project-session.ts';
import type { ProjectSession } from './project-session.ts';

/** The two environments of a promotion. */
export interface PromoteSessions {
  readonly from: ProjectSession;
  readonly to: ProjectSession;
}

/** What the two names of `env promote FROM TO` are, as typed. */
export interface PromoteWords {
  readonly from: string;
  readonly to: string;
}

/** The context of a promotion: everything in it is for the environment that is changed, and what is typed next is the promotion again. */
export function promoteContext(context: CommandContext, { from, to }: PromoteWords): CommandContext {
  const named = context.options.environment;
  if (named !== undefined && named !== to) {
    throw new AtakoraError('ATK1002', `env promote changes ${to}, and --env names ${named}`, { hint: 'Leave out --env: the second name is the environment that is changed.' });
  }
  return { ...context, command: `env promote ${from} ${to}`, options: { ...context.options, environment: to } };
}

/**
 * Opens the project in both environments.
 * @throws AtakoraError `ATK1004` for an unknown name, with the nearest, `ATK1614` when both are one, and what opening a project throws.
 */
export async function openPromotion(context: CommandContext, words: PromoteWords): Promise<PromoteSessions> {
  const to = await openProject(context);
  const { loaded, configuration } = to;
  const choice: TargetChoice = chosenEnvironment({ ...context, options: { ...context.options, environment: words.from } }, loaded.manifest);
  const facts = resolveTarget(loaded.manifest, choice, Object.keys(configuration.configuration.environments ?? {}), (path) => locateInJson(loaded.text, path, manifestFile));
  if (facts.key === to.facts.key) {
    throw new AtakoraError('ATK1614', `${facts.key} would be promoted to itself`);
  }
  return { from: { ...to, facts }, to };
}
