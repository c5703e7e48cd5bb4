import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../src/engine/ports.ts';

/** Polling sleeps less, renewing a lock sleeps longer. */
const longestPollMs = 1_000;

/**
 * A clock that only polling moves: a short sleep passes at once and takes its time, a long one lasts until it is aborted. Unlike a
 * clock that moves whenever nothing is due, it does not depend on how long the disk takes, so that durations are the same in every run.
 */
export function createShortSleepClock(start = '2026-01-15T10:00:00.000Z'): Clock {
  let elapsed = 0;
  return {
    now: () => new Date(Date.parse(start) + elapsed).toISOString(),
    monotonicMs: () => elapsed,
    async sleep(ms, signal) {
      signal?.throwIfAborted();
      if (ms > longestPollMs) {
        await new Promise((_resolve, reject) => signal?.addEventListener('abort', () => reject(signal.reason), { once: true }));
      }
      elapsed += ms;
      await setImmediate();
    },
  };
}
