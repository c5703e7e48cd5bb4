import type { BlobContainer } from '../engine/blob-container.ts';
import type { Clock, Ids, LockRequest, LockResult, StateStore } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import { isRemoval, type JournalEntry, type JournalLine } from '../model/journal.ts';
import type { LockBreak, LockInfo, LockRecord } from '../model/lock-record.ts';
import { listBreakBlobs, listVersions, readVersionBlob } from './blob-history.ts';
import { readJournalBlob } from './blob-journal.ts';
import { keepLease, leaseSeconds } from './blob-lease.ts';
import { blobPaths } from './blob-paths.ts';
import { type BlobPlace, nameOf, noStateYet, readHolderBlob, readLockBlob, readStateBlob } from './blob-place.ts';
import { createBlobStateLock } from './blob-state-lock.ts';
import { namedLock, printTrace, traceName, traceOf } from './lock-break.ts';
import { printLockRecord, unknownHolder } from './lock-holder.ts';
import { type LockOwner, newLockRecord } from './lock-owner.ts';
import { type LockPollMs, waitForLock } from './lock-wait.ts';
import { withoutPresent } from './present-version.ts';
import { readConsistent } from './read-consistent.ts';
import type { StateCipher } from './state-cipher.ts';

export interface BlobStateStoreOptions {
  readonly container: BlobContainer;
  /** Manifest id. */
  readonly project: string;
  /** Environment key. */
  readonly environment: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly who: LockOwner;
  /** Encrypts what is written; absent: plain. */
  readonly cipher?: StateCipher;
  /** Pauses between two looks at a lock that is held; 500 ms growing to 5 s by default. */
  readonly pollMs?: LockPollMs;
}

/**
 * Keeps a state in blobs: see `blobPaths`. The lock is a lease of a minute on the state and on the journal; the record of who has it is a
 * blob of its own. Reading takes no lock. The container must exist.
 */
export function createBlobStateStore(options: BlobStateStoreOptions): StateStore {
  const { container, project, environment, clock, ids, who, cipher } = options;
  const form = { project, environment, ...(cipher === undefined ? {} : { cipher }) };
  const place: BlobPlace = { container, paths: blobPaths(project, environment), form, clock, ids, who };
  const read = async () => (await readStateBlob(place))?.document;
  const readLines = (): Promise<readonly JournalLine[]> => readConsistent(read, (state) => readJournalBlob(place, state));
  return {
    describe: () => nameOf(place, place.paths.state),
    read,
    readJournal: async () => (await readLines()).filter((line): line is JournalEntry => !isRemoval(line)),
    readRemovals: async () => (await readLines()).filter(isRemoval),
    lock: (request, signal) => waitForLock(request, () => tryLock(request, place), { clock, ids, pollMs: options.pollMs ?? { first: 500, most: 5_000 }, signal }),
    history: async () => withoutPresent(await listVersions(place), read),
    readVersion: (serial) => readVersionBlob(place, serial),
    lockInfo: () => lockInfo(place),
    breakLock: (id) => breakLock(id, place),
    breaks: () => listBreakBlobs(place),
  };
}

/** The lease of the state decides who has the lock; that of the journal follows it. */
async function tryLock(request: LockRequest, place: BlobPlace): Promise<LockResult> {
  const { container, paths, who, clock, ids } = place;
  const record = newLockRecord(request, who, clock, ids);
  if (!(await acquire(place, paths.state, record.id, () => container.put(paths.state, noStateYet, { unless: '*' })))) {
    return { kind: 'held', by: await readHolderBlob(place) };
  }
  try {
    const makeJournal = () => container.putAppendable(paths.journal, { unless: '*' });
    if (!(await acquire(place, paths.journal, record.id, makeJournal))) {
      // Left by one that died, a moment younger than its lease of the state. Who has that of the state may end it.
      await container.break(paths.journal);
      if (!(await acquire(place, paths.journal, record.id, makeJournal))) {
        await container.release(paths.state, record.id);
        return { kind: 'held', by: await readHolderBlob(place) };
      }
    }
    const before = await readLockBlob(place);
    const written = await container.put(paths.lock, printLockRecord(record), before === undefined ? { unless: '*' } : { match: before.etag });
    if (!written.ok) {
      // Somebody else wrote a record, so the lease must have been theirs in between.
      await giveBack(place, record.id);
      return { kind: 'held', by: await readHolderBlob(place) };
    }
    const lock = createBlobStateLock(place, keepLease(place, record, written.value));
    return { kind: 'acquired', lock, ...(before === undefined ? {} : { takenOver: before.record }) };
  } catch (error) {
    await giveBack(place, record.id).catch(() => undefined);
    throw error;
  }
}

async function giveBack({ container, paths }: BlobPlace, id: string): Promise<void> {
  await container.release(paths.journal, id);
  await container.release(paths.state, id);
}

/** Takes a lease on a blob, which is made when it does not exist; false when another has it. */
async function acquire({ container }: BlobPlace, path: string, id: string, make: () => Promise<unknown>): Promise<boolean> {
  const first = await container.acquire(path, id, leaseSeconds);
  if (first.ok || first.reason !== 'missing') {
    return first.ok;
  }
  await make();
  return (await container.acquire(path, id, leaseSeconds)).ok;
}

async function lockInfo(place: BlobPlace): Promise<LockInfo | undefined> {
  const [state, found] = await Promise.all([place.container.get(place.paths.state), readLockBlob(place)]);
  const held = state?.leased ?? false;
  const record: LockRecord | undefined = found?.record ?? (held ? unknownHolder : undefined);
  return record === undefined ? undefined : { ...record, held };
}

/** The id of a record is that of its lease, so what is given back is that lease and no other that was taken meanwhile. */
async function breakLock(id: string, place: BlobPlace): Promise<LockBreak> {
  const { container, paths, who, clock } = place;
  const present = await lockInfo(place);
  const { held, ...record } = { ...namedLock(id, present, nameOf(place, paths.state)), held: present?.held ?? false };
  const trace = traceOf(record, who, clock.now());
  // First the trace: a lock that was broken and nobody knows by whom is worse than one that was not broken after all.
  await container.put(`${paths.breaks}${traceName(trace)}`, printTrace(trace));
  const lockBlob = await readLockBlob(place);
  if (id === unknownHolder.id) {
    await container.break(paths.journal);
    await container.break(paths.state);
  } else {
    await container.release(paths.journal, id);
    const answer = await container.release(paths.state, id);
    if (held && !answer.ok) {
      throw new AtakoraError('ATK1712', `the lock ${id} of ${nameOf(place, paths.state)} was given back or taken over at this moment (${answer.code})`);
    }
  }
  if (lockBlob?.record.id === id) {
    await container.remove(paths.lock, { match: lockBlob.etag });
  }
  return trace;
}
