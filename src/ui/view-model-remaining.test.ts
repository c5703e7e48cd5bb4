import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Address } from '../model/address.ts';
import type { EngineEvent } from '../model/event.ts';
import { sampleChange, samplePlan } from './gallery/sample-plan.ts';
import { sampleTime, stamp } from './gallery/sample-run.ts';
import type { View } from './view-model.ts';
import { emptyView, reduce } from './view-model.ts';
import { remaining } from './view-model-remaining.ts';

interface Task {
  readonly name: string;
  readonly usualMs?: number;
  readonly after?: readonly string[];
}

const addressOf = (name: string): Address => `main/owner/${name}` as Address;

/** A run in which the tasks named are done, those of `running` started at 0, and the others wait. */
function run(tasks: readonly Task[], done: readonly string[] = [], running: readonly string[] = []): View {
  const change = ({ name, after = [] }: Task) => sampleChange({ type: 'T/t', owner: 'owner', name, stack: 'data', azure: name }, { kind: 'create' }, { waitsFor: after.map(addressOf) });
  const about = (name: string) => ({ type: 'resource', address: addressOf(name), resourceType: 'T/t', azureName: name, stack: 'data', action: 'create' }) as const;
  const events: readonly EngineEvent[] = [
    { type: 'plan', plan: samplePlan(tasks.map(change)) },
    { type: 'apply', status: 'started', kind: 'apply', resources: tasks.map(({ name, usualMs }) => ({ address: addressOf(name), resourceType: 'T/t', azureName: name, stack: 'data', action: 'create' as const, ...(usualMs === undefined ? {} : { usualMs }) })) },
    ...running.map((name) => ({ ...about(name), status: 'started' as const })),
    ...done.map((name) => ({ ...about(name), status: 'succeeded' as const })),
  ];
  return stamp(events.map((event) => [0, event] as const)).reduce(reduce, emptyView);
}

describe('what an apply still has before it', () => {
  const chain: readonly Task[] = [{ name: 'a', usualMs: 10_000 }, { name: 'b', usualMs: 60_000, after: ['a'] }, { name: 'c', usualMs: 30_000, after: ['a'] }];

  test('is its longest chain, less what has passed, headed by what runs', () => {
    expect(remaining(run(chain, [], ['a']), sampleTime(4_000))).toEqual({ ms: 66_000, complete: true, path: ['a', 'b'].map(addressOf) });
    expect(remaining(run(chain, ['a'], ['b', 'c']), sampleTime(50_000))).toEqual({ ms: 10_000, complete: true, path: [addressOf('b')] });
    expect(remaining(run(chain, ['a', 'b', 'c']), sampleTime(0))).toBeUndefined();
  });

  test('is at least that where something was never timed, and nothing where all was', () => {
    expect(remaining(run([...chain, { name: 'd', after: ['b'] }], [], ['a']), sampleTime(0))).toMatchObject({ ms: 70_000, complete: false });
    expect(remaining(run([{ name: 'a' }, { name: 'b', after: ['a'] }]), sampleTime(0))).toBeUndefined();
  });

  test('is found in a chain of ten thousand, and in a circle that no plan should have', () => {
    const deep = Array.from({ length: 10_000 }, (_, index): Task => ({ name: `t${index}`, usualMs: 1, after: index === 9_999 ? [] : [`t${index + 1}`] }));
    expect(remaining(run(deep), sampleTime(0))).toEqual({ ms: 10_000, complete: true, path: Array.from({ length: 10_000 }, (_, index) => addressOf(`t${9_999 - index}`)) });
    expect(remaining(run([{ name: 'a', usualMs: 5, after: ['b'] }, { name: 'b', usualMs: 5, after: ['a'] }]), sampleTime(0))?.ms).toBeGreaterThan(0);
  });

  test('never is less than the longest single change, nor more than all together', () => {
    const tasks = fc.array(fc.record({ usualMs: fc.integer({ min: 1, max: 1000 }), after: fc.array(fc.nat(20), { maxLength: 3 }) }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(tasks, (made) => {
        const named = made.map(({ usualMs, after }, index): Task => ({ name: `t${index}`, usualMs, after: [...new Set(after.filter((at) => at < index))].map((at) => `t${at}`) }));
        const { ms } = remaining(run(named), sampleTime(0)) ?? { ms: -1 };
        expect(ms).toBeGreaterThanOrEqual(Math.max(...made.map(({ usualMs }) => usualMs)));
        expect(ms).toBeLessThanOrEqual(made.reduce((sum, { usualMs }) => sum + usualMs, 0));
      }),
    );
  });
});
