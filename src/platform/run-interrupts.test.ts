import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../engine/ports.fake.ts';
import type { EngineEvent } from '../model/event.ts';
import type { CommandContext } from './command-context.ts';
import type { InterruptSignal } from './interrupt-source.ts';
import type { ControlledRun } from './run-interrupts.ts';
import { withRunControl } from './run-interrupts.ts';
import { fakePlatform } from './test-platform.fake.ts';

const started: EngineEvent = { type: 'stack', stack: 'data', status: 'started' };

/** A run that the test interrupts. `answer`: what the person chooses; absent: nobody has chosen yet. */
function interrupted(options: { readonly interactive?: boolean; readonly answer?: string } = {}) {
  const clock = createFakeClock({ auto: false });
  const happened: string[] = [];
  let press: (signal: InterruptSignal) => void = () => undefined;
  const emit = (event: EngineEvent): void => void (event.type === 'log' && happened.push(event.text));
  const context = {
    platform: { ...fakePlatform().platform, clock, endAtOnce: (signal: string) => happened.push(`ended by ${signal}`) },
    options: { interactive: options.interactive ?? true, local: true },
    output: {
      emit,
      host: { emit, confirm: () => Promise.resolve(false) },
      choose: (question: { readonly text: string }, signal: AbortSignal) => {
        happened.push(question.text);
        return options.answer === undefined ? new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined))) : Promise.resolve(options.answer);
      },
    },
    interrupts: {
      take: (listener: typeof press) => {
        press = listener;
        return () => void happened.push('given back');
      },
    },
  } as unknown as CommandContext;
  const during = (work: (run: ControlledRun, press: (signal: InterruptSignal) => Promise<void>) => Promise<void>): Promise<void> =>
    withRunControl(context, 'apply', (run) =>
      work(run, async (signal) => {
        press(signal);
        await new Promise(setImmediate);
      }),
    );
  return { during, happened, clock };
}

describe('an interrupt of a run', () => {
  test('before anything has started stops it without a question', async () => {
    const { during, happened } = interrupted();
    await during(async ({ control }, press) => {
      await press('SIGINT');
      expect([control.leave.aborted, control.cancel.aborted]).toEqual([true, false]);
    });
    expect(happened).toEqual(['given back']);
  });

  test.each([
    ['watch', [false, false, false]],
    ['leave', [true, false, false]],
    ['cancel', [false, true, false]],
  ] as const)('asks once something runs; %s', async (answer, wanted) => {
    const { during, happened } = interrupted({ answer });
    await during(async ({ control, host }, press) => {
      host.emit(started);
      await press('SIGINT');
      expect([control.leave.aborted, control.cancel.aborted, control.gate.held()]).toEqual(wanted);
    });
    expect(happened[0]).toBe('Nothing new is started. What now?');
  });

  test('holds while the question stands, asks once, and lets SIGTERM leave at once', async () => {
    const { during, happened } = interrupted();
    await during(async ({ control, host }, press) => {
      host.emit(started);
      await press('SIGINT');
      expect([control.gate.held(), control.leave.aborted]).toEqual([true, false]);
      await press('SIGTERM');
      expect([control.gate.held(), control.leave.aborted]).toEqual([false, true]);
    });
    expect(happened.filter((text) => text.startsWith('Nothing new'))).toHaveLength(1);
    expect(happened).toContain('leaving: what runs goes on in Azure; return to it with `atakora apply --attach --local`');
  });

  test('a second one answers the question by leaving', async () => {
    const { during, happened } = interrupted();
    await during(async ({ control, host }, press) => {
      host.emit({ type: 'resource', address: 'main/a/b' as never, resourceType: 'T/t', azureName: 'b', stack: 'data', action: 'create', status: 'started' });
      await press('SIGINT');
      await press('SIGINT');
      expect([control.gate.held(), control.leave.aborted, control.cancel.aborted]).toEqual([false, true, false]);
    });
    expect(happened[0]).toBe('Nothing new is started; 1 runs in Azure.');
  });

  test('after a cancellation leaves it', async () => {
    const { during } = interrupted({ answer: 'cancel' });
    await during(async ({ control, host }, press) => {
      host.emit(started);
      await press('SIGINT');
      await press('SIGINT');
      expect([control.cancel.aborted, control.leave.aborted]).toEqual([true, true]);
    });
  });

  test('without a terminal leaves it, and ends the process when that takes more than six seconds', async () => {
    const { during, happened, clock } = interrupted({ interactive: false });
    await during(async ({ control, host }, press) => {
      host.emit(started);
      await press('SIGINT');
      expect(control.leave.aborted).toBe(true);
      await clock.advance(5_900);
      expect(happened).not.toContain('ended by SIGINT');
      await clock.advance(200);
      expect(happened).toContain('ended by SIGINT');
    });
  });

  test('is over with the run: what was asked is taken back, and no process is ended', async () => {
    const { during, happened, clock } = interrupted({ interactive: false });
    await during(async ({ host }, press) => {
      host.emit(started);
      await press('SIGTERM');
    });
    await clock.advance(60_000);
    expect(happened.filter((text) => text.startsWith('ended'))).toEqual([]);
  });
});
