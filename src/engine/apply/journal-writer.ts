import type { JournalEntry } from '../../model/journal.ts';
import type { Clock, StateLock } from '../ports.ts';

type WithoutStamp<E> = E extends unknown ? Omit<E, 'at' | 'run'> : never;

/** A journal entry before its time and run are added. */
export type JournalFact = WithoutStamp<JournalEntry>;

/** The journal of one run. */
export interface JournalWriter {
  /** Durable when it resolves. Entries of parallel stacks are written one after the other, in the order of the calls. */
  append(fact: JournalFact): Promise<void>;
  /** Everything appended so far, after what was there before. */
  readonly entries: readonly JournalEntry[];
}

/** Opens a journal for the entries of `run`; `before` are those already stored. */
export function openJournal(lock: StateLock, clock: Clock, run: string, before: readonly JournalEntry[] = []): JournalWriter {
  const entries = [...before];
  let last: Promise<void> = Promise.resolve();
  return {
    entries,
    append: (fact) => {
      const write = last.then(async () => {
        const entry = { ...fact, at: clock.now(), run } as JournalEntry;
        await lock.append(entry);
        entries.push(entry);
      });
      // An append that failed must not stop the order of the next ones: each reports its own failure.
      last = write.catch(() => undefined);
      return write;
    },
  };
}
