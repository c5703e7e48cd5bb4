import { describe, expect, test } from 'vitest';
import type { StampedEvent } from '../model/event.ts';
import { createRedactor } from './redactor.ts';
import { createStamper } from './stamper.ts';

function stamper() {
  const redactor = createRedactor();
  const times = ['2026-01-15T10:00:00.000Z', '2026-01-15T10:00:01.000Z'];
  let at = 0;
  const clock = { now: () => times[at++] ?? '', monotonicMs: () => 0, sleep: () => Promise.resolve() };
  return { redactor, made: createStamper({ clock, run: 'synth-20260115-100000-0123abcd', redactor }) };
}

describe('the stamper', () => {
  test('numbers from 1, times, names the run, and tells every sink and the record the same', () => {
    const { made } = stamper();
    const [first, second]: [StampedEvent[], StampedEvent[]] = [[], []];
    made.add((event) => first.push(event));
    made.emit({ type: 'log', level: 'info', text: 'one' });
    made.add((event) => second.push(event));
    made.emit({ type: 'log', level: 'info', text: 'two' });
    expect(first).toEqual([
      { type: 'log', level: 'info', text: 'one', schema: 1, seq: 1, at: '2026-01-15T10:00:00.000Z', run: 'synth-20260115-100000-0123abcd' },
      { type: 'log', level: 'info', text: 'two', schema: 1, seq: 2, at: '2026-01-15T10:00:01.000Z', run: 'synth-20260115-100000-0123abcd' },
    ]);
    expect(second).toEqual([first[1]]);
    expect(made.recorded()).toEqual(first);
  });

  test('redacts before anybody sees an event, and freezes it to its depth', () => {
    const { made, redactor } = stamper();
    redactor.register('hunter2');
    made.emit({ type: 'output', name: 'x', value: { deep: ['hunter2!'] } });
    const [event] = made.recorded();
    expect(JSON.stringify(event)).not.toContain('hunter2');
    expect(() => ((event as unknown as { value: { deep: string[] } }).value.deep[0] = 'y')).toThrow(TypeError);
  });
});
