import { AtakoraError } from '../../model/errors.ts';
import type { Clock } from '../ports.ts';
import type { PollInterval } from './apply-ports.ts';

/** How many looks in a row may fail before the end of something is called unknown: about five minutes in the public cloud. */
export const maximumFailedLooks = 30;

/** Waits between looks: longer and longer while nothing changes, short again after a change. */
export interface Pause {
  readonly changed: () => void;
  readonly wait: () => Promise<void>;
}

export function newPause(interval: PollInterval, clock: Clock, signal: AbortSignal): Pause {
  let next = interval.min;
  return {
    changed: () => {
      next = interval.min;
    },
    wait: async () => {
      const ms = next;
      next = Math.min(next * 2, interval.max);
      await clock.sleep(ms, signal);
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
export async function waited(pause: Pause, signal: AbortSignal): Promise<boolean> {
  try {
    await pause.wait();
    return true;
  } catch (error) {
    if (signal.aborted) return false;
    throw error;
  }
}
