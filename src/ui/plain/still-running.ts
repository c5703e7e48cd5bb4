import { countItems } from '../view-model-apply.ts';
import type { View } from '../view-model.ts';
import type { TextSurface } from './text-surface.ts';

/** Addresses that are named; the others are counted. */
const mostNamed = 3;

/** `12 of 38 done, 2 running: main/a, main/b`, for a view in which nothing turns while nothing happens; empty when nothing runs. */
export function stillRunning({ items }: View, { glyphs, style }: TextSurface): readonly string[] {
  const { running, succeeded, failed, skipped, total } = countItems(items);
  if (running === 0) return [];
  const names = items.filter(({ status }) => status === 'running').slice(0, mostNamed).map(({ address }) => address).join(', ');
  const more = running > mostNamed ? ` and ${running - mostNamed} more` : '';
  return [`${style('dim', glyphs.waiting)} ${succeeded + failed + skipped} of ${total} done, ${running} running: ${names}${more}`];
}

/** Calls back at calm intervals; returns how to stop. */
export type Beat = (tell: () => void) => () => void;

/** Reminds of what runs, at each beat since whose last nothing was heard. */
export interface Reminder {
  start(): void;
  stop(): void;
  heard(): void;
}

/** Without a beat it never reminds. */
export function createReminder(beat: Beat | undefined, remind: () => void): Reminder {
  let end: (() => void) | undefined;
  let isHeard = false;
  return {
    start: () => {
      end = beat?.(() => {
        if (!isHeard) remind();
        isHeard = false;
      });
    },
    stop: () => {
      end?.();
      end = undefined;
    },
    heard: () => {
      isHeard = true;
    },
  };
}
