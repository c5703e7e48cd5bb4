import { describe, expect, test } from 'vitest';
import { AtakoraError } from '../../model/errors.ts';
import type { Azure, DeploymentOperation } from '../ports.ts';
import { account, all, addressOf, existing, group, newWorld, outputs, runCommand, subscriptionId, testSynthesis } from './apply-world.fake.ts';
import type { TestResource } from './apply-world.fake.ts';

const unreachable = () => new AtakoraError('ATK1804', 'connection reset', { source: 'azure' });
const synthesis = testSynthesis(all, outputs);

describe('applyPlan while Azure makes trouble', () => {
  test('looks that fail do not fail the deployment', async () => {
    const world = newWorld({ polls: 3 });
    let looks = 0;
    const flaky = <A extends unknown[], R>(call: (...args: A) => Promise<R>) => async (...args: A): Promise<R> => {
      looks += 1;
      if (looks % 3 !== 0) throw unreachable();
      return call(...args);
    };
    const azure: Azure = { ...world.azure, getDeployment: flaky(world.azure.getDeployment), listOperations: flaky(world.azure.listOperations) };
    const { result } = await runCommand('apply', synthesis, { ...world, azure });
    expect(result?.result).toBe('succeeded');
    expect(result?.counts.done).toBe(6);
  });

  test('a deployment that Azure no longer tells about is unknown; the journal stays for the next command', async () => {
    const world = newWorld();
    const azure: Azure = { ...world.azure, getDeployment: async (scope, name, signal) => (name.includes('-data-') ? Promise.reject(unreachable()) : world.azure.getDeployment(scope, name, signal)) };
    const { result } = await runCommand('apply', synthesis, { ...world, azure });
    expect(result).toMatchObject({ result: 'failed', written: false, counts: { done: 2, failed: 0, skipped: 0, unknown: 4 } });
    const again = await runCommand('apply', synthesis, world);
    expect(again.recovered.kind).toBe('recovered');
    expect(again.result?.result).toBe('succeeded');
    expect(world.azure.deployments).toHaveLength(3);
  });

  test('a start that timed out but was accepted is watched, not repeated', async () => {
    const world = newWorld();
    const azure: Azure = { ...world.azure, startDeployment: async (request) => {
      await world.azure.startDeployment(request);
      throw unreachable();
    } };
    const { result } = await runCommand('apply', synthesis, { ...world, azure });
    expect(result?.result).toBe('succeeded');
    expect(world.azure.deployments).toHaveLength(3);
  });

  test('a start that Azure refused fails the stack with the reason, and nothing of it is in the state', async () => {
    const world = newWorld();
    const cause = { code: 'InvalidTemplate', message: 'line 1' };
    const azure: Azure = { ...world.azure, startDeployment: async (request) => (request.name.includes('-data-') ? Promise.reject(new AtakoraError('ATK1803', 'refused', { cause })) : world.azure.startDeployment(request)) };
    const { result } = await runCommand('apply', synthesis, { ...world, azure });
    expect(result?.result).toBe('failed');
    expect(result?.error).toMatchObject({ code: 'ATK1601', message: 'stack data failed: InvalidTemplate: line 1' });
    expect(result?.stacks.find(({ stack }) => stack === 'data')).toMatchObject({ result: 'failed', failure: cause });
    expect(Object.keys((await world.store.read())?.resources ?? {})).toEqual(['main/group.main/group', 'main/identity.main/identity']);
  });

  test('a resource that cannot be read back is recorded without live values', async () => {
    const world = newWorld();
    const azure: Azure = { ...world.azure, read: async (id, version, signal) => (id.endsWith('/stdemo') ? Promise.reject(new AtakoraError('ATK1802', 'no reader')) : world.azure.read(id, version, signal)) };
    await runCommand('apply', synthesis, { ...world, azure });
    const state = await world.store.read();
    expect(state?.resources['main/storage.main/account']).toMatchObject({ status: 'applied' });
    expect(state?.resources['main/storage.main/account']).not.toHaveProperty('live');
    expect(state?.resources['main/identity.main/identity']).toHaveProperty('live');
  });

  test('a deployment canceled in Azure: what was done is recorded, the rest put back, ATK1602', async () => {
    const world = newWorld({ polls: 4 });
    const azure: Azure = { ...world.azure, listOperations: async (scope, name, signal) => {
      const operations = await world.azure.listOperations(scope, name, signal);
      if (name.includes('-data-') && operations.length > 0) await world.azure.cancelDeployment(scope, name);
      return operations;
    } };
    const { result } = await runCommand('apply', synthesis, { ...world, azure });
    expect(result).toMatchObject({ result: 'canceled', error: { code: 'ATK1602' }, written: true });
    const state = await world.store.read();
    expect(Object.keys(state?.resources ?? {})).toEqual(['main/group.main/group', 'main/identity.main/identity', 'main/storage.main/account']);
    expect((await runCommand('apply', synthesis, world)).result?.result).toBe('succeeded');
  });

  test('a deletion that fails is told, what waits for it is skipped, and the state keeps both', async () => {
    const world = newWorld();
    await runCommand('apply', synthesis, world);
    const azure: Azure = { ...world.azure, startDelete: async (id, version) => (id.includes('roleAssignments') ? Promise.reject(new AtakoraError('ATK1803', 'locked', { cause: { code: 'ScopeLocked', message: 'a lock' } })) : world.azure.startDelete(id, version)) };
    const { result } = await runCommand('destroy', undefined, { ...world, azure });
    expect(result).toMatchObject({ result: 'failed', error: { code: 'ATK1604', address: 'main/identity.main/role' }, counts: { failed: 1, skipped: 5 } });
    expect(Object.values((await world.store.read())?.resources ?? {}).map(({ status }) => status)).toEqual(all.map(() => 'applied'));
    expect((await runCommand('destroy', undefined, world)).result?.result).toBe('succeeded');
    expect(existing(world.azure)).toEqual([]);
  });

  test('a group whose deletion fails is looked into: what went is recorded', async () => {
    const world = newWorld();
    await runCommand('apply', synthesis, world);
    const azure: Azure = { ...world.azure, startDelete: async (id, version) => {
      if (!id.endsWith('/rg-demo')) return world.azure.startDelete(id, version);
      for (const known of world.azure.resources.keys()) if (known.includes('/stdemo')) world.azure.resources.delete(known);
      return { isDone: async () => Promise.reject(new AtakoraError('ATK1803', 'half way')) };
    } };
    const { result } = await runCommand('destroy', undefined, { ...world, azure });
    expect(result?.result).toBe('failed');
    expect(Object.keys((await world.store.read())?.resources ?? {})).toEqual(['main/group.main/group', 'main/identity.main/identity']);
  });

  test('a deletion does not start while what refers to it could not be changed', async () => {
    const user: TestResource = { at: 'api/site', type: 'Microsoft.Web/sites', name: 'func-demo', stack: 'compute', body: { properties: { a: 1 } }, needs: ['storage.main/account'] };
    const changed: TestResource = { ...user, body: { properties: { a: 2 } }, needs: [] };
    let broken = false;
    const world = newWorld({ fail: (id) => (broken && id.endsWith('func-demo') ? { code: 'X', message: 'x' } : undefined) });
    await runCommand('apply', testSynthesis([group, account, user]), world);
    broken = true;
    const { result } = await runCommand('apply', testSynthesis([group, changed]), world);
    expect(result?.items.find(({ address }) => address === addressOf('storage.main/account'))).toMatchObject({ action: 'delete', result: 'skipped', because: 'main/api/site failed' });
    expect(existing(world.azure).some((id) => id.endsWith('/stdemo'))).toBe(true);
  });

  test('resources of nested deployments are followed', async () => {
    const world = newWorld();
    const nested: DeploymentOperation = { operationId: 'n', targetId: `/subscriptions/${subscriptionId}/resourceGroups/rg-demo/providers/Microsoft.Resources/deployments/inner`, targetType: 'Microsoft.Resources/deployments', state: 'succeeded' };
    const lists: string[] = [];
    const azure: Azure = { ...world.azure, listOperations: async (scope, name, signal) => {
      lists.push(name.replace(/-\d{8}.*/, ''));
      if (name === 'inner') return world.azure.listOperations(scope, world.azure.deployments.at(-1)?.name ?? '', signal);
      return name.includes('-data-') ? [nested] : world.azure.listOperations(scope, name, signal);
    } };
    const { result } = await runCommand('apply', synthesis, { ...world, azure });
    expect(lists).toContain('inner');
    expect(result?.items.find(({ address }) => address === addressOf('storage.main/account'))).toMatchObject({ result: 'done', elapsedMs: 10 });
  });

  test('Azure is asked often while things change and rarely while they do not', async () => {
    const world = newWorld();
    const at: number[] = [];
    let looks = 0;
    const azure: Azure = { ...world.azure, getDeployment: async (scope, name, signal) => {
      at.push(world.clock.monotonicMs());
      looks += 1;
      return looks < 150 ? { name, state: 'running', outputs: {} } : world.azure.getDeployment(scope, name, signal);
    } };
    await runCommand('apply', testSynthesis([group]), { ...world, azure });
    const since = at.map((time) => time - (at[0] ?? 0));
    const waits = since.slice(1).map((time, index) => time - (since[index] ?? 0));
    expect(waits.slice(0, 4)).toEqual([500, 500, 500, 500]);
    // Never later than a twentieth of the time so far, so that the end is not missed for long; never rarer than every ten seconds.
    for (const [index, wait] of waits.entries()) expect(wait).toBeLessThanOrEqual(Math.max(500, (since[index] ?? 0) / 20) + 0.001);
    expect(Math.max(...waits)).toBe(10_000);
  });
});
