import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';
import { openPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { paragraph } from './state-text.ts';

/**
 * The session of a first apply: where the manifest does not say where the state is kept, or the container that it names has not been made yet,
 * a person in a terminal is offered to have it made. For everybody else the session stays as it is, and using its ports is refused with the
 * command that makes the place.
 * @throws AtakoraError `ATK1006` when the person declines, and what `bootstrapState` throws.
 */
export async function withStateSetting(context: CommandContext, kind: 'apply' | 'destroy', session: ProjectSession): Promise<ProjectSession> {
  const { facts } = session;
  if (kind === 'destroy' || !context.options.interactive || context.options.yes) {
    return session;
  }
  if (facts.state === undefined) {
    context.output.text(paragraph(context, `${facts.key} on ${facts.cloud} has no place for its state yet. To keep it in files of this folder instead, cancel and set "state": "local" in the manifest.`));
  } else if (await isMissing(context, session)) {
    context.output.text(paragraph(context, `The place that the manifest names for the state of ${facts.key} has not been made yet.`));
  } else {
    return session;
  }
  const { bootstrapState } = await import('./bootstrap-state.ts');
  const { setting } = await bootstrapState(context, session, {});
  return { ...session, facts: { ...facts, state: setting, statePath: facts.statePath ?? ['environments', facts.name, 'state'] } };
}

/** Any other trouble is told when the state is read in earnest. */
async function isMissing(context: CommandContext, session: ProjectSession): Promise<boolean> {
  if (session.facts.state === 'local') {
    return false;
  }
  try {
    await openPorts(session, context.platform).store.read();
    return false;
  } catch (error) {
    return error instanceof AtakoraError && error.code === 'ATK1715';
  }
}
