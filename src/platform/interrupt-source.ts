import { AtakoraError } from '../model/errors.ts';
import type { Platform } from './platform.ts';

export type InterruptSignal = 'SIGINT' | 'SIGTERM';

/** Ctrl-C, as a signal or as a key of a screen that keeps the keys to itself, and requests to end. */
export interface InterruptSource {
  /** Aborted by the first request that nobody has taken over. */
  readonly signal: AbortSignal;
  press(signal: InterruptSignal): void;
  /** Hands requests to `listener` instead; returns how to give them back. */
  take(listener: (signal: InterruptSignal) => void): () => void;
  /** Stops listening, and starts again: code that is not ours runs with the system's own handling. */
  pause(): void;
  resume(): void;
}

/** Requests that follow each other within this time are one wish to be out. */
const quickMs = 1_000;

/**
 * Listens to the process. Three requests in quick succession end it at once, whoever has taken them over: the journal covers it. Without
 * a taker, the third is the system's in any case.
 */
export function createInterruptSource(platform: Platform): InterruptSource {
  const stop = new AbortController();
  let taker: ((signal: InterruptSignal) => void) | undefined;
  let forget: () => void = () => undefined;
  let quick = 0;
  let untaken = 0;
  let last = Number.NEGATIVE_INFINITY;
  const press = (signal: InterruptSignal): void => {
    const now = platform.clock.monotonicMs();
    quick = now - last <= quickMs ? quick + 1 : 1;
    last = now;
    if (quick >= 3) {
      forget();
      platform.endAtOnce(signal);
    } else if (taker !== undefined) {
      taker(signal);
    } else {
      untaken += 1;
      stop.abort(new AtakoraError('ATK1006', 'interrupted'));
      if (untaken === 2) {
        forget();
      }
    }
  };
  const resume = (): void => {
    forget = platform.onSignal(press);
  };
  resume();
  return {
    signal: stop.signal,
    press,
    take: (listener) => {
      taker = listener;
      return () => {
        taker = undefined;
      };
    },
    pause: () => forget(),
    resume,
  };
}
