import type { Address } from '../../model/address.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { JournalEntry } from '../../model/journal.ts';
import type { OutputRecord, ResourceRecord, StateDocument } from '../../model/state.ts';
import { stateVersion } from '../../model/state.ts';
import type { PackageFold } from './fold-packages.ts';
import { foldPackage, startPackages } from './fold-packages.ts';
import { predecessorAddress } from './predecessor-address.ts';

/** What a state says about itself and no journal entry knows. */
export interface FoldFacts {
  /** Manifest id. */
  readonly project: string;
  /** Environment key: `dev`, `dev@local`. */
  readonly environment: string;
  readonly updatedBy: string;
}

type Intent = Extract<JournalEntry, { readonly type: 'intent' }>;

/** What each address was before a deployment or a deletion touched it, so that what was never attempted goes back to it. */
type Before = Map<Address, ResourceRecord | undefined>;

interface Fold {
  readonly resources: Map<string, ResourceRecord>;
  readonly outputs: Map<string, OutputRecord>;
  /** Open deployments by name: the addresses that have not ended. */
  readonly deployments: Map<string, Before>;
  readonly deletes: Before;
  readonly packages: PackageFold;
}

/**
 * The next state: the journal's entries folded over the stored one. Pure: the same input gives the same document, one serial higher.
 * Entries of runs that the state holds already are left out; without any other, the state itself comes back.
 * A deployment whose end is not in the journal leaves its resources `pending`; one that ended puts back what it never attempted.
 * @throws AtakoraError `ATK1701` when the journal does not begin with an intent, `ATK1706` when it belongs to another state.
 */
export function foldJournal(state: StateDocument | undefined, entries: readonly JournalEntry[], facts: FoldFacts): StateDocument | undefined {
  const open = entriesSince(state, entries);
  const intent = open.findLast((entry): entry is Intent => entry.type === 'intent');
  if (intent === undefined) return state;
  const fold: Fold = {
    resources: new Map(Object.entries(state?.resources ?? {})),
    outputs: new Map(Object.entries(state?.outputs ?? {})),
    deployments: new Map(),
    deletes: new Map(),
    packages: startPackages(state),
  };
  for (const entry of open) {
    foldEntry(fold, entry);
    foldPackage(fold.packages, entry);
  }
  return {
    version: stateVersion,
    lineage: intent.lineage,
    serial: intent.serial + 1,
    project: facts.project,
    environment: facts.environment,
    cloud: intent.cloud,
    tenantId: intent.tenantId,
    subscriptionId: intent.subscriptionId,
    run: intent.run,
    tool: intent.tool,
    resources: sorted(fold.resources),
    outputs: sorted(fold.outputs),
    packages: sorted(fold.packages.hashes),
    updatedAt: open.at(-1)?.at ?? intent.at,
    updatedBy: facts.updatedBy,
  };
}

/**
 * The entries that the state does not hold yet. A journal outlives its fold when the process dies between writing the state and
 * clearing the journal, so runs that started from an earlier serial are done.
 * @throws AtakoraError `ATK1701`, `ATK1706` as `foldJournal`.
 */
export function entriesSince(state: StateDocument | undefined, entries: readonly JournalEntry[]): readonly JournalEntry[] {
  const serial = state?.serial ?? 0;
  let holds = false;
  let first = true;
  return entries.filter((entry) => {
    if (entry.type === 'intent') {
      assertSameState(state, entry);
      holds = entry.serial === serial;
    } else if (first) {
      throw new AtakoraError('ATK1701', 'the journal beside the state does not begin with what its run meant to do');
    }
    first = false;
    return holds;
  });
}

function assertSameState(state: StateDocument | undefined, intent: Intent): void {
  const serial = state?.serial ?? 0;
  if (intent.serial > serial || (state !== undefined && intent.lineage !== state.lineage)) {
    throw new AtakoraError(
      'ATK1706',
      `run ${intent.run} left a journal for serial ${intent.serial} of state ${intent.lineage}; here is ${state === undefined ? 'no state' : `serial ${serial} of ${state.lineage}`}`,
      { hint: 'Restore the state that the journal belongs to.' },
    );
  }
}

