import type { BlobRefusal } from '../engine/blob-container.ts';
import { AtakoraError } from '../model/errors.ts';
import type { LockRecord } from '../model/lock-record.ts';
import { type BlobPlace, nameOf } from './blob-place.ts';
import { printLockRecord } from './lock-holder.ts';

/** Never infinite: a lease that its holder does not renew ends by itself. @see https://learn.microsoft.com/rest/api/storageservices/lease-blob */
export const leaseSeconds = 60;
/** How often it is renewed, and the heartbeat written. */
const renewMs = 20_000;
/** How soon a renewal that could not reach Azure is tried again. */
const againMs = 5_000;

/** The lease of a state and of its journal, kept alive in the background. */
export interface BlobLease {
  readonly record: LockRecord;
  /** Aborted when the lease is lost. */
  readonly lost: AbortSignal;
  /** Makes sure, by renewing it, that the lease is ours for the next minute. @throws AtakoraError `ATK1705` when it is not. */
  assertHeld(): Promise<void>;
  /** What a refused write means: the lease is lost, or the blob changed. */
  refused(refusal: BlobRefusal, path: string): AtakoraError;
  release(): Promise<void>;
}

/** Keeps a lease that was just taken; `etag` is the version of its lock record. */
export function keepLease(place: BlobPlace, record: LockRecord, etag: string): BlobLease {
  const { container, paths, clock } = place;
  const lost = new AbortController();
  const over = new AbortController();
  const lostError = (why?: string): AtakoraError => new AtakoraError('ATK1705', `the lock of ${nameOf(place, paths.state)} (${record.id}) is no longer held by this command${why === undefined ? '' : `: ${why}`}`);
  let until = clock.monotonicMs() + leaseSeconds * 1000;
  let recordTag: string | undefined = etag;

  const lose = (why?: string): AtakoraError => {
    const error = lostError(why);
    lost.abort(error);
    return error;
  };
  const renew = async (): Promise<void> => {
    const from = clock.monotonicMs();
    for (const path of [paths.state, paths.journal]) {
      const answer = await container.renew(path, record.id);
      if (!answer.ok) {
        throw lose(answer.code);
      }
    }
    until = from + leaseSeconds * 1000;
  };
  const assertOpen = (): void => {
    if (lost.signal.aborted || over.signal.aborted) {
      throw lostError();
    }
  };
  /** The heartbeat is for people to read; whether it could be written changes nothing. */
  const beat = async (): Promise<void> => {
    if (recordTag === undefined) return;
    const answer = await container.put(paths.lock, printLockRecord({ ...record, heartbeat: clock.now() }), { match: recordTag });
    recordTag = answer.ok ? answer.value : undefined;
  };
  let beating: Promise<void> = Promise.resolve();
  const keep = async (): Promise<void> => {
    for (let pause = renewMs; !over.signal.aborted && !lost.signal.aborted; ) {
      const slept = await clock.sleep(Math.max(0, Math.min(pause, until - clock.monotonicMs())), over.signal).then(() => true, () => false);
      if (!slept || over.signal.aborted) return;
      try {
        beating = renew().then(beat);
        await beating;
        pause = renewMs;
      } catch {
        pause = againMs;
        if (!lost.signal.aborted && clock.monotonicMs() >= until) {
          lose('it could not be renewed in time');
        }
      }
    }
  };
  void keep();

  return {
    record,
    lost: lost.signal,
    assertHeld: async () => {
      assertOpen();
      await renew();
      assertOpen();
    },
    refused: (refusal, path) =>
      refusal.reason === 'lease-lost' || refusal.reason === 'leased' ? lose(refusal.code) : new AtakoraError('ATK1706', `${nameOf(place, path)} was changed by somebody who does not hold its lock (${refusal.code})`),
    release: async () => {
      if (over.signal.aborted) return;
      over.abort();
      await beating.catch(() => undefined);
      try {
        // The record goes first: who finds the lease free and a record knows that its holder died.
        if (recordTag !== undefined) await container.remove(paths.lock, { match: recordTag });
        await container.release(paths.journal, record.id);
        await container.release(paths.state, record.id);
      } catch {
        // What the command did is done; the lease ends by itself within its minute.
      }
    },
  };
}
