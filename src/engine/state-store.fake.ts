import { AtakoraError } from '../model/errors.ts';
import { isRemoval, type JournalEntry, type JournalLine } from '../model/journal.ts';
import type { LockBreak, LockRecord } from '../model/lock-record.ts';
import type { StateDocument } from '../model/state.ts';
import { assertAdoptable, assertFollows } from '../state/next-state.ts';
import type { Clock, Ids, LockRequest, StateLock, StateStore } from './ports.ts';

/** What lies in the place of the state; outlives a store as files outlive a process. */
export interface StateMemory {
  state: StateDocument | undefined;
  journal: JournalLine[];
  versions: StateDocument[];
  holder: LockRecord | undefined;
  breaks: LockBreak[];
}

/** An empty place. */
export function createStateMemory(state?: StateDocument): StateMemory {
  return { state, journal: [], versions: [], holder: undefined, breaks: [] };
}

/** A state store in memory with the tricks that tests need. */
export interface FakeStateStore extends StateStore {
  readonly memory: StateMemory;
  /** Takes the lock away from its holder, as an expired lease would. */
  loseLock(): void;
  /** Forgets the holder without telling it: what the next process finds after `kill -9`. */
  forgetLock(): void;
}

export interface FakeStateStoreOptions {
  readonly project: string;
  readonly environment: string;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly who?: string;
  /** Shared by the stores of several "processes". */
  readonly memory?: StateMemory;
  /** Called before each append; throw from it to fail or "kill" at that entry. */
  readonly beforeAppend?: (entry: JournalLine) => void;
}

/** A `StateStore` without files; runs the same conformance suite as the real ones. */
export function createFakeStateStore(options: FakeStateStoreOptions): FakeStateStore {
  const memory = options.memory ?? createStateMemory();
  let current: AbortController | undefined;

  const makeLock = (record: LockRecord): StateLock => {
    const lost = new AbortController();
    current = lost;
    let released = false;
    const assertHeld = (): void => {
      if (memory.holder?.id !== record.id) {
        lost.abort();
      }
      if (released || lost.signal.aborted) {
        throw new AtakoraError('ATK1705', `lock ${record.id} is no longer held`);
      }
    };
    return {
      record,
      lost: lost.signal,
      append: async (entry) => {
        assertHeld();
        options.beforeAppend?.(entry);
        memory.journal.push(structuredClone(entry));
      },
      write: async (next, how = 'follow') => {
        assertHeld();
        (how === 'adopt' ? assertAdoptable : assertFollows)({ project: options.project, environment: options.environment, current: memory.state }, next);
        if (memory.state !== undefined) {
          memory.versions.unshift(memory.state);
        }
        memory.state = structuredClone(next);
        memory.journal = [];
      },
      recode: async () => {
        assertHeld();
        if (!memory.journal.every(isRemoval)) {
          throw new AtakoraError('ATK1706', 'the journal has entries that the state does not hold yet');
        }
        return memory.versions.length + (memory.state === undefined ? 0 : 1);
      },
      removeVersion: async (serial) => {
        assertHeld();
        memory.versions = memory.versions.filter((version) => version.serial !== serial);
      },
      settleRemovals: async () => {
        assertHeld();
        if (memory.journal.every(isRemoval)) memory.journal = [];
      },
      setJournalAside: async () => {
        assertHeld();
        const kept = memory.journal.length === 0 ? undefined : 'a journal of the test';
        memory.journal = [];
        return kept;
      },
      release: async () => {
        if (!released && memory.holder?.id === record.id) {
          memory.holder = undefined;
        }
        released = true;
      },
    };
  };

  const attempt = (request: LockRequest): StateLock | undefined => {
    if (memory.holder !== undefined) {
      return undefined;
    }
    const at = options.clock.now();
    const who = options.who ?? 'tester';
    memory.holder = { id: options.ids.uuid(), who, host: 'fake', processId: 1, command: request.command, run: request.run, since: at, heartbeat: at };
    return makeLock(memory.holder);
  };

  return {
    memory,
    describe: () => 'memory',
    read: async () => structuredClone(memory.state),
    readJournal: async () => structuredClone(memory.journal.filter((line): line is JournalEntry => !isRemoval(line))),
    readRemovals: async () => structuredClone(memory.journal.filter(isRemoval)),
    lock: async (request, signal) => {
      const deadline = options.clock.monotonicMs() + request.timeoutMs;
      for (;;) {
        signal?.throwIfAborted();
        const lock = attempt(request);
        if (lock !== undefined) {
          return { kind: 'acquired', lock };
        }
        const left = deadline - options.clock.monotonicMs();
        if (left <= 0) {
          return { kind: 'held', by: memory.holder as LockRecord };
        }
        await options.clock.sleep(Math.min(left, 250), signal);
      }
    },
    history: async () => memory.versions.map(({ serial, run, updatedAt }) => ({ serial, run, updatedAt })),
    readVersion: async (serial) => structuredClone(memory.versions.find((version) => version.serial === serial)),
    lockInfo: async () => (memory.holder === undefined ? undefined : { ...memory.holder, held: true }),
    breakLock: async (id) => {
      const { holder } = memory;
      if (holder?.id !== id) {
        throw new AtakoraError('ATK1712', holder === undefined ? 'nobody holds the lock' : `the lock is ${holder.id}, not ${id}`);
      }
      const broken: LockBreak = { at: options.clock.now(), by: options.who ?? 'tester', host: 'fake', record: holder };
      memory.holder = undefined;
      memory.breaks.unshift(broken);
      return broken;
    },
    breaks: async () => structuredClone(memory.breaks),
    loseLock() {
      memory.holder = undefined;
      current?.abort();
    },
    forgetLock() {
      memory.holder = undefined;
    },
  };
}
