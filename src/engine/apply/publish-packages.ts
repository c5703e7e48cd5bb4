import type { Address } from '../../model/address.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { PackageChange } from '../../model/plan.ts';
import type { FunctionApps } from '../function-apps.ts';
import { archivePackage } from './archive-packages.ts';
import type { StackOutcome } from './apply-result.ts';
import type { Run } from './apply-run.ts';
import { mapBounded } from './bounded.ts';
import type { PackageOutcome } from './package-outcome.ts';
import { mayStart } from './run-halt.ts';
import { reachable } from './run-work.ts';
import { watchHealth } from './watch-health.ts';

/** Packages on their way at once; each is held in memory and sent over one line. */
const atOnce = 4;

/**
 * Sends the packages that the plan publishes, each with a line of the journal before and after it, and asks the apps how they are. Nothing
 * is sent to an app whose stack, or one that it needs, did not succeed. Failures of an app are in the outcome.
 * @throws AtakoraError `ATK17xx` when the journal cannot be written.
 */
export async function publishPackages(run: Run, stacks: readonly StackOutcome[]): Promise<readonly PackageOutcome[]> {
  return mapBounded(run.input.plan.packages ?? [], atOnce, async (change) => {
    const outcome = await settle(change, run, stacks);
    tell(outcome, run);
    return outcome;
  });
}

async function settle(change: PackageChange, run: Run, stacks: readonly StackOutcome[]): Promise<PackageOutcome> {
  const { address, after: hash } = change;
  if (change.action === 'keep') return { address, hash, result: 'kept' };
  const because = blockedBy(address, run, stacks) ?? ((await mayStart(run.context.halt)) ? undefined : (run.context.halt.text() ?? 'the run was stopped'));
  return because === undefined ? publish(change, run) : { address, hash, result: 'skipped', because };
}

/** The app has to stand, with all that it needs, before it gets code that counts on them. */
function blockedBy(address: Address, { input: { synthesis } }: Run, stacks: readonly StackOutcome[]): string | undefined {
  const stack = synthesis?.resources.find((resource) => resource.address === address)?.stack;
  if (synthesis === undefined || stack === undefined) return `${address} is not in the definition`;
  const needed = new Set([stack, ...reachable(stack, new Map(synthesis.stacks.map(({ id, dependsOn }) => [id, dependsOn])))]);
  const broken = stacks.find((outcome) => outcome.result !== 'succeeded' && needed.has(outcome.stack));
  return broken === undefined ? undefined : `stack ${broken.stack} ${broken.result === 'unknown' ? 'was not seen to its end' : `was ${broken.result === 'failed' ? 'not finished' : broken.result}`}`;
}

async function publish({ address, siteId, after: hash }: PackageChange, run: Run): Promise<PackageOutcome> {
  const { apps, zip } = meansOf(hash, run);
  const { journal, halt, ports } = run.context;
  const since = ports.clock.monotonicMs();
  await archivePackage(run, hash, zip);
  await journal.append({ type: 'package-start', address, siteId, hash });
  ports.host.emit({ type: 'package', address, hash, status: 'started', bytes: zip.byteLength });
  const refusal = await apps.publish(siteId, zip, halt.signal).then(() => undefined, (error: unknown) => refusalOf(error, halt.signal));
  const elapsedMs = ports.clock.monotonicMs() - since;
  if (refusal !== undefined) {
    if (halt.signal.aborted) return { address, hash, result: 'skipped', because: `${halt.text() ?? 'the run was stopped'} while it was sent`, elapsedMs };
    return { address, hash, result: 'failed', because: refusal.message, error: failure(refusal, address, run), elapsedMs };
  }
  await journal.append({ type: 'package-done', address, hash, durationMs: elapsedMs });
  return { address, hash, result: 'published', bytes: zip.byteLength, elapsedMs, health: await watchHealth(apps, siteId, run.context) };
}

function meansOf(hash: string, { input, context }: Run): { readonly apps: FunctionApps; readonly zip: Uint8Array } {
  const { apps } = context.ports;
  const zip = input.packages?.get(hash);
  if (apps === undefined || zip === undefined) throw new AtakoraError('ATK9001', 'a plan that publishes a package came without it');
  return { apps, zip };
}

/** What breaks off a wait throws what it likes. */
function refusalOf(error: unknown, stopped: AbortSignal): AtakoraError {
  if (stopped.aborted) return new AtakoraError('ATK1620', 'the run was stopped', { source: 'azure', cause: error });
  if (error instanceof AtakoraError && error.source !== 'bug') return error;
  throw error;
}

/** Whatever kept the package from the app, the infrastructure stands and the run failed: one code for all. */
function failure(cause: AtakoraError, address: Address, { input }: Run): AtakoraError {
  const location = input.synthesis?.packages?.find((named) => named.address === address)?.origin;
  const message = cause.code === 'ATK1620' ? cause.message : `${address} did not get its package: ${cause.message}`;
  return new AtakoraError('ATK1620', message, { source: 'azure', address, cause, ...(cause.code === 'ATK1620' ? {} : { hint: cause.hint }), ...(location === undefined ? {} : { location }) });
}

function tell({ error: _told, result, ...facts }: PackageOutcome, { context: { ports } }: Run): void {
  ports.host.emit({ type: 'package', ...facts, status: result });
  const { address, health } = facts;
  if (health?.kind === 'failing') {
    ports.host.emit({ type: 'diagnostic', diagnostic: diagnostic('warning', 'ATK1621', `${address} has its package and does not run: ${health.why}`, { address }) });
  }
}
