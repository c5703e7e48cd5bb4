import type { ApplyResult } from '../engine/apply/apply-result.ts';
import { mendOf } from '../engine/apply/failure-mend.ts';
import type { ItemOutcome } from '../engine/apply/run-progress.ts';
import type { Address } from '../model/address.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import { errorCodes } from '../model/error-codes.ts';
import type { EngineEvent, FailedItem, RunReport } from '../model/event.ts';
import type { Plan } from '../model/plan.ts';
import { formatLocation } from '../model/source-location.ts';
import { commandLine, typedMend } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { stackOf } from './error-stack.ts';
import { errorEvent } from './report-error.ts';

type Summary = Extract<EngineEvent, { readonly type: 'summary' }>;

/** What a run, or the taking up of one, has to be told about. */
export interface RunEnding extends Pick<ApplyResult, 'result' | 'items' | 'counts' | 'elapsedMs' | 'openDeployments' | 'error'>, Partial<Pick<ApplyResult, 'packages'>> {
  /** Tells where in the definition each address stands; absent for a run of an earlier command. */
  readonly plan?: Plan;
}

/** Tells the error of a run, then its summary with what was not done and why. Returns the exit code. */
export function reportRun(context: CommandContext, ending: RunEnding, next: readonly string[] = nextSteps(context, ending)): number {
  if (ending.error !== undefined) {
    context.output.emit(errorEvent(ending.error));
    const stack = `${stackOf(ending.error)}\n`;
    context.output.log(stack);
    if (context.options.verbosity === 'verbose') {
      context.platform.stderr.write(stack);
    }
  }
  const exitCode = exitCodeOf(ending);
  const published = (ending.packages ?? []).filter(({ result }) => result === 'published').length;
  const recorded = recordedOf(ending);
  const report = reportOf(ending, context);
  context.output.emit({
    type: 'summary',
    command: context.command,
    result: ending.result,
    exitCode,
    elapsedMs: Math.round(ending.elapsedMs),
    ...ending.counts,
    ...(published === 0 ? {} : { published }),
    ...(recorded === undefined ? {} : { recorded }),
    next,
    ...(Object.keys(report).length === 0 ? {} : { report }),
  });
  return exitCode;
}

/** What a run that went to its end changed in the state alone; undefined when nothing. */
function recordedOf({ result, plan }: RunEnding): Summary['recorded'] {
  const { move = 0, import: taken = 0, forget = 0 } = result === 'succeeded' ? (plan?.counts ?? {}) : {};
  if (move + taken + forget === 0) return undefined;
  return { ...(move === 0 ? {} : { moved: move }), ...(taken === 0 ? {} : { imported: taken }), ...(forget === 0 ? {} : { forgotten: forget }) };
}

/** The summary of a command that ended without a run. */
export function summarize(context: CommandContext, result: Summary['result'], exitCode: number, next: readonly string[] = []): number {
  context.output.emit({ type: 'summary', command: context.command, result, exitCode, elapsedMs: context.elapsedMs(), done: 0, failed: 0, skipped: 0, unknown: 0, next });
  return exitCode;
}

function exitCodeOf({ result, error }: RunEnding): number {
  if (error !== undefined) {
    return errorCodes[error.code].exit;
  }
  switch (result) {
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

/** What to type next: look at what there is, return to what runs, or finish. */
function nextSteps(context: CommandContext, { result, openDeployments, error }: RunEnding): readonly string[] {
  if (result === 'succeeded' && error === undefined) {
    return context.command === 'apply' || context.command.startsWith('env promote ') ? [commandLine(context, 'outputs'), commandLine(context, 'state list')] : [];
  }
  return [commandLine(context, result === 'detached' || openDeployments.length > 0 ? 'apply --attach' : context.command)];
}

/** Lists that have nothing to say are left out. */
function reportOf(ending: RunEnding, context: CommandContext): RunReport {
  const { items, openDeployments } = ending;
  const failed = items.filter(({ result }) => result === 'failed').map((item) => failedItem(item, ending.plan, context));
  const skipped = [...Map.groupBy(items.filter(({ result }) => result === 'skipped'), ({ because = 'nothing was started' }) => because)].map(([because, group]) => ({ because, addresses: group.map(({ address }) => address) }));
  const find = commandLine(context, openDeployments.length > 0 || ending.result === 'detached' ? 'apply --attach' : 'plan');
  const unknown = items.filter(({ result }) => result === 'unknown').map(({ address, because = 'nobody saw its end' }) => ({ address, because, find }));
  const slow = items.flatMap(({ address, result, elapsedMs, usualMs }) => (result === 'done' && elapsedMs !== undefined && usualMs !== undefined && isSlow(elapsedMs, usualMs) ? [{ address, elapsedMs: Math.round(elapsedMs), usualMs: Math.round(usualMs) }] : []));
  return { ...listed('failed', failed), ...listed('skipped', skipped), ...listed('unknown', unknown), ...listed('slow', slow) };
}

function listed<K extends keyof RunReport>(key: K, list: NonNullable<RunReport[K]>): Partial<RunReport> {
  return list.length === 0 ? {} : { [key]: list };
}

/** Half as long again as the median of earlier runs, and five seconds. */
function isSlow(elapsedMs: number, usualMs: number): boolean {
  return elapsedMs > Math.max(usualMs * 1.5, usualMs + 5_000);
}

function failedItem({ address, action, failure, elapsedMs }: ItemOutcome, plan: Plan | undefined, context: CommandContext): FailedItem {
  const location = originOf(address, plan);
  return {
    address,
    because: failure === undefined ? 'Azure gave no reason' : inWords(failure),
    mend: typedMend(context, mendOf(failure) ?? errorCodes[action === 'delete' ? 'ATK1604' : 'ATK1601'].mend),
    ...(location === undefined ? {} : { location }),
    ...(elapsedMs === undefined ? {} : { elapsedMs: Math.round(elapsedMs) }),
  };
}

/** What it means, then what Azure said. */
function inWords({ advice, code, message }: AzureFailure): string {
  const meaning = advice === undefined || advice.rule === 'unknown' ? '' : `${advice.sentence} `;
  return `${meaning}${code}: ${message}`;
}

function originOf(address: Address, plan: Plan | undefined): string | undefined {
  const origin = plan?.changes.find((change) => change.address === address)?.origin;
  return origin === undefined ? undefined : formatLocation(origin);
}
