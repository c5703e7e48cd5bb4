import type { StateLock } from '../engine/ports.ts';
import { prettyJson } from '../model/canonical-json.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { StateDocument } from '../model/state.ts';
import type { CommandContext } from './command-context.ts';
import { commandLine } from './command-line.ts';
import { openPorts, owner } from './project-ports.ts';
import type { ProjectPorts } from './project-ports.ts';
import { openProject } from './project-session.ts';
import type { ProjectSession } from './project-session.ts';
import { withStateLock } from './state-lock.ts';

/** A verb of `state` at work in an environment. */
export interface StateScene {
  readonly context: CommandContext;
  readonly session: ProjectSession;
  readonly ports: ProjectPorts;
}

/** What a verb changed, for the history. */
export interface StateChange {
  readonly next: StateDocument;
  /** One sentence in the past tense: `moved main/a/x to main/b/x`. */
  readonly note: string;
  /** `adopt` for a document from elsewhere. */
  readonly how?: 'follow' | 'adopt';
}

/** Opens project and ports. @throws AtakoraError `ATK1711` without a state setting, and what opening the project throws. */
export async function openState(context: CommandContext): Promise<StateScene> {
  const session = await openProject(context);
  return { context, session, ports: openPorts(session, context.platform) };
}

/**
 * The stored state, which must hold everything that was done.
 * @throws AtakoraError `ATK1716` while an interrupted run is not folded in, `ATK17xx` for a document that cannot be read.
 */
export async function readSettled({ context, ports }: Pick<StateScene, 'context' | 'ports'>): Promise<StateDocument | undefined> {
  const state = await ports.store.read();
  const entries = await ports.store.readJournal();
  const [first] = entries;
  if (first !== undefined) {
    throw new AtakoraError('ATK1716', `run ${first.run} was interrupted, and the state does not hold yet what it did`, { hint: `Run \`${commandLine(context, 'apply')}\`, which finishes its record, then try again.` });
  }
  return state;
}

/** The document one serial later, signed by this command. */
export function nextState({ context }: Pick<StateScene, 'context'>, state: StateDocument, changes: Partial<StateDocument> = {}): StateDocument {
  const { user, host } = owner(context.platform);
  return { ...state, serial: state.serial + 1, ...changes, run: context.run, tool: `atakora ${context.platform.version}`, updatedAt: context.platform.clock.now(), updatedBy: `${user}@${host}` };
}

/**
 * Changes the state under its lock, then the lock file follows, and the run stands in the history. `change` is given the state as it is
 * under the lock. With `shown` it must be the one that a person was asked about.
 * @throws AtakoraError `ATK1503` when it is not, `ATK1704` when somebody else holds the lock, and what `change` throws.
 */
export async function changeState(scene: StateScene, change: (current: StateDocument | undefined) => StateChange, asked?: { readonly shown: StateDocument | undefined }): Promise<StateDocument> {
  const { session } = scene;
  return withStateLock(scene, async (lock) => {
    const current = await readSettled(scene);
    if (asked !== undefined && (current?.serial !== asked.shown?.serial || current?.lineage !== asked.shown?.lineage)) {
      throw new AtakoraError('ATK1503', `somebody else changed the state of ${session.facts.key} while the question stood`, { hint: 'Run the command again.' });
    }
    return writeChange(scene, lock, change(current));
  });
}

/** Writes under a lock that is held, brings the lock file up and notes the run. */
export async function writeChange(scene: StateScene, lock: StateLock, { next, note, how }: StateChange): Promise<StateDocument> {
  await lock.write(next, how);
  await scene.ports.lockFile?.update(next);
  await noteRun(scene, note, next.serial);
  return next;
}

/** Keeps in the archive what a verb did; an archive that cannot be written is told and stops nothing. */
export async function noteRun({ context, session, ports }: StateScene, note: string, serial?: number): Promise<void> {
  const { user, host } = owner(context.platform);
  const result: Json = {
    version: 1,
    run: context.run,
    kind: `state ${context.positionals[0] ?? ''}`,
    environment: session.facts.key,
    by: `${user}@${host}`,
    endedAt: context.platform.clock.now(),
    elapsedMs: context.elapsedMs(),
    result: 'succeeded',
    note,
    items: [],
    stacks: [],
    ...(serial === undefined ? {} : { serial }),
  };
  try {
    await ports.archive.write(context.run, 'result.json', prettyJson(result));
  } catch (error) {
    if (!(error instanceof AtakoraError)) {
      throw error;
    }
    context.output.text(`warning: the run is not in the history: ${error.message}\n`);
  }
}

/** The name that a protected environment wants typed before its state is changed by hand. */
export function protectedWord({ session }: Pick<StateScene, 'session'>): { readonly word?: string } {
  return session.facts.protected ? { word: session.facts.name } : {};
}
