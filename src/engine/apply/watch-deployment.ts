import type { Address } from '../../model/address.ts';
import type { AzureFailure } from '../../model/azure-failure.ts';
import type { Json } from '../../model/json.ts';
import type { OutputRecord, ResourceRecord } from '../../model/state.ts';
import type { DeploymentTarget } from '../../model/synthesis.ts';
import type { DeploymentOperation, DeploymentStatus } from '../ports.ts';
import { mapBounded } from './bounded.ts';
import { inOrderOfEnd, listAllOperations, operationsByAddress } from './deployment-operations.ts';
import { innermostFailure } from './innermost-failure.ts';
import { readBack, recordDone, recordFailed } from './record-resource.ts';
import type { RunContext } from './run-context.ts';
import { look, maximumFailedLooks, newPause, waited } from './wait-poll.ts';
import type { Pause } from './wait-poll.ts';

/** A deployment that Azure has accepted. */
export interface WatchedDeployment {
  readonly name: string;
  readonly stack: string;
  readonly scope: DeploymentTarget;
  /** What the state holds of each resource once it has succeeded. */
  readonly records: ReadonlyMap<Address, ResourceRecord>;
  /** Addresses whose end is in the journal already. */
  readonly settled: ReadonlySet<Address>;
  /** Outputs that the state keeps; value from the deployment. */
  readonly outputs: readonly { readonly name: string; readonly expression: string }[];
}

/** `missing`: Azure knows no such deployment. `unknown`: it was not seen to its end, and its journal stays open. */
export type DeploymentEnd =
  | { readonly kind: 'succeeded' }
  | { readonly kind: 'failed' | 'canceled'; readonly because: string; readonly failure?: AzureFailure }
  | { readonly kind: 'missing' }
  | { readonly kind: 'unknown'; readonly because: string };

interface Watch {
  readonly deployment: WatchedDeployment;
  readonly context: RunContext;
  readonly pause: Pause;
  readonly settled: Set<Address>;
  readonly seen: Map<Address, string>;
  firstFailed: Address | undefined;
}

/** Reads in parallel after resources have finished. */
const readsAtOnce = 8;

/**
 * Follows a deployment to its end: events and journal lines for each resource as it finishes, then the deployment's own. A look that
 * fails never fails the deployment. When the run is stopped, the deployment goes on in Azure and its end is `unknown`.
 */
export async function watchDeployment(deployment: WatchedDeployment, context: RunContext): Promise<DeploymentEnd> {
  const { signal } = context.halt;
  const pause = newPause(context.pollMs, context.ports.clock, signal);
  const watch: Watch = { deployment, context, pause, settled: new Set(deployment.settled), seen: new Map(), firstFailed: undefined };
  let failedLooks = 0;
  let missing = 0;
  for (;;) {
    const status = await look(() => context.ports.azure.getDeployment(deployment.scope, deployment.name, signal), signal);
    if (status.kind === 'stopped') return stopWatching(watch, 'it goes on in Azure');
    if (status.kind === 'failed') {
      failedLooks += 1;
      if (failedLooks >= maximumFailedLooks) return stopWatching(watch, `Azure does not say how it ended: ${status.error.message}`);
    } else if (status.value === undefined) {
      missing += 1;
      if (missing >= 2) return { kind: 'missing' };
    } else {
      failedLooks = 0;
      const end = await step(watch, status.value);
      if (end !== undefined) return end;
    }
    if (!(await waited(pause, signal))) return stopWatching(watch, 'it goes on in Azure');
  }
}

async function step(watch: Watch, status: DeploymentStatus): Promise<DeploymentEnd | undefined> {
  if (status.state !== 'accepted' && status.state !== 'running') return finish(watch, status);
  const operations = await readOperations(watch);
  if (operations !== undefined) await settleOperations(watch, operations);
  return undefined;
}

async function readOperations({ deployment, context }: Watch): Promise<ReadonlyMap<Address, DeploymentOperation> | undefined> {
  const { signal } = context.halt;
  const listed = await look(() => listAllOperations(context.ports.azure, deployment.scope, deployment.name, signal), signal);
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
    context.progress.started(address);
    if (operation.state === 'succeeded') succeeded.push(address);
    // Azure may try again by itself, so a failure counts only when the deployment has ended.
    if (operation.state === 'failed') context.progress.progress(address, operation.failure === undefined ? 'it failed' : innermostFailure(operation.failure).message);
  }
  await settleDone(watch, inOrderOfEnd(succeeded, operations), operations, 'always');
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
  const left = [...deployment.records].filter(([address]) => !settled.has(address));
  if (status.state === 'succeeded') {
    // Without an operation for them Azure itself says whether they are there.
    await settleDone(watch, left.map(([address]) => address), new Map(), 'if-there');
    await context.journal.append({ type: 'deployment-end', deployment: deployment.name, result: 'succeeded', outputs: outputRecords(deployment, status.outputs) });
    return { kind: 'succeeded' };
  }
  const result = status.state === 'canceled' ? 'canceled' : 'failed';
  for (const [address] of left) await settleFailed(watch, address, operations.get(address), status);
  skipUnattempted(watch, result);
  await context.journal.append({ type: 'deployment-end', deployment: deployment.name, result, outputs: {} });
  const failure = status.failure === undefined ? undefined : innermostFailure(status.failure);
  const because = watch.firstFailed === undefined ? `deployment ${deployment.name} ${result === 'canceled' ? 'was canceled' : 'failed'}` : `${watch.firstFailed} failed`;
  return { kind: result, because, ...(failure === undefined ? {} : { failure }) };
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

/** What was never attempted stays unsettled: folding puts its record back to what it was. */
async function settleFailed(watch: Watch, address: Address, operation: DeploymentOperation | undefined, status: DeploymentStatus): Promise<void> {
  if (operation === undefined) return;
  watch.firstFailed ??= address;
  watch.settled.add(address);
  const failure = operation.failure ?? status.failure ?? { code: operation.state === 'failed' ? 'Unknown' : 'NotFinished', message: `the deployment ended while the resource was ${operation.state}` };
  await recordFailed(watch.context, address, innermostFailure(failure), operation.durationMs);
}

function skipUnattempted({ deployment, context, settled, firstFailed }: Watch, result: 'failed' | 'canceled'): void {
  const because = firstFailed === undefined ? (result === 'canceled' ? 'the deployment was canceled' : 'the deployment failed') : `${firstFailed} failed`;
  for (const address of deployment.records.keys()) {
    if (!settled.has(address)) context.progress.skipped(address, because);
  }
}

function stopWatching({ deployment, context, settled }: Watch, because: string): DeploymentEnd {
  for (const address of deployment.records.keys()) {
    if (!settled.has(address)) context.progress.unknown(address, because);
  }
  return { kind: 'unknown', because };
}

function outputRecords({ outputs, stack }: WatchedDeployment, values: Readonly<Record<string, Json>>): Record<string, OutputRecord> {
  const records: Record<string, OutputRecord> = {};
  for (const { name, expression } of outputs) {
    const value = values[name];
    if (value !== undefined) records[name] = { value, stack, expression };
  }
  return records;
}
