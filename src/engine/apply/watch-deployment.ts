import type { Address } from '../../model/address.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import { replaceSensitive } from '../../model/sensitive-paths.ts';
import type { OutputRecord } from '../../model/state.ts';
import type { Fingerprint } from '../plan/kind-lookup.ts';
import type { DeploymentOperation, DeploymentStatus } from '../ports.ts';
import { mapBounded } from './bounded.ts';
import { cancelDeployment, cancelPatienceMs, tellRace } from './cancel-deployment.ts';
import type { DeploymentEnd, FailedResource, WatchedDeployment } from './deployment-end.ts';
import type { OperationLister } from './deployment-operations.ts';
import { hasEnded, inOrderOfEnd, operationLister, operationsByAddress } from './deployment-operations.ts';
import { innermostFailure } from './innermost-failure.ts';
import { readBack, recordDone } from './record-resource.ts';
import type { RunContext } from './run-context.ts';
import { look, maximumFailedLooks, newPause, waited } from './wait-poll.ts';
import type { Pause } from './wait-poll.ts';

interface Watch {
  readonly deployment: WatchedDeployment;
  readonly context: RunContext;
  readonly lister: OperationLister;
  readonly pause: Pause;
  readonly settled: Set<Address>;
  readonly seen: Map<Address, string>;
  /** Monotonic time after which a canceled deployment is no longer waited for. */
  canceledUntil: number | undefined;
}

/** How often in a row Azure has to say that it has no such deployment: what was just accepted may take a moment to be seen. */
const missesBelieved = { accepted: 10, unsure: 3 } as const;

/** Reads in parallel after resources have finished. */
const readsAtOnce = 8;

/**
 * Follows a deployment to its end: events and journal lines for each resource as it finishes, then the deployment's own. A look that
 * fails never fails the deployment. When the run is left, the deployment goes on in Azure and its end is `unknown`; when the run is
 * canceled, Azure is asked to cancel it and its end is waited for. `accepted`: Azure has said that it has it.
 */
export async function watchDeployment(deployment: WatchedDeployment, context: RunContext, accepted = false): Promise<DeploymentEnd> {
  const pause = newPause(context.pollMs, context.ports.clock, context.halt.signal);
  const lister = operationLister(context.ports.azure, deployment.scope, deployment.name);
  const watch: Watch = { deployment, context, lister, pause, settled: new Set(deployment.settled), seen: new Map(), canceledUntil: undefined };
  const end = await lookUntilEnd(watch, accepted ? missesBelieved.accepted : missesBelieved.unsure);
  if (watch.canceledUntil !== undefined) tellRace(deployment, end, context);
  return end;
}

async function lookUntilEnd(watch: Watch, misses: number): Promise<DeploymentEnd> {
  const { deployment, context, pause } = watch;
  const { signal, cancel } = context.halt;
  let failedLooks = 0;
  let missing = 0;
  for (;;) {
    const status = await look(() => context.ports.azure.getDeployment(deployment.scope, deployment.name, signal), signal);
    if (status.kind === 'stopped') return stopWatching(watch, 'it goes on in Azure');
    if (status.kind === 'failed') {
      failedLooks += 1;
      pause.failed();
      if (failedLooks >= maximumFailedLooks) return stopWatching(watch, `Azure does not say how it ended: ${status.error.message}`);
    } else if (status.value === undefined) {
      missing += 1;
      if (missing >= misses) return { kind: 'missing' };
    } else {
      failedLooks = 0;
      missing = 0;
      const end = await step(watch, status.value);
      if (end !== undefined) return end;
    }
    if (await cancelIfAsked(watch)) continue;
    if (isPatienceOver(watch)) return stopWatching(watch, `it was canceled ${cancelPatienceMs / 60_000} minutes ago and has not ended`);
    if (!(await waited(pause, signal, cancel))) return stopWatching(watch, 'it goes on in Azure');
  }
}

/** Cancels once; true when it has just been asked to. */
async function cancelIfAsked(watch: Watch): Promise<boolean> {
  const { context, deployment, lister, pause } = watch;
  if (!context.halt.cancel.aborted || watch.canceledUntil !== undefined) return false;
  watch.canceledUntil = context.ports.clock.monotonicMs() + cancelPatienceMs;
  await cancelDeployment(deployment, lister.nested(), context);
  pause.changed();
  return true;
}

function isPatienceOver({ canceledUntil, context }: Watch): boolean {
  return canceledUntil !== undefined && context.ports.clock.monotonicMs() >= canceledUntil;
}

async function step(watch: Watch, status: DeploymentStatus): Promise<DeploymentEnd | undefined> {
  if (hasEnded(status.state)) return finish(watch, status);
  const operations = await readOperations(watch);
  if (operations !== undefined) await settleOperations(watch, operations);
  watch.context.progress.remind();
  return undefined;
}

async function readOperations({ deployment, context, lister }: Watch): Promise<ReadonlyMap<Address, DeploymentOperation> | undefined> {
  const { signal } = context.halt;
  const listed = await look(() => lister.list(signal), signal);
  return listed.kind === 'seen' ? operationsByAddress(deployment.records, listed.value) : undefined;
}

