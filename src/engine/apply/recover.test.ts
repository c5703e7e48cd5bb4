import { describe, expect, test } from 'vitest';
import { AtakoraError } from '../../model/errors.ts';
import type { EngineEvent } from '../../model/event.ts';
import type { FakeAzureOptions } from '../azure.fake.ts';
import type { Azure } from '../ports.ts';
import { account, addressOf, all, existing, groupId, newWorld, outputs, runCommand, target, testSynthesis } from './apply-world.fake.ts';
import { previewRecovery } from './preview-recovery.ts';

const facts = { project: 'project-1', environment: target.key, updatedBy: 'tester' };
const synthesis = testSynthesis(all, outputs);

/** Stops the run (as Ctrl-C does) as soon as the event comes. */
function stopAt(world: ReturnType<typeof newWorld>, when: (event: EngineEvent) => boolean) {
  const stop = new AbortController();
  const { emit } = world.host;
  const host = { ...world.host, emit: (event: EngineEvent) => {
    emit(event);
    if (when(event)) stop.abort();
  } };
  return { ...world, host, signal: stop.signal };
}

const dataStarted = (event: EngineEvent): boolean => event.type === 'stack' && event.stack === 'data' && event.status === 'started';

/** A world in which the deployment of `data` was started and left. */
async function leftBehind(options: FakeAzureOptions = {}) {
  const world = newWorld({ polls: 4, ...options });
  const azure: Azure = { ...world.azure, startDeployment: async (request) => {
    await world.azure.startDeployment(request);
    if (request.name.includes('-data-')) stop.abort();
  } };
  const stop = new AbortController();
  const left = await runCommand('apply', synthesis, { ...world, azure, signal: stop.signal });
  return { world, left };
}

