import { applyPlan } from '../engine/apply/apply-plan.ts';
import type { ApplyPorts } from '../engine/apply/apply-ports.ts';
import type { ApplyResult } from '../engine/apply/apply-result.ts';
import { usualDurations } from '../engine/apply/durations.ts';
import { recoverJournal } from '../engine/apply/recover.ts';
import type { StateLock } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import { kindOf } from '../resources/catalogue.ts';
import type { CommandContext } from './command-context.ts';
import { foldFacts } from './plan-project.ts';
import type { FoundState, PlannedProject } from './plan-project.ts';
import type { ProjectPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { recoverDeleted } from './recover-deleted.ts';

/** What applying and recovering share. */
interface Scene {
  readonly context: CommandContext;
  readonly session: ProjectSession;
  readonly ports: ProjectPorts;
}

/**
 * Finishes the record of an interrupted run, if there is one: takes the lock, watches what still runs in Azure to its end, writes the state.
 * `detached`: the user stopped the wait; what runs goes on, and the next command takes it up.
 * @throws AtakoraError `ATK1704` when somebody else holds the lock, `ATK18xx` when Azure does not say how the run ended.
 */
export async function recoverIfInterrupted(scene: Scene, found: FoundState): Promise<'nothing' | 'settled' | 'detached'> {
  if (found.entries.length === 0) {
    return 'nothing';
  }
  const { context, session, ports } = scene;
  return withLock(scene, async (lock) => {
    const state = await ports.store.read();
    const entries = await ports.store.readJournal();
    const result = await recoverJournal({ state, entries, lock, facts: foldFacts(session, context), pollMs: ports.poll, signal: context.signal }, await applyPorts(scene));
    if (result.kind === 'failed') {
      throw result.error ?? new AtakoraError('ATK1804', 'Azure does not say how the interrupted run ended', { source: 'azure' });
    }
    if (result.kind === 'recovered' && result.state !== undefined) {
      await ports.lockFile?.update(result.state);
    }
    // Also when another process finished its run while this one waited for the lock.
    return result.kind === 'detached' ? 'detached' : 'settled';
  });
}

/**
 * Applies an approved plan under the lock, after checking that the state is still the one it was made from.
 * `silent`: no events, for a run that only takes facts into the state.
 * @throws AtakoraError `ATK1503` when the state changed while the question stood.
 */
export async function applyApproved(scene: Scene, planned: PlannedProject, options: { readonly silent?: boolean } = {}): Promise<ApplyResult> {
  const { context, session, ports } = scene;
  const azure = await ports.azure();
  await registerProviders(scene, planned.plan);
  const synthesis = planned.synthesis === undefined ? undefined : await recoverDeleted(context, azure, planned.plan, planned.synthesis);
  return withLock(scene, async (lock) => {
    const state = await ports.store.read();
    if ((await ports.store.readJournal()).length > 0 || (state?.serial ?? 0) !== planned.plan.serial || state?.lineage !== planned.plan.lineage) {
      throw new AtakoraError('ATK1503', `somebody else changed the state of ${session.facts.key} while the question stood`);
    }
    const apply = await applyPorts(scene);
    const facts = foldFacts(session, context);
    const result = await applyPlan(
      {
        plan: planned.plan,
        ...(synthesis === undefined ? {} : { synthesis }),
        ...(planned.definition === undefined ? {} : { definition: planned.definition }),
        state,
        lock,
        run: context.run,
        by: facts.updatedBy,
        tool: `atakora ${context.platform.version}`,
        project: facts.project,
        pollMs: ports.poll,
        signal: context.signal,
        usualMs: await usualDurations(ports.archive),
      },
      options.silent === true ? { ...apply, azure, host: { ...apply.host, emit: () => undefined } } : { ...apply, azure },
    );
    if (result.state !== undefined && result.written) {
      await ports.lockFile?.update(result.state);
    }
    return result;
  });
}

async function applyPorts({ context, ports }: Scene): Promise<ApplyPorts> {
  const fingerprint = await ports.fingerprint(true);
  return {
    clock: context.platform.clock,
    ids: context.platform.ids,
    host: context.output.host,
    azure: await ports.azure(),
    archive: ports.archive,
    kindOf,
    ...(fingerprint === undefined ? {} : { fingerprint }),
  };
}

/** Azure refuses types whose namespace the subscription has not registered. */
async function registerProviders({ context, ports }: Scene, plan: Plan): Promise<void> {
  const made = plan.changes.filter((change) => change.action.kind === 'create' || change.action.kind === 'replace');
  const namespaces = [...new Set(made.map((change) => change.type.split('/')[0] ?? ''))].filter((namespace) => namespace !== '' && namespace.toLowerCase() !== 'microsoft.resources').sort();
  if (namespaces.length === 0) {
    return;
  }
  const registered = await (await ports.azure()).registerProviders(namespaces, context.signal);
  if (registered.length > 0) {
    context.output.emit({ type: 'log', level: 'info', text: `registered ${registered.join(', ')} with the subscription` });
  }
}

/** Takes the lock; what it waits for, and whom it takes it over from, is told at once. @throws AtakoraError `ATK1704` when somebody else keeps it. */
async function withLock<T>({ context, ports }: Scene, work: (lock: StateLock) => Promise<T>): Promise<T> {
  const request = { command: context.command, run: context.run };
  const { lockTimeoutMs: timeoutMs } = context.options;
  let result = await ports.store.lock({ ...request, timeoutMs: 0 }, context.signal);
  if (result.kind === 'held' && timeoutMs > 0) {
    context.output.emit({ type: 'lock', status: 'waiting', by: result.by });
    result = await ports.store.lock({ ...request, timeoutMs }, context.signal);
  }
  if (result.kind === 'held') {
    context.output.emit({ type: 'lock', status: 'held', by: result.by });
    const { who, host, command, since, run } = result.by;
    throw new AtakoraError('ATK1704', `${who} on ${host} holds the state since ${since} (atakora ${command}, ${run})`);
  }
  context.output.emit({ type: 'lock', status: 'acquired' });
  if (result.takenOver !== undefined) {
    const { who, command, run } = result.takenOver;
    context.output.emit({ type: 'log', level: 'info', text: `the lock of ${who} (atakora ${command}, ${run}) is taken over: that process is gone` });
  }
  try {
    return await work(result.lock);
  } finally {
    await result.lock.release();
    context.output.emit({ type: 'lock', status: 'released' });
  }
}