/** Takes note of what changed since the last look. */
async function settleOperations(watch: Watch, operations: ReadonlyMap<Address, DeploymentOperation>): Promise<void> {
  const { deployment, context, seen, settled } = watch;
  const succeeded: Address[] = [];
  // In the order of the records: Azure lists the newest operation first, and people read parents before children.
  for (const address of deployment.records.keys()) {
    const operation = operations.get(address);
    if (operation === undefined || settled.has(address) || seen.get(address) === operation.state) continue;
    seen.set(address, operation.state);
    watch.pause.changed();
    context.progress.started(address, startBefore(deployment, operation));
    if (operation.state === 'succeeded') succeeded.push(address);
    // Azure may try again by itself, so a failure counts only when the deployment has ended.
    if (operation.state === 'failed') context.progress.progress(address, operation.failure === undefined ? 'it failed' : innermostFailure(operation.failure).message);
  }
  await settleDone(watch, inOrderOfEnd(succeeded, operations), operations, 'always');
}

/**
 * When the work on a resource began, of a deployment that an earlier process sent: by Azure's clock, but not before the deployment was sent
 * by ours. Undefined for a deployment of this process, which sees its resources start.
 */
function startBefore({ sentAt }: WatchedDeployment, { endedAt, durationMs }: DeploymentOperation): string | undefined {
  if (sentAt === undefined) return undefined;
  const began = endedAt === undefined ? Number.NaN : Date.parse(endedAt) - (durationMs ?? 0);
  return Number.isNaN(began) ? sentAt : new Date(Math.max(began, Date.parse(sentAt))).toISOString();
}

/** Reads at once, records one after the other: no child is told as done before its parent. */
async function settleDone({ deployment, context, settled }: Watch, addresses: readonly Address[], operations: ReadonlyMap<Address, DeploymentOperation>, mode: 'always' | 'if-there'): Promise<void> {
  const known = addresses.flatMap((address) => {
    const record = deployment.records.get(address);
    return record === undefined ? [] : [{ address, record }];
  });
  const reads = await mapBounded(known, readsAtOnce, async (each) => ({ ...each, read: await readBack(context, each.record) }));
  for (const { address, record, read } of reads) {
    if (mode === 'if-there' && read.kind === 'seen' && read.value === undefined) {
      context.progress.skipped(address, 'the deployment left it out');
      continue;
    }
    await recordDone(context, address, record, read, operations.get(address)?.durationMs);
    settled.add(address);
  }
}

async function finish(watch: Watch, status: DeploymentStatus): Promise<DeploymentEnd> {
  const { deployment, context, settled } = watch;
  const operations = await finalOperations(watch);
  if (operations === undefined) return stopWatching(watch, 'Azure does not say what became of its resources');
  await settleOperations(watch, operations);
  const open = [...deployment.records.keys()].filter((address) => !settled.has(address));
  if (status.state === 'succeeded') {
    // Without an operation for them Azure itself says whether they are there.
    await settleDone(watch, open, new Map(), 'if-there');
    await context.journal.append({ type: 'deployment-end', deployment: deployment.name, result: 'succeeded', outputs: outputRecords(deployment, status.outputs, context.ports.fingerprint) });
    return { kind: 'succeeded' };
  }
  const kind = status.state === 'canceled' ? 'canceled' : 'failed';
  const failed = new Map(open.flatMap((address) => {
    const operation = operations.get(address);
    return operation === undefined ? [] : [[address, failedResource(operation, status)] as const];
  }));
  for (const [address, { failure }] of failed) await context.journal.append({ type: 'resource-failed', address, code: failure.code });
  await context.journal.append({ type: 'deployment-end', deployment: deployment.name, result: kind, outputs: {} });
  const [first] = failed.keys();
  const because = first !== undefined && kind === 'failed' ? `${first} failed` : `deployment ${deployment.name} ${kind === 'canceled' ? 'was canceled' : 'failed'}`;
  return { kind, because, failed, left: open.filter((address) => !failed.has(address)), ...(status.failure === undefined ? {} : { failure: innermostFailure(status.failure) }) };
}

/** What was never attempted stays unsettled: folding puts its record back to what it was. */
function failedResource(operation: DeploymentOperation, status: DeploymentStatus): FailedResource {
  const unfinished = operation.state !== 'failed' && operation.failure === undefined;
  const failure = operation.failure ?? (unfinished ? undefined : status.failure) ?? { code: unfinished ? 'NotFinished' : 'Unknown', message: `the deployment ended while the resource was ${operation.state}` };
  return { failure: innermostFailure(failure), unfinished, ...(operation.durationMs === undefined ? {} : { durationMs: operation.durationMs }) };
}

/** The list after the end decides what is recorded, so it is asked for until it is there. */
async function finalOperations(watch: Watch): Promise<ReadonlyMap<Address, DeploymentOperation> | undefined> {
  watch.pause.changed();
  for (let tries = 0; tries < maximumFailedLooks; tries += 1) {
    const operations = await readOperations(watch);
    if (operations !== undefined) return operations;
    if (!(await waited(watch.pause, watch.context.halt.signal))) return undefined;
  }
  return undefined;
}

function stopWatching({ deployment, context, settled }: Watch, because: string): DeploymentEnd {
  for (const address of deployment.records.keys()) {
    if (!settled.has(address)) context.progress.unknown(address, because);
  }
  return { kind: 'unknown', because };
}

/** What looks like a secret is recorded as its fingerprint; without the key of the environment nothing is recorded of it. */
function outputRecords({ outputs, stack }: WatchedDeployment, values: Readonly<Record<string, Json>>, fingerprint: Fingerprint | undefined): Record<string, OutputRecord> {
  const records: Record<string, OutputRecord> = {};
  for (const { name, expression } of outputs) {
    const value = values[name];
    if (value === undefined) continue;
    const kept = replaceSensitive({ [name]: value }, [], (secret) => fingerprint?.(typeof secret === 'string' ? secret : canonicalJson(secret)) ?? null);
    records[name] = { value: kept[name] ?? null, stack, expression };
  }
  return records;
}