describe('recoverJournal', () => {
  test('a deployment that goes on is watched to its end, and nothing is started again', async () => {
    const { world, left } = await leftBehind();
    expect(left.result?.result).toBe('detached');
    const { recovered, plan } = await runCommand('apply', synthesis, world);
    expect(recovered).toMatchObject({ kind: 'recovered', openDeployments: [] });
    expect(recovered.items.map(({ address, action, result }) => [address, action, result]).sort()).toEqual([
      ['main/identity.main/role', 'create', 'done'],
      ['main/storage.main/account', 'create', 'done'],
      ['main/storage.main/account.blob', 'create', 'done'],
      ['main/storage.main/account.blob.uploads', 'create', 'done'],
    ]);
    expect(recovered.state).toMatchObject({ serial: 1, outputs: { endpoint: { value: 'https://stdemo', stack: 'data', expression: '"https://stdemo"' } } });
    expect(recovered.state?.resources['main/storage.main/account']?.live).toMatchObject({ kind: 'StorageV2' });
    expect(plan?.changes.filter(({ action }) => action.kind !== 'no-op')).toEqual([]);
    expect(world.azure.deployments).toHaveLength(3);
    expect(world.host.eventsOf('stack').filter(({ status }) => status === 'resumed')).toEqual([expect.objectContaining({ stack: 'data' })]);
    expect(world.host.eventsOf('diagnostic').map(({ diagnostic }) => diagnostic.code)).toEqual(['ATK1603']);
  });

  test('one that failed meanwhile: what succeeded is recorded, the rest is planned', async () => {
    let broken = true;
    const { world } = await leftBehind({ fail: (id) => (broken && id.endsWith('/default') ? { code: 'Busy', message: 'busy' } : undefined) });
    const before = world.azure.deployments.length;
    const second = await runCommand('apply', synthesis, world);
    expect(second.recovered.state?.resources['main/storage.main/account']?.status).toBe('applied');
    expect(second.recovered.state?.resources['main/storage.main/account.blob']?.status).toBe('failed');
    expect(second.recovered.state?.resources).not.toHaveProperty(['main/storage.main/account.blob.uploads']);
    expect(second.plan?.changes.filter(({ action }) => action.kind !== 'no-op').map(({ address }) => address).sort()).toEqual(['main/identity.main/role', 'main/storage.main/account.blob', 'main/storage.main/account.blob.uploads']);
    broken = false;
    expect((await runCommand('apply', synthesis, world)).result?.result).toBe('succeeded');
    expect(world.azure.deployments.slice(before).flatMap(({ template }) => template['resources'] as readonly { name: string }[]).filter(({ name }) => name === 'stdemo')).toEqual([]);
  });

  test('the wait can be stopped: detached again, and the journal stays', async () => {
    const { world } = await leftBehind();
    const journal = await world.store.readJournal();
    const second = await runCommand('apply', synthesis, stopAt(world, (event) => event.type === 'stack' && event.status === 'resumed'));
    expect(second.recovered).toMatchObject({ kind: 'detached', openDeployments: [expect.stringContaining('atakora-data-')] });
    expect(second.result).toBeUndefined();
    expect((await world.store.readJournal()).slice(0, journal.length)).toEqual(journal);
    expect(await world.store.read()).toBeUndefined();
  });

  test('when Azure does not answer, the journal stays and the command fails', async () => {
    const { world } = await leftBehind();
    const azure: Azure = { ...world.azure, getDeployment: async () => Promise.reject(new AtakoraError('ATK1804', 'no network')) };
    const second = await runCommand('apply', synthesis, { ...world, azure });
    expect(second.recovered).toMatchObject({ kind: 'failed', error: { code: 'ATK1804' } });
    expect(await world.store.readJournal()).not.toEqual([]);
    expect((await runCommand('apply', synthesis, world)).result?.result).toBe('succeeded');
  });

  test('a deletion that Azure has under way is waited for', async () => {
    const world = newWorld();
    await runCommand('apply', synthesis, world);
    const stop = new AbortController();
    const azure: Azure = { ...world.azure, startDelete: async (id) => {
      world.azure.resources.set(id.toLowerCase(), { id, properties: { provisioningState: 'Deleting' } });
      stop.abort();
      return { isDone: async () => false };
    } };
    const left = await runCommand('destroy', undefined, { ...world, azure, signal: stop.signal });
    expect(left.result?.result).toBe('detached');
    const role = [...world.azure.resources.keys()].find((id) => id.includes('roleassignments')) ?? '';
    void world.clock.sleep(5_000).then(() => world.azure.resources.delete(role));
    const second = await runCommand('destroy', undefined, world);
    expect(second.recovered.items).toEqual([expect.objectContaining({ address: 'main/identity.main/role', action: 'delete', result: 'done' })]);
    expect(second.result?.result).toBe('succeeded');
    expect(existing(world.azure)).toEqual([]);
    expect(world.azure.calls.filter((call) => call.startsWith('delete'))).toEqual([`delete ${groupId}`]);
  });
});

describe('previewRecovery', () => {
  test('shows what a run left without writing or asking', async () => {
    const { world } = await leftBehind();
    const preview = previewRecovery(await world.store.read(), await world.store.readJournal(), facts);
    expect(preview.deployments).toEqual([expect.objectContaining({ stack: 'data', deployment: expect.stringContaining('atakora-data-') })]);
    expect(preview.pending).toEqual(['identity.main/role', 'storage.main/account', 'storage.main/account.blob', 'storage.main/account.blob.uploads'].map(addressOf));
    expect(preview.state?.resources['main/group.main/group']?.status).toBe('applied');
    expect(preview.state?.serial).toBe(0);
    expect(await world.store.read()).toBeUndefined();
  });

  test('without a journal it is the state itself', async () => {
    const world = newWorld();
    await runCommand('apply', testSynthesis([account]), world);
    const state = await world.store.read();
    expect(previewRecovery(state, [], facts)).toEqual({ state, deployments: [], pending: [] });
  });
});

test('a run that was stopped while it had nothing in Azure leaves nothing to recover', async () => {
  const world = newWorld();
  await runCommand('apply', synthesis, stopAt(world, (event) => event.type === 'stack' && event.stack === 'security' && event.status === 'succeeded'));
  expect(await world.store.readJournal()).toEqual([]);
  const second = await runCommand('apply', synthesis, world);
  expect(second.recovered.kind).toBe('nothing');
  expect(second.result?.counts.done).toBe(4);
  expect(world.host.events.some(dataStarted)).toBe(true);
});
