import { AtakoraError } from '../../model/errors.ts';
import type { Clock } from '../ports.ts';
import type { PollInterval } from './apply-ports.ts';

/** How many looks in a row may fail before the end of something is called unknown: five to eight minutes in the public cloud. */
export const maximumFailedLooks = 30;

/** Waits between looks: longer and longer while nothing changes, short again after a change. */
export interface Pause {
  readonly changed: () => void;
  /** The next wait is the longest: Azure was busy. */
  readonly failed: () => void;
  /** `wake`: ends the wait early, once. */
  readonly wait: (wake?: AbortSignal) => Promise<void>;
}

/** Part of the time so far that a wait may take, so that nobody learns much later than it happened that something ended. */
const share = 0.05;

export function newPause(interval: PollInterval, clock: Clock, signal: AbortSignal): Pause {
  const since = clock.monotonicMs();
  let next = interval.min;
  let busy = false;
  return {
    changed: () => {
      next = interval.min;
    },
    failed: () => {
      busy = true;
    },
    wait: async (wake) => {
      const most = Math.max(interval.min, Math.min(interval.max, (clock.monotonicMs() - since) * share));
      const ms = busy ? interval.max : Math.min(next, most);
      next = Math.min(next * 2, interval.max);
      busy = false;
      if (wake === undefined || wake.aborted) return clock.sleep(ms, signal);
      await clock.sleep(ms, AbortSignal.any([signal, wake])).catch((error: unknown) => {
        if (signal.aborted || !wake.aborted) throw error;
      });
    },
  };
}

/** What a look at Azure gave; `failed` for calls that Azure refused or that did not reach it. */
export type Look<T> = { readonly kind: 'seen'; readonly value: T } | { readonly kind: 'failed'; readonly error: AtakoraError } | { readonly kind: 'stopped' };

/** Calls Azure. Errors of the port are a result; anything else is a bug and is thrown on. */
export async function look<T>(call: () => Promise<T>, signal: AbortSignal): Promise<Look<T>> {
  if (signal.aborted) return { kind: 'stopped' };
  try {
    return { kind: 'seen', value: await call() };
  } catch (error) {
    if (signal.aborted) return { kind: 'stopped' };
    if (error instanceof AtakoraError) return { kind: 'failed', error };
    throw error;
  }
}

/** Waits; false when the run was stopped meanwhile. */
export async function waited(pause: Pause, signal: AbortSignal, wake?: AbortSignal): Promise<boolean> {
  try {
    await pause.wait(wake);
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
