import type { Clock } from '../../src/engine/ports.ts';

/** A clock in virtual time that moves only while no call is under way: what a call costs in real time is not counted. */
export interface IdleClock extends Clock {
  /** Keeps the time where it is until the call has ended. */
  during<T>(call: () => Promise<T>): Promise<T>;
}

interface Sleeper {
  readonly due: number;
  readonly wake: () => void;
}

/** Turns of the event loop without a call after which everybody is asleep. */
const quietTurns = 3;

export function createIdleClock(start = '2026-01-15T10:00:00.000Z'): IdleClock {
  const sleepers = new Set<Sleeper>();
  let elapsed = 0;
  let calls = 0;
  let quiet = 0;
  let watching = false;
  const turn = (): void => {
    quiet = calls === 0 ? quiet + 1 : 0;
    if (quiet >= quietTurns) {
      quiet = 0;
      const first = [...sleepers].reduce<Sleeper | undefined>((best, one) => (best === undefined || one.due < best.due ? one : best), undefined);
      if (first !== undefined) {
        sleepers.delete(first);
        elapsed = Math.max(elapsed, first.due);
        first.wake();
      }
    }
    watching = sleepers.size > 0;
    if (watching) setImmediate(turn);
  };
  return {
    now: () => new Date(Date.parse(start) + elapsed).toISOString(),
    monotonicMs: () => elapsed,
    sleep: (ms, signal) =>
      new Promise<void>((resolve, reject) => {
        const abort = (): void => {
          sleepers.delete(sleeper);
          reject(signal?.reason);
        };
        const sleeper: Sleeper = {
          due: elapsed + ms,
          wake: () => {
            signal?.removeEventListener('abort', abort);
            resolve();
          },
        };
        if (signal?.aborted === true) return abort();
        signal?.addEventListener('abort', abort, { once: true });
        sleepers.add(sleeper);
        if (!watching) setImmediate(turn);
        watching = true;
      }),
    async during(call) {
      calls += 1;
      try {
        return await call();
      } finally {
        calls -= 1;
      }
    },
  };
}
