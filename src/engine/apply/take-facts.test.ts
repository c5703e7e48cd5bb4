import { describe, expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { Refactoring } from '../../model/definition.ts';
import { formatRunId } from '../../model/run-id.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { buildPlan } from '../plan/build-plan.ts';
import type { PlanInput } from '../plan/plan-context.ts';
import { createFakeIds } from '../ports.fake.ts';
import { refresh } from '../refresh/refresh.ts';
import { applyPlan } from './apply-plan.ts';
import { account, addressOf, existing, group, identity, newWorld, planNow, runCommand, testSynthesis } from './apply-world.fake.ts';

type World = ReturnType<typeof newWorld>;

const origin = { file: 'atakora/backend.ts', line: 1 };
const moved = (from: string, to: string): Refactoring => ({ kind: 'moved', from: addressOf(from), to: addressOf(to), origin });

/** Plans with what the user says besides, and applies; answers with the plan. */
async function carryOut(world: World, synthesis: Synthesis, says: Partial<PlanInput>) {
  const { azure, clock, host, store } = world;
  const state = await store.read();
  const plan = buildPlan({ kind: 'apply', synthesis, state, live: state === undefined ? undefined : await refresh(state, kindOf, azure), pending: [], kinds: kindOf, ...says });
  const run = formatRunId(clock.now(), 'ffffffff');
  const held = await store.lock({ command: 'apply', run, timeoutMs: 0 });
  if (held.kind !== 'acquired') throw new Error('the lock is held');
  const result = await applyPlan({ plan, synthesis, state, lock: held.lock, run, by: 'tester', tool: 'atakora', project: 'project-1' }, { clock, ids: createFakeIds(9), host, azure, kindOf });
  await held.lock.release();
  expect(result.error?.message).toBeUndefined();
  return plan;
}

async function addresses(world: World): Promise<readonly string[]> {
  return Object.keys((await world.store.read())?.resources ?? {});
}

describe('what a plan changes in the state', () => {
  test('a resource that moves and is replaced is replaced under its new address, and the old one is gone', async () => {
    const world = newWorld();
    await runCommand('apply', testSynthesis([group, account]), world);
    const next = testSynthesis([group, { ...account, at: 'files.main/store', name: 'stother' }]);
    const plan = await carryOut(world, next, { refactorings: [moved('storage.main/account', 'files.main/store')] });
    expect(plan.changes.find(({ address }) => address === addressOf('files.main/store'))?.action).toEqual({ kind: 'replace', order: 'delete-first', from: addressOf('storage.main/account') });
    expect(existing(world.azure).map((id) => id.split('/').at(-1))).toEqual(['rg-demo', 'stother']);
    expect(await addresses(world)).toEqual(['main/files.main/store', 'main/group.main/group']);
    expect((await planNow('apply', next, await world.store.read(), world.azure)).counts).toMatchObject({ unchanged: 2, create: 0, delete: 0 });
  });

  test('another api version alone is taken into the state, with what it shows, and nothing is deployed', async () => {
    const world = newWorld();
    const before = testSynthesis([group, account]);
    await runCommand('apply', before, world);
    const next: Synthesis = { ...before, resources: before.resources.map((resource) => (resource.address === addressOf(account.at) ? { ...resource, apiVersion: '2026-12-31', desiredHash: 'another' } : resource)) };
    const calls = world.azure.calls.length;
    const plan = await carryOut(world, next, {});
    const change = plan.changes.find(({ address }) => address === addressOf(account.at));
    expect(change).toMatchObject({ action: { kind: 'no-op' }, properties: [], reasons: [{ kind: 'api-version-changed', text: expect.stringContaining('2026-12-31') as string }] });
    expect((await world.store.read())?.resources[addressOf(account.at)]).toMatchObject({ apiVersion: '2026-12-31', status: 'applied', live: expect.anything() as object });
    expect(world.azure.calls.slice(calls).filter((call) => !call.startsWith('read'))).toEqual([]);
    expect((await planNow('apply', next, await world.store.read(), world.azure)).changes.flatMap(({ reasons }) => reasons)).toEqual([]);
  });

  test('what is left to others leaves the state and stays in Azure', async () => {
    const world = newWorld();
    await runCommand('apply', testSynthesis([group, identity, account]), world);
    await carryOut(world, testSynthesis([group, account]), { refactorings: [{ kind: 'removed', from: addressOf('identity.main/identity'), origin }] });
    expect(await addresses(world)).toEqual(['main/group.main/group', 'main/storage.main/account']);
    expect(existing(world.azure)).toHaveLength(3);
    expect(world.azure.calls.filter((call) => call.startsWith('delete'))).toEqual([]);
  });

  describe('a resource that exists', () => {
    const whole = testSynthesis([group, account]);
    const id = whole.resources.find(({ address }) => address === addressOf(account.at))?.id ?? '';

    async function adopting(world: World, body: Readonly<Record<string, string>>) {
      await runCommand('apply', testSynthesis([group]), world);
      world.azure.resources.set(id.toLowerCase(), { id, ...account.body, ...body, properties: {} });
      const live = world.azure.resources.get(id.toLowerCase()) ?? {};
      return carryOut(world, whole, { adopt: new Map([[addressOf(account.at), live]]), scope: { only: addressOf(account.at) } });
    }

    test('as it should be gets a record, with what Azure says, and no deployment', async () => {
      const world = newWorld();
      const plan = await adopting(world, {});
      expect(plan.changes).toMatchObject([{ action: { kind: 'import' }, properties: [] }]);
      expect(world.azure.deployments).toHaveLength(1);
      expect((await world.store.read())?.resources[addressOf(account.at)]).toMatchObject({ id, status: 'applied', live: { kind: 'StorageV2' } });
      expect((await planNow('apply', whole, await world.store.read(), world.azure)).counts).toMatchObject({ unchanged: 2 });
    });

    test('that differs is changed to what it should be', async () => {
      const world = newWorld();
      const plan = await adopting(world, { kind: 'BlobStorage' });
      expect(plan.changes).toMatchObject([{ action: { kind: 'import' }, properties: [{ path: 'kind', before: 'BlobStorage', after: 'StorageV2' }] }]);
      expect(world.azure.deployments).toHaveLength(2);
      expect(world.azure.resources.get(id.toLowerCase())).toMatchObject({ kind: 'StorageV2' });
      expect(await addresses(world)).toEqual(['main/group.main/group', addressOf(account.at)]);
    });
  });

  test('a move is one line of the journal, so that no kill leaves a resource twice', async () => {
    const world = newWorld();
    await runCommand('apply', testSynthesis([group, identity]), world);
    const plan = await planNow('apply', testSynthesis([group, { ...identity, at: 'ids.main/who' }]), await world.store.read(), world.azure);
    expect(plan.changes.find(({ action }) => action.kind === 'move')?.address).toBe(addressOf('ids.main/who'));
    const appended: string[] = [];
    const { store } = world;
    const held = await store.lock({ command: 'apply', run: formatRunId(world.clock.now(), 'eeeeeeee'), timeoutMs: 0 });
    if (held.kind !== 'acquired') throw new Error('the lock is held');
    const lock = { ...held.lock, append: async (entry: Parameters<typeof held.lock.append>[0]) => { appended.push(entry.type === 'record' ? `record ${entry.address} from ${entry.from ?? ''}` : entry.type); await held.lock.append(entry); } };
    await applyPlan({ plan, synthesis: testSynthesis([group, { ...identity, at: 'ids.main/who' }]), state: await store.read(), lock, run: formatRunId(world.clock.now(), 'eeeeeeee'), by: 'tester', tool: 'atakora', project: 'project-1' }, { clock: world.clock, ids: createFakeIds(3), host: world.host, azure: world.azure, kindOf });
    expect(appended).toEqual(['intent', `record ${addressOf('ids.main/who')} from ${addressOf('identity.main/identity')}`, 'end']);
    expect(await addresses(world)).toEqual([addressOf('group.main/group'), addressOf('ids.main/who')] satisfies Address[]);
  });
});
