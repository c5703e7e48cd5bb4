import type { CommandContext } from './command-context.ts';
import type { ProjectSession } from './project-session.ts';
import { paragraph } from './state-text.ts';

/**
 * The session of the first apply on a real cloud: where the manifest does not say where the state is kept, a person in a terminal is offered to
 * have the place made. For everybody else the session stays as it is, and opening its ports is refused with the command that makes the place.
 * @throws AtakoraError `ATK1006` when the person declines, and what `bootstrapState` throws.
 */
export async function withStateSetting(context: CommandContext, kind: 'apply' | 'destroy', session: ProjectSession): Promise<ProjectSession> {
  const { facts } = session;
  if (facts.state !== undefined || kind === 'destroy' || !context.options.interactive || context.options.yes) {
    return session;
  }
  context.output.text(paragraph(context, `${facts.key} on ${facts.cloud} has no place for its state yet. To keep it in files of this folder instead, cancel and set "state": "local" in the manifest.`));
  const { bootstrapState } = await import('./bootstrap-state.ts');
  const { setting } = await bootstrapState(context, session, {});
  return { ...session, facts: { ...facts, state: setting, statePath: ['environments', facts.name, 'state'] } };
}
