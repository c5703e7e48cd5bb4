import { describe, expect, test } from 'vitest';
import { createInterruptSource } from './interrupt-source.ts';
import type { Platform } from './platform.ts';
import { fakePlatform } from './test-platform.fake.ts';

/** A process whose time the test moves, and what became of it. */
function process() {
  const happened: string[] = [];
  let now = 0;
  let listener: Parameters<Platform['onSignal']>[0] | undefined;
  const platform: Platform = {
    ...fakePlatform().platform,
    clock: { now: () => '', monotonicMs: () => now, sleep: () => Promise.resolve() },
    onSignal: (given) => {
      listener = given;
      return () => {
        listener = undefined;
      };
    },
    endAtOnce: (signal) => void happened.push(`ended by ${signal}`),
  };
  const source = createInterruptSource(platform);
  const press = (afterMs: number, signal: 'SIGINT' | 'SIGTERM' = 'SIGINT'): void => {
    now += afterMs;
    if (listener === undefined) happened.push('left to the system');
    else listener(signal);
  };
  return { source, press, happened };
}

describe('Ctrl-C', () => {
  test('aborts what nobody has taken over; the third is the system\'s', () => {
    const { source, press, happened } = process();
    press(0);
    expect(source.signal.aborted).toBe(true);
    press(5_000);
    expect(happened).toEqual([]);
    press(5_000);
    expect(happened).toEqual(['left to the system']);
  });

  test('goes to whoever took it over, until it is given back', () => {
    const { source, press } = process();
    const taken: string[] = [];
    const giveBack = source.take((signal) => taken.push(signal));
    press(0);
    press(3_000, 'SIGTERM');
    expect([taken, source.signal.aborted]).toEqual([['SIGINT', 'SIGTERM'], false]);
    giveBack();
    press(3_000);
    expect([taken.length, source.signal.aborted]).toEqual([2, true]);
  });

  test('three quick ones end the process, whoever took it over; slow ones do not', () => {
    const { source, press, happened } = process();
    source.take(() => undefined);
    for (const gap of [0, 1_500, 900, 1_500, 300]) press(gap);
    expect(happened).toEqual([]);
    press(300);
    expect(happened).toEqual(['ended by SIGINT']);
  });

  test('is the system\'s while the source is paused', () => {
    const { source, press, happened } = process();
    source.pause();
    press(0);
    source.resume();
    press(100);
    expect([happened, source.signal.aborted]).toEqual([['left to the system'], true]);
  });
});
