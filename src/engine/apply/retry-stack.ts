import type { Address } from '../../model/address.ts';
import type { AzureFailure, RetryAdvice } from '../../model/azure-failure.ts';
import type { BrokenDeployment } from './deployment-end.ts';
import type { RunContext } from './run-context.ts';
import { mayStart } from './run-halt.ts';
import type { PutWork } from './run-work.ts';

/** Deployments that one stack gets in a run, at most. */
export const maximumAttempts = 3;

/** A further attempt at what a broken deployment did not do. */
export interface Retry {
  readonly puts: readonly PutWork[];
  readonly waitMs: number;
  /** The failures that may pass. */
  readonly failures: readonly { readonly address: Address | undefined; readonly failure: AzureFailure }[];
}

/** Waits before the next attempt, in longest polls: ten seconds, thirty and forty in the public cloud. */
const waits: Readonly<Record<RetryAdvice, number>> = { no: 0, soon: 1, 'after Retry-After': 3, 'after minutes': 4 };

/**
 * What is worth trying again of a stack: resources whose failure may pass by itself, those that were under way and those that wait
 * for nothing else. Undefined when nothing is.
 */
export function retryOf(puts: readonly PutWork[], end: BrokenDeployment, attempt: number, context: RunContext): Retry | undefined {
  if (attempt >= maximumAttempts || context.halt.reason() !== undefined) return undefined;
  const advice = (failure: AzureFailure): RetryAdvice => adviceOf(failure, context);
  if (end.failed.size === 0) {
    const { failure } = end;
    return failure === undefined || advice(failure) === 'no' ? undefined : { puts, failures: [{ address: undefined, failure }], waitMs: waitMs([advice(failure)], attempt, context) };
  }
  const passing = [...end.failed].filter(([, { failure, unfinished }]) => !unfinished && advice(failure) !== 'no');
  const lasting = [...end.failed].filter(([, { failure, unfinished }]) => !unfinished && advice(failure) === 'no').map(([address]) => address);
  const doomed = dependentsOf(new Set(lasting), puts);
  const open = new Set<Address>([...end.failed.keys(), ...end.left]);
  const again = puts.filter(({ address }) => open.has(address) && !doomed.has(address));
  const worth = passing.filter(([address]) => again.some((put) => put.address === address));
  if (worth.length === 0) return undefined;
  return { puts: again, failures: worth.map(([address, { failure }]) => ({ address, failure })), waitMs: waitMs(worth.map(([, { failure }]) => advice(failure)), attempt, context) };
}

/** New identities, rights and registrations are the reason only where this run has made something new: for the others waiting is in vain. */
function adviceOf(failure: AzureFailure, { progress }: RunContext): RetryAdvice {
  const advice = failure.advice?.retry ?? 'no';
  return advice === 'after minutes' && !progress.outcomes().some(({ action, result }) => result === 'done' && (action === 'create' || action === 'replace')) ? 'no' : advice;
}

function dependentsOf(failed: ReadonlySet<Address>, puts: readonly PutWork[]): ReadonlySet<Address> {
  const doomed = new Set(failed);
  for (let size = -1; size !== doomed.size; ) {
    size = doomed.size;
    for (const { address, resource } of puts) if (resource.dependsOn.some((needed) => doomed.has(needed))) doomed.add(address);
  }
  return doomed;
}

function waitMs(advices: readonly RetryAdvice[], attempt: number, { pollMs }: RunContext): number {
  return pollMs.max * attempt * Math.max(...advices.map((advice) => waits[advice]));
}

/** Tells of the next attempt and waits for its time; false when the run is stopped meanwhile. */
export async function waitForRetry(stack: string, { failures, waitMs: ms, puts }: Retry, attempt: number, context: RunContext): Promise<boolean> {
  const { ports, halt, progress } = context;
  const [first] = failures;
  const others = failures.length > 1 ? ` and ${failures.length - 1} more` : '';
  const because = `${first?.failure.code ?? 'Unknown'}: ${first?.failure.message ?? ''}`;
  ports.host.emit({ type: 'retry', what: `${first?.address ?? `stack ${stack}`}${others}`, afterMs: ms, because: `${because} (attempt ${attempt + 1} of ${maximumAttempts})` });
  for (const { address } of puts) progress.progress(address, `tried again: attempt ${attempt + 1} of ${maximumAttempts}`);
  try {
    await ports.clock.sleep(ms, AbortSignal.any([halt.signal, halt.cancel]));
  } catch (error) {
    if (halt.signal.aborted || halt.cancel.aborted) return false;
    throw error;
  }
  return mayStart(halt);
}
