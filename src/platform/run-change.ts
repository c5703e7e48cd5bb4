import type { ApplyResult } from '../engine/apply/apply-result.ts';
import { nothingToDo, planWork } from '../engine/apply/run-work.ts';
import type { ConfirmQuestion } from '../engine/ports.ts';
import { errorCodes } from '../model/error-codes.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Plan } from '../model/plan.ts';
import type { StateDocument } from '../model/state.ts';
import { dangerousChanges, isEmptyPlan } from '../ui/plain/plan-summary.ts';
import { applyApproved, recoverIfInterrupted } from './apply-project.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { findState, planApply, planDestroy } from './plan-project.ts';
import type { PlannedProject } from './plan-project.ts';
import { openPorts } from './project-ports.ts';
import type { ProjectPorts } from './project-ports.ts';
import { openProject } from './project-session.ts';
import type { ProjectSession } from './project-session.ts';
import { refuseBlocked } from './refuse-blocked.ts';
import { errorEvent, stackOf } from './report-error.ts';

/** What `apply` and `destroy` do alike: recover, plan, ask, run, report. Returns the exit code. */
export async function runChange(context: CommandContext, kind: 'apply' | 'destroy'): Promise<number> {
  const session = await openProject(context);
  const ports = openPorts(session, context.platform);
  const scene = { context, session, ports };
  let found = await findState(session, ports, context);
  const recovery = await recoverIfInterrupted(scene, found);
  if (recovery === 'detached') {
    return summarize(context, 'detached', 9);
  }
  if (recovery === 'settled') {
    found = await findState(session, ports, context);
  }
  const planned = await (kind === 'apply' ? planApply : planDestroy)(context, session, ports, found);
  context.output.emit({ type: 'plan', plan: planned.plan });
  refuseBlocked(planned.plan);
  if (isEmptyPlan(planned.plan)) {
    await recordFacts(scene, planned, found.state);
    await refreshLockFile(context, ports, found.state);
    return summarize(context, 'no-changes', 0);
  }
  if (!(await approve(context, session, planned.plan))) {
    return summarize(context, 'declined', errorCodes.ATK1006.exit);
  }
  const result = await applyApproved(scene, planned);
  return report(context, ports, result);
}

/**
 * What the definition says of resources beside their Azure properties (protection, dependencies, place in the code) is taken into the state
 * although nothing is deployed: a resource whose protection was removed must not stay protected.
 */
async function recordFacts(scene: Parameters<typeof applyApproved>[0], planned: PlannedProject, state: StateDocument | undefined): Promise<void> {
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
  if (facts.protected && (context.options.yes || !context.options.interactive)) {
    throw new AtakoraError('ATK1504', `environment "${facts.name}" is protected: --yes is not enough`);
  }
  return context.output.host.confirm(questionFor(plan, facts.key, facts.name, facts.protected));
}

/** What is dangerous stands right above the question already: it is how the printed plan ends. */
function questionFor(plan: Plan, key: string, name: string, isProtected: boolean): ConfirmQuestion {
  // The subscription of the local Azure is the same everywhere and tells nothing.
  const where = plan.cloud === 'local' ? '' : ` in subscription ${plan.subscriptionId}`;
  const wantsWord = isProtected || plan.kind === 'destroy' || dangerousChanges(plan).some((change) => change.risk === 'loses-data');
  return {
    text: `${plan.kind === 'destroy' ? 'Destroy' : 'Apply to'} ${key}${where} (plan ${plan.hash.slice(0, 8)})?`,
    ...(wantsWord ? { word: name } : {}),
    fallback: false,
  };
}

async function report(context: CommandContext, ports: ProjectPorts, result: ApplyResult): Promise<number> {
  if (result.error !== undefined) {
    context.output.emit(errorEvent(result.error));
    if (context.options.verbosity === 'verbose') {
      context.platform.stderr.write(`${stackOf(result.error)}\n`);
    }
  }
  const exitCode = exitCodeOf(result);
  const { counts } = result;
  context.output.emit({ type: 'summary', command: context.command, result: result.result, exitCode, elapsedMs: Math.round(result.elapsedMs), ...counts, next: nextSteps(context, exitCode) });
  const lines = context.output.stamper.recorded().map((event) => `${JSON.stringify(event)}\n`);
  await ports.archive.write(context.run, 'events.ndjson', lines.join(''));
  return exitCode;
}

function exitCodeOf(result: ApplyResult): number {
  if (result.error !== undefined) {
    return errorCodes[result.error.code].exit;
  }
  switch (result.result) {
    case 'succeeded':
      return 0;
    case 'detached':
      return 9;
    case 'canceled':
    case 'interrupted':
      return errorCodes.ATK1006.exit;
    case 'failed':
      return errorCodes.ATK1601.exit;
  }
}

function nextSteps(context: CommandContext, exitCode: number): readonly string[] {
  if (exitCode !== 0) {
    return [commandLine(context, context.command)];
  }
  return context.command === 'apply' ? [commandLine(context, 'outputs'), commandLine(context, 'state list')] : [];
}

function summarize(context: CommandContext, result: 'no-changes' | 'declined' | 'detached', exitCode: number): number {
  context.output.emit({ type: 'summary', command: context.command, result, exitCode, elapsedMs: context.elapsedMs(), done: 0, failed: 0, skipped: 0, unknown: 0, next: result === 'detached' ? [commandLine(context, context.command)] : [] });
  return exitCode;
}