function foldEntry(fold: Fold, entry: JournalEntry): void {
  switch (entry.type) {
    case 'intent':
    case 'package-start':
    case 'package-done':
    case 'end':
      return;
    case 'deployment-start':
      return startDeployment(fold, entry.deployment, entry.records);
    case 'resource-done':
      settle(fold, entry.address);
      fold.resources.set(entry.address, { ...entry.record, status: entry.record.status === 'tainted' ? 'tainted' : 'applied' });
      return;
    case 'resource-failed':
      return failResource(fold, entry.address);
    case 'deployment-end':
      endDeployment(fold, entry.deployment);
      if (entry.result === 'succeeded') {
        for (const [name, output] of Object.entries(entry.outputs)) fold.outputs.set(name, output);
      }
      return;
    case 'delete-start':
      return startDelete(fold, entry.address);
    case 'delete-done':
      fold.deletes.delete(entry.address);
      fold.resources.delete(entry.address);
      return;
    case 'outputs-removed':
      for (const name of entry.names) fold.outputs.delete(name);
      return;
    case 'record':
      if (entry.from !== undefined) fold.resources.delete(entry.from);
      fold.resources.set(entry.address, entry.record);
      return;
  }
}

function startDeployment(fold: Fold, name: string, records: Readonly<Record<string, ResourceRecord>>): void {
  const before: Before = new Map();
  for (const [key, record] of Object.entries(records)) {
    const address = key as Address;
    const old = fold.resources.get(address);
    if (isReplaced(old, record)) fold.resources.set(predecessorOf(fold, address, old), old);
    before.set(address, old);
    fold.resources.set(address, { ...record, status: 'pending' });
  }
  fold.deployments.set(name, before);
}

/** Created beside the old one, which stays until it is deleted. */
function isReplaced(old: ResourceRecord | undefined, record: ResourceRecord | undefined): old is ResourceRecord {
  return old !== undefined && record !== undefined && old.id.toLowerCase() !== record.id.toLowerCase();
}

function predecessorOf(fold: Fold, address: Address, old: ResourceRecord): Address {
  return predecessorAddress(address, old.generation, (candidate) => {
    const there = fold.resources.get(candidate);
    return there !== undefined && there.id.toLowerCase() !== old.id.toLowerCase();
  });
}

function startDelete(fold: Fold, address: Address): void {
  const record = fold.resources.get(address);
  if (fold.deletes.has(address)) return;
  fold.deletes.set(address, record);
  if (record !== undefined) fold.resources.set(address, { ...record, status: 'pending' });
}

/** A failed deletion leaves the record as it was; a failed deployment leaves what was sent, marked. */
function failResource(fold: Fold, address: Address): void {
  const deleted = fold.deletes.get(address);
  if (deleted !== undefined) {
    fold.deletes.delete(address);
    fold.resources.set(address, deleted);
    return;
  }
  settle(fold, address);
  const record = fold.resources.get(address);
  if (record !== undefined) fold.resources.set(address, { ...record, status: 'failed' });
}

function settle(fold: Fold, address: Address): void {
  for (const before of fold.deployments.values()) before.delete(address);
}

function endDeployment(fold: Fold, name: string): void {
  for (const [address, record] of fold.deployments.get(name) ?? []) {
    if (isReplaced(record, fold.resources.get(address))) fold.resources.delete(predecessorOf(fold, address, record));
    if (record === undefined) fold.resources.delete(address);
    else fold.resources.set(address, record);
  }
  fold.deployments.delete(name);
}

function sorted<T>(map: ReadonlyMap<string, T>): Record<string, T> {
  return Object.fromEntries([...map].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}
