import type { Address } from '../../model/address.ts';
import type { AzureFailure } from '../../model/azure-failure.ts';
import type { ApplyItem } from '../../model/event.ts';
import type { Clock, Host } from '../ports.ts';

/** How a change ended. `unknown`: it was started and nobody saw its end. */
export type ItemResult = 'done' | 'failed' | 'skipped' | 'unknown';

/** One change of a run and how it ended. */
export interface ItemOutcome extends ApplyItem {
  readonly result: ItemResult;
  readonly elapsedMs?: number;
  readonly because?: string;
  readonly failure?: AzureFailure;
}

/** Follows the items of a run: each step is an event, the last one its outcome. Addresses that are no items are ignored. */
export interface RunProgress {
  /** `at`: when it had started before this process knew of it; ISO 8601 UTC. */
  readonly started: (address: Address, at?: string) => void;
  readonly progress: (address: Address, because: string) => void;
  /** `elapsedMs`: what Azure says; absent: since it was started here. */
  readonly succeeded: (address: Address, elapsedMs?: number) => void;
  /** The deletion of a resource: the end of a `delete`, half of a `replace`. */
  readonly deleted: (address: Address) => void;
  readonly failed: (address: Address, failure: AzureFailure, elapsedMs?: number) => void;
  readonly skipped: (address: Address, because: string) => void;
  readonly unknown: (address: Address, because: string) => void;
  /** Tells of what has been going on for clearly longer than usual; again each time that has doubled. */
  readonly remind: () => void;
  readonly resultOf: (address: Address) => ItemResult | undefined;
  readonly actionOf: (address: Address) => ApplyItem['action'] | undefined;
  /** In the order of the items; those that nothing was said about are skipped. */
  readonly outcomes: () => readonly ItemOutcome[];
}

export function trackItems(items: readonly ApplyItem[], host: Host, clock: Clock): RunProgress {
  const byAddress = new Map(items.map((item) => [item.address, item]));
  const startedAt = new Map<Address, number>();
  const outcomes = new Map<Address, ItemOutcome>();
  const elapsed = (address: Address, given: number | undefined): { readonly elapsedMs?: number } => {
    const since = startedAt.get(address);
    const elapsedMs = given ?? (since === undefined ? undefined : clock.monotonicMs() - since);
    return elapsedMs === undefined ? {} : { elapsedMs };
  };
  type Status = 'started' | 'progress' | 'succeeded' | 'failed' | 'skipped';
  type Facts = { readonly startedAt?: string; readonly elapsedMs?: number; readonly because?: string; readonly failure?: AzureFailure };
  const emit = ({ address, resourceType, azureName, stack, action }: ApplyItem, status: Status, facts: Facts = {}): void =>
    host.emit({ type: 'resource', address, resourceType, azureName, stack, action, status, ...facts });
  const end = (address: Address, result: ItemResult, status: Status | undefined, facts: Facts): void => {
    const item = byAddress.get(address);
    if (item === undefined || outcomes.has(address)) return;
    outcomes.set(address, { ...item, result, ...facts });
    if (status !== undefined) emit(item, status, facts);
  };
  const tellProgress = (address: Address, because: string): void => {
    const item = byAddress.get(address);
    if (item !== undefined && !outcomes.has(address)) emit(item, 'progress', { because, ...elapsed(address, undefined) });
  };
  const reminders = new Map<Address, number>();
  const remind = (): void => {
    for (const [address, since] of startedAt) {
      const item = byAddress.get(address);
      const sofar = clock.monotonicMs() - since;
      if (item === undefined || outcomes.has(address) || sofar < (reminders.get(address) ?? longMs(item))) continue;
      reminders.set(address, sofar * 2);
      emit(item, 'progress', { because: item.usualMs === undefined ? 'it takes long; no earlier run tells what is usual' : 'it takes longer than usual', elapsedMs: sofar });
    }
  };
  return {
    remind,
    started: (address, at) => {
      const item = byAddress.get(address);
      if (item === undefined || startedAt.has(address) || outcomes.has(address)) return;
      const agoMs = at === undefined ? 0 : Math.max(0, Date.parse(clock.now()) - Date.parse(at));
      startedAt.set(address, clock.monotonicMs() - agoMs);
      emit(item, 'started', at === undefined ? {} : { startedAt: at });
    },
    progress: tellProgress,
    deleted: (address) => {
      if (byAddress.get(address)?.action === 'delete') end(address, 'done', 'succeeded', elapsed(address, undefined));
      else tellProgress(address, 'the old one is deleted');
    },
    succeeded: (address, elapsedMs) => end(address, 'done', 'succeeded', elapsed(address, elapsedMs)),
    failed: (address, failure, elapsedMs) => end(address, 'failed', 'failed', { failure, ...elapsed(address, elapsedMs) }),
    skipped: (address, because) => end(address, 'skipped', 'skipped', { because }),
    unknown: (address, because) => end(address, 'unknown', undefined, { because, ...elapsed(address, undefined) }),
    resultOf: (address) => outcomes.get(address)?.result,
    actionOf: (address) => byAddress.get(address)?.action,
    outcomes: () => items.map((item) => outcomes.get(item.address) ?? { ...item, result: 'skipped', because: 'nothing was started' }),
  };
}

/** Half as long again as usual, and five seconds; five minutes where no earlier run tells. */
function longMs({ usualMs }: ApplyItem): number {
  return usualMs === undefined ? 5 * 60_000 : Math.max(usualMs * 1.5, usualMs + 5_000);
}
