import { removeFindings } from '../engine/cleanup/remove-findings.ts';
import type { Removed } from '../engine/cleanup/removal-ports.ts';
import { packagesInUse, removalWork } from '../engine/cleanup/removal-work.ts';
import type { StateLock } from '../engine/ports.ts';
import { prettyJson } from '../model/canonical-json.ts';
import type { CleanupReport, Finding } from '../model/cleanup.ts';
import { errorCodes } from '../model/error-codes.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import { chooseFindings } from './choose-findings.ts';
import type { CleanupWish } from './cleanup-flags.ts';
import { readCleanupWish } from './cleanup-flags.ts';
import { commandLine } from './command-line.ts';
import type { CommandContext } from './command-context.ts';
import { inPhase } from './in-phase.ts';
import type { CleanupScene } from './look-for-leftovers.ts';
import { lookForLeftovers, versionFinder } from './look-for-leftovers.ts';
import { openPorts, owner } from './project-ports.ts';
import type { ProjectPorts } from './project-ports.ts';
import { openProjectForState } from './project-session.ts';
import { errorEvent } from './report-error.ts';
import { summarize } from './report-run.ts';
import { withStateLock } from './state-lock.ts';

/**
 * Looks for what old runs left behind, shows it, lets the user choose, asks, and removes it under the lock of the state after a second
 * look. Works from states and tags alone: also when the code no longer compiles. Returns the exit code.
 */
export async function cleanUp(context: CommandContext): Promise<number> {
  const wish = readCleanupWish(context);
  const session = await openProjectForState(context);
  const ports = openPorts(session, context.platform);
  ports.tellRetries((retry) => context.output.emit({ type: 'retry', ...retry }));
  const scene: CleanupScene = { context, session, ports, versionOf: await versionFinder(context.platform.clock.now()) };
  await tellCutOff(context, ports);
  const { report } = await inPhase(context, 'find', () => lookForLeftovers(scene, wish));
  context.output.emit({ type: 'cleanup', report });
  if (report.findings.length === 0) {
    if (!wish.dryRun) await settle(scene);
    return summarize(context, 'no-changes', 0);
  }
  if (wish.dryRun) {
    return summarize(context, 'planned', 0);
  }
  const chosen = await chooseFindings(scene, report);
  if (chosen.length === 0) {
    return summarize(context, 'declined', errorCodes.ATK1006.exit);
  }
  const ended = await withStateLock(scene, (lock) => inPhase(context, 'remove', () => removeChosen(scene, wish, chosen, lock)));
  const exitCode = tellEnd(scene, ended);
  await keepRecord(scene, report, ended);
  return exitCode;
}

/** What a clean-up that was cut off had begun; this one finds again what is left of it. */
async function tellCutOff(context: CommandContext, { store }: ProjectPorts): Promise<void> {
  const lines = await store.readRemovals().catch((error: unknown) => {
    // A journal that cannot be read is told by what cannot be searched because of it.
    if (error instanceof AtakoraError) return [];
    throw error;
  });
  const ended = new Set(lines.flatMap((line) => (line.type === 'removal-end' ? [line.id] : [])));
  const open = lines.filter(({ type, id }) => type === 'removal-start' && !ended.has(id));
  const [first] = open;
  if (first !== undefined) {
    context.output.emit({ type: 'log', level: 'info', text: `the clean-up ${first.run} was cut off with ${open.length === 1 ? 'one removal' : `${open.length} removals`} under way: what is left of it is found again` });
  }
}

/** With nothing left to find, what an earlier clean-up noted is of no use. A state that somebody else holds is left to them. */
async function settle({ context, ports }: CleanupScene): Promise<void> {
  const lines = await ports.store.readRemovals().catch((error: unknown) => {
    if (error instanceof AtakoraError) return [];
    throw error;
  });
  if (lines.length === 0) return;
  const result = await ports.store.lock({ command: context.command, run: context.run, timeoutMs: 0 }, context.signal);
  if (result.kind === 'held') return;
  try {
    await result.lock.settleRemovals();
  } finally {
    await result.lock.release();
  }
}

/** Everything is looked at once more, with the lock: nobody else changes the state any more. */
async function removeChosen(scene: CleanupScene, wish: CleanupWish, chosen: readonly Finding[], lock: StateLock): Promise<readonly Removed[]> {
  const { context, ports, versionOf } = scene;
  const { report, owner: whose, held, runs } = await lookForLeftovers(scene, wish);
  const work = removalWork(chosen, report.findings);
  const going = new Set(work.removals.flatMap(({ finding }) => (finding.kind === 'runs' ? [finding.id] : [])));
  const needsAzure = work.removals.some(({ finding }) => finding.type !== undefined);
  const ended = await removeFindings(
    work,
    { azure: needsAzure ? await ports.azure() : undefined, archive: ports.archive, lock, clock: context.platform.clock, host: context.output.host, pollMs: ports.poll, versionOf },
    { run: context.run, owner: whose, neededPackages: packagesInUse(runs, going, held.packages), signal: AbortSignal.any([context.signal, lock.lost]) },
  );
  await lock.settleRemovals();
  return ended;
}

/** The error of what failed, and the summary. */
function tellEnd({ context }: CleanupScene, ended: readonly Removed[]): number {
  const count = (...statuses: readonly Removed['status'][]): number => ended.filter(({ status }) => statuses.includes(status)).length;
  const failed = count('failed');
  const stopped = context.signal.aborted;
  if (failed > 0) {
    context.output.emit(errorEvent(new AtakoraError('ATK1630', `${failed === 1 ? 'one finding' : `${failed} findings`} could not be removed`)));
  }
  const exitCode = failed > 0 ? errorCodes.ATK1630.exit : stopped ? errorCodes.ATK1006.exit : 0;
  context.output.emit({
    type: 'summary',
    command: context.command,
    result: failed > 0 ? 'failed' : stopped ? 'canceled' : 'succeeded',
    exitCode,
    elapsedMs: context.elapsedMs(),
    done: count('removed', 'gone'),
    failed,
    skipped: count('skipped'),
    unknown: count('unknown'),
    next: exitCode === 0 ? [] : [commandLine(context, 'cleanup')],
  });
  return exitCode;
}

/** Keeps in the archive what was found and how each removal ended, so that the history tells of it. An archive that cannot be written stops nothing. */
async function keepRecord({ context, session, ports }: CleanupScene, report: CleanupReport, ended: readonly Removed[]): Promise<void> {
  const { user, host } = owner(context.platform);
  const removed = ended.filter(({ status }) => status === 'removed' || status === 'gone').length;
  const result: Json = {
    version: 1,
    run: context.run,
    kind: 'cleanup',
    environment: session.facts.key,
    by: `${user}@${host}`,
    endedAt: context.platform.clock.now(),
    elapsedMs: context.elapsedMs(),
    result: removed === ended.length ? 'succeeded' : 'failed',
    note: `removed ${removed} of ${ended.length} findings`,
    items: [],
    stacks: [],
  };
  try {
    await ports.archive.write(context.run, 'cleanup.json', prettyJson({ report, ended } as unknown as Json));
    await ports.archive.write(context.run, 'result.json', prettyJson(result));
  } catch (error) {
    if (!(error instanceof AtakoraError)) throw error;
    context.output.emit({ type: 'log', level: 'warning', text: `the clean-up is not in the history: ${error.message}` });
  }
}
