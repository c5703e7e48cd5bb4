import type { AzureFailure } from '../../model/azure-failure.ts';
import type { AtakoraError } from '../../model/errors.ts';
import type { Deletion } from '../ports.ts';
import { mapBounded } from './bounded.ts';
import { cancelPatienceMs } from './cancel-deployment.ts';
import type { DeleteUnit } from './delete-units.ts';
import { failureOf } from './innermost-failure.ts';
import type { RunContext } from './run-context.ts';
import { maximumAttempts } from './retry-stack.ts';
import type { NodeOutcome } from './run-graph.ts';
import type { DeleteWork } from './run-work.ts';
import { look, maximumFailedLooks, newPause, waited } from './wait-poll.ts';

const readsAtOnce = 8;

type Deleted = { readonly kind: 'gone' } | { readonly kind: 'failed'; readonly error: AtakoraError } | { readonly kind: 'stopped' } | { readonly kind: 'unknown'; readonly because: string };

/** Deletes a resource and what lives in it, with journal lines for each before and after. */
export async function deleteUnit(unit: DeleteUnit, context: RunContext): Promise<NodeOutcome> {
  const { journal, progress } = context;
  const members = [...unit.passengers, unit.carrier];
  for (const { address, record } of members) {
    await journal.append({ type: 'delete-start', address, id: record.id, apiVersion: record.apiVersion });
    progress.started(address);
    if (progress.actionOf(address) === 'replace') progress.progress(address, 'the old one is being deleted');
  }
  const deleted = await deleteInAzure(unit.carrier, context);
  switch (deleted.kind) {
    case 'gone':
      for (const member of members) await recordGone(member, context);
      return { kind: 'done' };
    case 'failed':
      return settleFailed(members, unit.carrier, failureOf(deleted.error), context);
    case 'stopped':
    case 'unknown': {
      const because = deleted.kind === 'stopped' ? 'the deletion goes on in Azure' : deleted.because;
      for (const { address } of members) progress.unknown(address, because);
      return { kind: 'not-done', because: `the deletion of ${unit.carrier.address} has not ended` };
    }
  }
}

async function deleteInAzure(work: DeleteWork, context: RunContext): Promise<Deleted> {
  const { ports, halt, pollMs } = context;
  for (let attempt = 1; ; attempt += 1) {
    const deleted = await deleteOnce(work, context);
    if (deleted.kind !== 'failed' || attempt >= maximumAttempts || halt.reason() !== undefined) return deleted;
    const failure = failureOf(deleted.error);
    if (failure.advice?.retry !== 'soon') return deleted;
    const afterMs = pollMs.max * attempt;
    ports.host.emit({ type: 'retry', what: work.address, afterMs, because: `${failure.code}: ${failure.message} (attempt ${attempt + 1} of ${maximumAttempts})` });
    const wait = await look(() => ports.clock.sleep(afterMs, halt.signal), halt.signal);
    if (wait.kind === 'stopped' || halt.reason() !== undefined) return deleted;
  }
}

async function deleteOnce({ record }: DeleteWork, context: RunContext): Promise<Deleted> {
  const { ports, halt } = context;
  const started = await look(() => ports.azure.startDelete(record.id, record.apiVersion, halt.signal), halt.signal);
  return started.kind === 'seen' ? waitForDeletion(started.value, context) : started;
}

async function waitForDeletion(deletion: Deletion, { ports, halt, pollMs, progress }: RunContext): Promise<Deleted> {
  const { signal, cancel } = halt;
  const pause = newPause(pollMs, ports.clock, signal);
  let failedLooks = 0;
  let until = Number.POSITIVE_INFINITY;
  for (;;) {
    const done = await look(() => deletion.isDone(signal), signal);
    if (done.kind === 'stopped') return done;
    if (done.kind === 'seen') {
      failedLooks = 0;
      if (done.value) return { kind: 'gone' };
    } else if (done.error.code !== 'ATK1804') {
      return done;
    } else {
      failedLooks += 1;
      pause.failed();
      if (failedLooks >= maximumFailedLooks) return { kind: 'unknown', because: `Azure does not say how it ended: ${done.error.message}` };
    }
    progress.remind();
    // A deletion cannot be canceled; its end is waited for as long as that of a canceled deployment.
    if (cancel.aborted) until = Math.min(until, ports.clock.monotonicMs() + cancelPatienceMs);
    if (ports.clock.monotonicMs() >= until) return { kind: 'stopped' };
    if (!(await waited(pause, signal, cancel))) return { kind: 'stopped' };
  }
}

async function recordGone({ address }: DeleteWork, { journal, progress }: RunContext): Promise<void> {
  await journal.append({ type: 'delete-done', address });
  progress.deleted(address);
}

/** A whole that could not be deleted may have lost parts: each is looked at. */
async function settleFailed(members: readonly DeleteWork[], carrier: DeleteWork, failure: AzureFailure, context: RunContext): Promise<NodeOutcome> {
  const { journal, progress, ports, halt } = context;
  const because = `${carrier.address} could not be deleted`;
  await mapBounded(members, readsAtOnce, async (member) => {
    const { address, record } = member;
    const read = await look(() => ports.azure.read(record.id, record.apiVersion, halt.signal), halt.signal);
    if (read.kind === 'stopped') return progress.unknown(address, because);
    if (read.kind === 'seen' && read.value === undefined) return recordGone(member, context);
    await journal.append({ type: 'resource-failed', address, code: failure.code });
    if (address === carrier.address) progress.failed(address, failure);
    else progress.skipped(address, because);
  });
  return { kind: 'not-done', because };
}
