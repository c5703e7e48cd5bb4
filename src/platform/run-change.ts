import type { ApplyResult } from '../engine/apply/apply-result.ts';
import { nothingToDo, planWork } from '../engine/apply/run-work.ts';
import type { ConfirmQuestion } from '../engine/ports.ts';
import { errorCodes } from '../model/error-codes.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { StateDocument } from '../model/state.ts';
import { dangerousChanges, isEmptyPlan } from '../ui/plain/plan-summary.ts';
import { wantedOnFailure } from './apply-flags.ts';
import type { Scene } from './apply-project.ts';
import { applyApproved, openScene, takeUpInterrupted } from './apply-project.ts';
import type { ChangeSource } from './change-source.ts';
import { projectSource } from './change-source.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { findState } from './plan-project.ts';
import type { PlannedProject } from './plan-project.ts';
import type { ProjectPorts } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { refuseBlocked } from './refuse-blocked.ts';
import { reportRun, summarize } from './report-run.ts';
import { rollBack } from './roll-back.ts';
import { withStateSetting } from './state-setting-asked.ts';

/** Times that a change is planned when others keep changing the state before its turn comes. */
const mostPlans = 20;

/** What `apply` and `destroy` do alike: recover, plan, check, ask, run, report. Returns the exit code. */
export async function runChange(context: CommandContext, kind: 'apply' | 'destroy', source: ChangeSource = projectSource(kind)): Promise<number> {
  const onFailure = wantedOnFailure(context);
  const session = await withStateSetting(context, kind, await source.open(context));
  const scene = openScene(context, session);
  for (let plans = 1; ; plans += 1) {
    try {
      return await changeOnce(scene, kind, source, onFailure);
    } catch (error) {
      if (plans === mostPlans || !mayPlanAgain(error, context, source)) throw error;
      context.output.emit({ type: 'log', level: 'info', text: 'somebody else changed the state meanwhile: planned again' });
    }
  }
}

/** Who waits for the lock with `--yes` means to apply what the definition says then, not one plan that was seen. */
function mayPlanAgain(error: unknown, { options }: CommandContext, { again }: ChangeSource): boolean {
  return error instanceof AtakoraError && error.code === 'ATK1503' && options.yes && options.lockTimeoutMs > 0 && again === true;
}

async function changeOnce(scene: Scene, kind: 'apply' | 'destroy', source: ChangeSource, onFailure: ReturnType<typeof wantedOnFailure>): Promise<number> {
  const { context, session, ports } = scene;
  const seen = await findState(session, ports, context);
  const taken = await takeUpInterrupted(scene, seen);
  if (taken?.kind === 'detached') {
    return summarize(context, 'detached', 9, [commandLine(context, 'apply --attach')]);
  }
  if (taken?.canceled === true) {
    return summarize(context, 'canceled', errorCodes.ATK1006.exit, [commandLine(context, kind)]);
  }
  // Also when another process finished its run while this one waited for the lock.
  const found = taken === undefined ? seen : await findState(session, ports, context);
  const planned = await source.plan(context, session, ports, found);
  context.output.emit({ type: 'plan', plan: planned.plan });
  refuseBlocked(planned.plan, { lossIsTyped: context.options.interactive && !context.options.yes && source.asks === undefined });
  const secrets = kind === 'apply' && source.asks === undefined && declaresSecrets(context, planned) ? await import('./apply-secrets.ts') : undefined;
  const supply = await secrets?.supplySecrets(scene, planned, found);
  if (isEmptyPlan(planned.plan)) {
    await recordFacts(scene, planned, found.state);
    await refreshLockFile(context, ports, found.state);
    await secrets?.writeAlone(scene, planned, supply);
    return summarize(context, 'no-changes', 0);
  }
  const { runPreflight } = await import('./run-preflight.ts');
  const asks = source.asks?.(planned.plan) !== false;
  await runPreflight({ context, azure: await ports.azure(), pollMs: ports.poll.min, goesOn: !asks || mayBeApproved(context, session), ...(supply === undefined ? {} : { secrets: supply.facts }) }, planned);
  const pending = (await secrets?.askSecrets(scene, planned, supply)) ?? [];
  if (asks && !(await approve(context, session, planned.plan))) {
    return summarize(context, 'declined', errorCodes.ATK1006.exit);
  }
  const ready = secrets?.withSecrets(scene, planned, pending) ?? planned;
  const first = await applyApproved(scene, ready);
  const result = first.result === 'failed' ? await retried(scene, source, first, ready) : first;
  await secrets?.refreshReaders(scene, planned, pending, result.secrets);
  if (onFailure === 'rollback' && isBroken(result, planned)) {
    await rollBack(scene, result);
  }
  const exitCode = reportRun(context, { ...result, plan: planned.plan });
  await archiveEvents(context, ports);
  return exitCode;
}

