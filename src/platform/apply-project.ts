import { applyPlan } from '../engine/apply/apply-plan.ts';
import type { ApplyPorts } from '../engine/apply/apply-ports.ts';
import type { ApplyResult } from '../engine/apply/apply-result.ts';
import { usualDurations } from '../engine/apply/durations.ts';
import { recoverJournal } from '../engine/apply/recover.ts';
import type { RecoverResult } from '../engine/apply/recover.ts';
import type { Host, StateLock } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { RunId } from '../model/run-id.ts';
import { kindOf } from '../resources/catalogue.ts';
import { wantedConcurrency, wantedOnFailure } from './apply-flags.ts';
import type { CommandContext } from './command-context.ts';
import { foldFacts } from './plan-project.ts';
import type { FoundState, PlannedProject } from './plan-project.ts';
import type { ProjectPorts } from './project-ports.ts';
import { openPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { recoverDeleted } from './recover-deleted.ts';
import { withRunControl } from './run-interrupts.ts';
import type { ControlledRun } from './run-interrupts.ts';
import { withStateLock } from './state-lock.ts';

/** What applying and recovering share. */
export interface Scene {
  readonly context: CommandContext;
  readonly session: ProjectSession;
  readonly ports: ProjectPorts;
}

/** The ports of a project for a command that changes its environment: what Azure makes it wait for is told. */
export function openScene(context: CommandContext, session: ProjectSession): Scene {
  const ports = openPorts(session, context.platform);
  ports.tellRetries(
    (retry) => context.output.emit({ type: 'retry', ...retry }),
    (text) => context.output.emit({ type: 'log', level: 'warning', text }),
  );
  return { context, session, ports };
}

/** The end of a run that an earlier process had begun. */
export interface TakenUp extends RecoverResult {
  readonly canceled: boolean;
  readonly elapsedMs: number;
}

/**
 * Finishes the record of an interrupted run, if there is one: takes the lock, watches what still runs in Azure to its end, writes the state.
 * `detached`: the user stopped the wait; what runs goes on, and the next command takes it up.
 * @throws AtakoraError `ATK1704` when somebody else holds the lock, `ATK18xx` when Azure does not say how the run ended.
 */
export async function takeUpInterrupted(scene: Scene, found: FoundState): Promise<TakenUp | undefined> {
  if (found.entries.length === 0) {
    return undefined;
  }
  const { context, session, ports } = scene;
  return withStateLock(scene, (lock) =>
    withRunControl(context, 'attach', async (run) => {
      const since = context.elapsedMs();
      const state = await ports.store.read();
      const entries = await ports.store.readJournal();
      const input = { state, entries, lock, facts: foldFacts(session, context), pollMs: ports.poll, signal: context.signal, control: run.control, usualMs: await usualDurations(ports.archive), ...concurrencyOf(context) };
      const result = await recoverJournal(input, await applyPorts(scene, run.host));
      if (result.kind === 'failed') {
        throw result.error ?? new AtakoraError('ATK1804', 'Azure does not say how the interrupted run ended', { source: 'azure' });
      }
      if (result.kind === 'recovered' && result.state !== undefined) {
        await ports.lockFile?.update(result.state);
      }
      return { ...result, canceled: run.canceled(), elapsedMs: context.elapsedMs() - since };
    }),
  );
}

/** How an approved plan is run. */
export interface ApplyOptions {
  /** No events but what is logged: for a run that only takes facts into the state. */
  readonly silent?: boolean;
  /** Id of the run, when it is not that of the command. */
  readonly run?: RunId;
}

/**
 * Applies an approved plan under the lock, after checking that the state is still the one it was made from.
 * @throws AtakoraError `ATK1503` when the state changed while the question stood.
 */
export async function applyApproved(scene: Scene, planned: PlannedProject, options: ApplyOptions = {}): Promise<ApplyResult> {
  const { context, session, ports } = scene;
  const azure = await ports.azure();
  await registerProviders(scene, planned.plan);
  const synthesis = planned.synthesis === undefined ? undefined : await recoverDeleted(context, azure, planned.plan, planned.synthesis);
  return withStateLock(scene, async (lock) => {
    const state = await ports.store.read();
    if ((await ports.store.readJournal()).length > 0 || (state?.serial ?? 0) !== planned.plan.serial || state?.lineage !== planned.plan.lineage) {
      throw new AtakoraError('ATK1503', `somebody else changed the state of ${session.facts.key} while the question stood`);
    }
    const result = await withRunControl(context, planned.plan.kind, (run) => runPlan(scene, { ...planned, ...(synthesis === undefined ? {} : { synthesis }) }, { lock, state, run, options }));
    if (result.state !== undefined && result.written) {
      await ports.lockFile?.update(result.state);
    }
    return result;
  });
}

interface RunUnderLock {
  readonly lock: StateLock;
  readonly state: FoundState['state'];
  readonly run: ControlledRun;
  readonly options: ApplyOptions;
}

async function runPlan(scene: Scene, { plan, synthesis, definition, returnsTo, promotedFrom, packages, secrets, writeSecret }: PlannedProject, { lock, state, run, options }: RunUnderLock): Promise<ApplyResult> {
  const { context, session, ports } = scene;
  const facts = foldFacts(session, context);
  const onFailure = wantedOnFailure(context) === 'stop' ? 'stop' : 'continue';
  const host: Host = options.silent === true ? { ...run.host, emit: (event) => (event.type === 'log' ? run.host.emit(event) : undefined) } : run.host;
  return applyPlan(
    {
      plan,
      ...(synthesis === undefined ? {} : { synthesis }),
      ...(definition === undefined ? {} : { definition }),
      ...(packages === undefined ? {} : { packages }),
      ...(secrets === undefined ? {} : { secrets }),
      state,
      lock,
      run: options.run ?? context.run,
      by: facts.updatedBy,
      tool: `atakora ${context.platform.version}`,
      project: facts.project,
      pollMs: ports.poll,
      signal: context.signal,
      control: run.control,
      onFailure,
      ...concurrencyOf(context),
      ...(returnsTo === undefined ? {} : { returnsTo }),
      ...(promotedFrom === undefined ? {} : { promotedFrom }),
      usualMs: await usualDurations(ports.archive),
    },
    { ...(await applyPorts(scene, host)), ...(writeSecret === undefined ? {} : { writeSecret }) },
  );
}

function concurrencyOf(context: CommandContext): { readonly concurrency?: number } {
  const concurrency = wantedConcurrency(context);
  return concurrency === undefined ? {} : { concurrency };
}

async function applyPorts({ context, ports }: Scene, host: Host): Promise<ApplyPorts> {
  const fingerprint = await ports.fingerprint(true);
  const azure = await ports.azure();
  return {
    clock: context.platform.clock,
    ids: context.platform.ids,
    host,
    azure,
    apps: azure.apps,
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
