import { describe, expect, test } from 'vitest';
import { targetOf } from '../../define/providers/full-backend.fake.ts';
import type { ResourceGraph } from '../../model/graph.ts';
import type { Plan } from '../../model/plan.ts';
import { formatRunId } from '../../model/run-id.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { ValueObject } from '../../model/value.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { KindLookup } from '../plan/kind-lookup.ts';
import { nextGenerations } from '../plan/next-generations.ts';
import type { Pin } from '../ports.ts';
import { createFakeIds } from '../ports.fake.ts';
import { refresh } from '../refresh/refresh.ts';
import { component, composed, own } from '../synth/synth-case.fake.ts';
import { synthesize } from '../synth/synthesize.ts';
import { applyPlan } from './apply-plan.ts';
import { existing, newWorld } from './apply-world.fake.ts';

type World = ReturnType<typeof newWorld>;

const kinds: KindLookup = (type) => {
  const kind = kindOf(type);
  return kind?.type === 'Microsoft.Web/serverfarms' ? { ...kind, replaceOrder: 'create-first' } : kind;
};

/** A plan in a region; `name`: given by the definition, so that it has no generation in it. */
function graph(location: string, pins: ReadonlyMap<string, Pin>, name?: string): ResourceGraph {
  const body: ValueObject = { location, sku: { name: 'P1v3' }, properties: {} };
  return composed([component('web', { resources: [own('plan', 'Microsoft.Web/serverfarms', body, name === undefined ? {} : { azureName: name })] })], { pins, target: targetOf('dev', { twin: true, key: 'dev@local' }) });
}

function pinsOf(state: StateDocument | undefined): ReadonlyMap<string, Pin> {
  return new Map(Object.entries(state?.resources ?? {}).map(([address, { name, generation, apiVersion }]) => [address, { address, name, generation, apiVersion }]));
}

/** What `plan` does: once, and again with the names of next generations. */
async function planBoth(world: World, location: string, name?: string): Promise<{ readonly plan: Plan; readonly synthesis: Synthesis; readonly next: ReadonlyMap<string, unknown> }> {
  const state = await world.store.read();
  const live = state === undefined ? undefined : await refresh(state, kinds, world.azure);
  const make = (synthesis: Synthesis): Plan => buildPlan({ kind: 'apply', synthesis, state, live, pending: [], kinds });
  const synthesis = synthesize(graph(location, pinsOf(state), name));
  const next = nextGenerations(make(synthesis), state, kinds);
  const again = next.size === 0 ? synthesis : synthesize(graph(location, new Map([...pinsOf(state), ...next]), name));
  return { plan: make(again), synthesis: again, next };
}

async function apply(world: World, location: string, name?: string): Promise<Plan> {
  const { plan, synthesis } = await planBoth(world, location, name);
  const { azure, clock, host, store } = world;
  const run = formatRunId(clock.now(), 'abcdef01');
  const held = await store.lock({ command: 'apply', run, timeoutMs: 0 });
  if (held.kind !== 'acquired') throw new Error('the lock is held');
  const result = await applyPlan({ plan, synthesis, state: await store.read(), lock: held.lock, run, by: 'tester', tool: 'atakora', project: 'project-1' }, { clock, ids: createFakeIds(5), host, azure, kindOf: kinds });
  await held.lock.release();
  expect(result.error?.message).toBeUndefined();
  return plan;
}

const plansIn = (world: World): readonly string[] => existing(world.azure).filter((id) => id.includes('serverfarms')).map((id) => id.split('/').at(-1) ?? '');

describe('a replacement that makes the new one first', () => {
  test('gives it the name of the next generation, swaps, deletes the old one, and stays there', async () => {
    const world = newWorld();
    await apply(world, 'westeurope');
    const [first = ''] = plansIn(world);
    expect(first).toMatch(/-01$/);
    const plan = await apply(world, 'northeurope');
    expect(plan.changes.find(({ address }) => address === 'main/web/plan')).toMatchObject({ action: { kind: 'replace', order: 'create-first' }, azureName: first.replace(/-01$/, '-02') });
    expect(plansIn(world)).toEqual([first.replace(/-01$/, '-02')]);
    const calls = world.azure.calls.findLastIndex((call) => call.startsWith('startDeployment'));
    expect(world.azure.calls.findIndex((call) => call.startsWith('delete') && call.endsWith(first))).toBeGreaterThan(calls);
    expect((await world.store.read())?.resources['main/web/plan']).toMatchObject({ generation: 2 });
    expect((await planBoth(world, 'northeurope')).plan.counts).toMatchObject({ replace: 0, create: 0, delete: 0 });
    await apply(world, 'westeurope');
    expect(plansIn(world)).toEqual([first.replace(/-01$/, '-03')]);
  });

  test('deletes first where the definition gives the name', async () => {
    const world = newWorld();
    await apply(world, 'westeurope', 'asp-fixed');
    const { plan, next } = await planBoth(world, 'northeurope', 'asp-fixed');
    expect(next.size).toBe(1);
    expect(plan.changes.find(({ address }) => address === 'main/web/plan')?.action).toEqual({ kind: 'replace', order: 'delete-first' });
    await apply(world, 'northeurope', 'asp-fixed');
    expect(plansIn(world)).toEqual(['asp-fixed']);
  });
});