/** What can be mended is, once somebody agrees; else the failure stands. */
async function retried(scene: Scene, source: ChangeSource, failed: ApplyResult, planned: PlannedProject): Promise<ApplyResult> {
  const { mendAndRetry } = await import('./mend-failures.ts');
  return (await mendAndRetry(scene, source, failed, planned)) ?? failed;
}

function declaresSecrets(context: CommandContext, { synthesis }: PlannedProject): boolean {
  return (synthesis?.secrets ?? []).length > 0 || context.flags['secrets-file'] !== undefined;
}

/** Failed to its end: nothing runs any more, and the state says what was done. */
function isBroken(result: ApplyResult, { plan }: PlannedProject): boolean {
  return plan.kind === 'apply' && result.result === 'failed' && result.written;
}

/**
 * What the definition says of resources beside their Azure properties (protection, dependencies, place in the code) is taken into the state
 * although nothing is deployed: a resource whose protection was removed must not stay protected.
 */
async function recordFacts(scene: Scene, planned: PlannedProject, state: StateDocument | undefined): Promise<void> {
  const work = planWork({ plan: planned.plan, synthesis: planned.synthesis, state });
  if (!nothingToDo(work)) {
    await applyApproved(scene, planned, { silent: true });
  }
}

/** A lock file that is missing, behind or unreadable is rebuilt by an apply that has nothing else to do. */
async function refreshLockFile(context: CommandContext, ports: ProjectPorts, state: StateDocument | undefined): Promise<void> {
  if (state !== undefined && (await ports.lockFile?.update(state)) === true) {
    context.output.emit({ type: 'log', level: 'info', text: 'the lock file was behind the state: it is rebuilt' });
  }
}

/**
 * A protected environment and every loss of data want the environment's name typed; `--yes` suffices unless the environment is protected.
 * @throws AtakoraError `ATK1504` when a protected environment cannot ask.
 */
async function approve(context: CommandContext, session: ProjectSession, plan: Plan): Promise<boolean> {
  const { facts } = session;
  if (facts.protected && !mayBeApproved(context, session)) {
    throw new AtakoraError('ATK1504', `environment "${facts.name}" is protected: --yes is not enough`);
  }
  return context.output.host.confirm(questionFor(plan, facts.key, facts.name, facts.protected));
}

/** False when the question that comes will be refused. */
function mayBeApproved({ options }: CommandContext, { facts }: ProjectSession): boolean {
  return facts.protected ? options.interactive && !options.yes : options.interactive || options.yes;
}

/** What is dangerous stands right above the question already: it is how the printed plan ends. */
function questionFor(plan: Plan, key: string, name: string, isProtected: boolean): ConfirmQuestion {
  // The subscription of the local Azure is the same everywhere and tells nothing.
  const where = plan.cloud === 'local' ? ' on the local Azure' : ` in subscription ${plan.subscriptionId}${plan.cloud === 'AzureCloud' ? '' : ` of ${plan.cloud}`}`;
  const wantsWord = isProtected || plan.kind === 'destroy' || dangerousChanges(plan).some((change) => change.risk === 'loses-data');
  return {
    text: `${plan.kind === 'destroy' ? 'Destroy' : 'Apply to'} ${key}${where} (plan ${plan.hash.slice(0, 8)})?`,
    ...(wantsWord ? { word: name } : {}),
    fallback: false,
  };
}

async function archiveEvents(context: CommandContext, ports: ProjectPorts): Promise<void> {
  const lines = context.output.stamper.recorded().map((event) => `${JSON.stringify(event)}\n`);
  await ports.archive.write(context.run, 'events.ndjson', lines.join(''));
}
