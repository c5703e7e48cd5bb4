import { describe, expect, test } from 'vitest';
import type { Plan } from '../../model/plan.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import { account, addressOf, all, existing, group, identity, newWorld, outputs, planNow, runCommand, testSynthesis } from './apply-world.fake.ts';
import { nothingToDo, planWork } from './run-work.ts';

const synthesis = testSynthesis(all, outputs);

async function planAfter(next: Synthesis): Promise<{ readonly plan: Plan; readonly state: StateDocument | undefined; readonly world: ReturnType<typeof newWorld> }> {
  const world = newWorld();
  await runCommand('apply', synthesis, world);
  const state = await world.store.read();
  return { plan: await planNow('apply', next, state, world.azure), state, world };
}

describe('planWork', () => {
  test('an unchanged backend is nothing to do', async () => {
    const { plan, state } = await planAfter(synthesis);
    expect(nothingToDo(planWork({ plan, synthesis, state }))).toBe(true);
  });

  test('another place in the code changes the state alone', async () => {
    const next = { ...synthesis, resources: synthesis.resources.map((resource) => ({ ...resource, origin: { file: 'atakora/backend.ts', line: 7 } })) };
    const { plan, state, world } = await planAfter(next);
    const work = planWork({ plan, synthesis: next, state });
    expect(nothingToDo(work)).toBe(false);
    expect([work.items, work.stacks]).toEqual([[], []]);
    const { result } = await runCommand('apply', next, world);
    expect(result?.result).toBe('succeeded');
    expect(world.azure.deployments).toHaveLength(3);
    expect((await world.store.read())?.resources['main/storage.main/account']?.origin).toBe('atakora/backend.ts:7');
  });

  test('a resource under another address moves in the state and stays in Azure', async () => {
    const renamed = testSynthesis([group, { ...identity, at: 'identity.main/user' }]);
    const world = newWorld();
    await runCommand('apply', testSynthesis([group, identity]), world);
    const { plan, result } = await runCommand('apply', renamed, world);
    expect(plan?.changes.map(({ action }) => action.kind)).toContain('move');
    expect(result?.result).toBe('succeeded');
    expect(existing(world.azure)).toHaveLength(2);
    expect(world.azure.deployments).toHaveLength(2);
    expect(Object.keys((await world.store.read())?.resources ?? {})).toEqual(['main/group.main/group', 'main/identity.main/user']);
  });

  test('a stack waits for what it needs through stacks that stay as they are', async () => {
    const needs = (id: string): readonly string[] => ({ foundation: [], security: ['foundation'], data: ['security'] })[id] ?? [];
    const changed = all.map((resource) => (resource === group || resource === account ? { ...resource, body: { ...resource.body, tags: { 'atakora:project': 'else' } } } : resource));
    const made = testSynthesis(changed, outputs);
    const next = { ...made, stacks: made.stacks.map((stack) => ({ ...stack, dependsOn: needs(stack.id) })) };
    const { plan, state } = await planAfter(next);
    const { stacks } = planWork({ plan, synthesis: next, state });
    expect(stacks.map(({ id, after }) => [id, [...after].sort()])).toEqual([['foundation', []], ['data', ['foundation', 'security']]]);
  });

  test('items carry the usual duration of their type and action', async () => {
    const plan = await planNow('apply', synthesis, undefined, newWorld().azure);
    const { items } = planWork({ plan, synthesis, state: undefined, usualMs: (type, action) => (type === account.type && action === 'create' ? 42 : undefined) });
    expect(items.filter(({ usualMs }) => usualMs !== undefined)).toEqual([expect.objectContaining({ address: addressOf(account.at), usualMs: 42 })]);
  });

  test('a plan that is not of this definition is refused', async () => {
    const { plan, state } = await planAfter(testSynthesis([...all, { ...identity, at: 'identity.other/identity', name: 'id-other' }], outputs));
    expect(() => planWork({ plan, synthesis, state })).toThrow(expect.objectContaining({ code: 'ATK1503' }));
  });
});
