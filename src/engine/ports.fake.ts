import type { EngineEvent } from '../model/event.ts';
import { parseRunId, type RunId } from '../model/run-id.ts';
import type { Clock, ConfirmQuestion, Host, Ids, RunArchive } from './ports.ts';

/** A clock that tests move. The other ports' fakes: `azure.fake.ts` and `state-store.fake.ts` beside this file. */
export interface FakeClock extends Clock {
  /** Moves the time on, wakes every sleeper that is due, in order, and lets what they started settle. */
  advance(ms: number): Promise<void>;
  /** Makes the wall clock jump without waking anybody; the monotonic time stays. */
  jump(ms: number): void;
  /** How many sleeps are waiting. */
  readonly sleeping: () => number;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

const settle = (): Promise<void> => new Promise((done) => setImmediate(done));

/**
 * A clock in virtual time. With `auto` (the default) the time moves on by itself to the earliest sleeper whenever the program has
 * nothing else to do, so that waiting costs no real time and concurrent sleepers wake in order; without it only `advance` moves it.
 */
export function createFakeClock(options: { readonly start?: string; readonly auto?: boolean } = {}): FakeClock {
  const epoch = Date.parse(options.start ?? '2026-01-15T10:00:00.000Z');
  const auto = options.auto ?? true;
  let elapsed = 0;
  let offset = 0;
  let scheduled = false;
  const sleepers = new Set<Sleeper>();

  const earliest = (): Sleeper | undefined => {
    let first: Sleeper | undefined;
    for (const sleeper of sleepers) {
      if (first === undefined || sleeper.due < first.due) {
        first = sleeper;
      }
    }
    return first;
  };
  const wake = (sleeper: Sleeper): void => {
    sleepers.delete(sleeper);
    elapsed = Math.max(elapsed, sleeper.due);
    sleeper.wake();
  };
  const schedule = (): void => {
    if (!auto || scheduled || sleepers.size === 0) {
      return;
    }
    scheduled = true;
    setImmediate(() => {
      scheduled = false;
      const first = earliest();
      if (first !== undefined) {
        wake(first);
      }
      schedule();
    });
  };

  return {
    now: () => new Date(epoch + elapsed + offset).toISOString(),
    monotonicMs: () => elapsed,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        if (signal?.aborted === true) {
          reject(signal.reason);
          return;
        }
        const abort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          due: elapsed + Math.max(0, ms),
          wake: () => {
            signal?.removeEventListener('abort', abort);
            resolve();
          },
        };
        signal?.addEventListener('abort', abort, { once: true });
        sleepers.add(sleeper);
        schedule();
      }),
    async advance(ms) {
      const until = elapsed + ms;
      for (let first = earliest(); first !== undefined && first.due <= until; first = earliest()) {
        wake(first);
        await settle();
      }
      elapsed = until;
      await settle();
    },
    jump(ms) {
      offset += ms;
    },
    sleeping: () => sleepers.size,
  };
}

/** Ids that are different on every call and the same in every run of a test. */
export function createFakeIds(seed = 1): Ids {
  let state = seed;
  const digit = (): string => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) & 0x7fff_ffff;
    return ((state >>> 16) & 0xf).toString(16);
  };
  const hex = (digits: number): string => Array.from({ length: digits }, digit).join('');
  return { hex, uuid: () => [8, 4, 4, 4, 12].map(hex).join('-') };
}

/** A host that keeps what it was told and answers as the test says. */
export interface FakeHost extends Host {
  readonly events: EngineEvent[];
  readonly questions: ConfirmQuestion[];
  /** Events of one type, in order. */
  eventsOf<T extends EngineEvent['type']>(type: T): Extract<EngineEvent, { readonly type: T }>[];
}

/** Answers with `answer`; without one, with each question's fallback. */
export function createFakeHost(answer?: boolean | ((question: ConfirmQuestion) => boolean)): FakeHost {
  const events: EngineEvent[] = [];
  const questions: ConfirmQuestion[] = [];
  return {
    events,
    questions,
    emit: (event) => void events.push(structuredClone(event)),
    confirm: async (question) => {
      questions.push(question);
      return typeof answer === 'function' ? answer(question) : (answer ?? question.fallback);
    },
    eventsOf: <T extends EngineEvent['type']>(type: T) =>
      events.filter((event): event is Extract<EngineEvent, { readonly type: T }> => event.type === type),
  };
}

/** A run archive in memory. `files` has the path `<run>/<name>` of each. */
export function createFakeRunArchive(): RunArchive & { readonly files: Map<string, string> } {
  const files = new Map<string, string>();
  return {
    files,
    write: async (run, name, text) => void files.set(`${run}/${name}`, text),
    read: async (run, name) => files.get(`${run}/${name}`),
    names: async (run) => [...files.keys()].filter((path) => path.startsWith(`${run}/`)).map((path) => path.slice(run.length + 1)).sort(),
    list: async (): Promise<readonly RunId[]> =>
      [...new Set([...files.keys()].map((path) => path.slice(0, path.indexOf('/'))))].sort().reverse().map(parseRunId),
    remove: async (run, name) => {
      for (const path of [...files.keys()].filter((known) => (name === undefined ? known.startsWith(`${run}/`) : known === `${run}/${name}`))) files.delete(path);
    },
  };
}
