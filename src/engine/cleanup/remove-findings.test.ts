import { describe, expect, it } from 'vitest';
import type { CleanupReport } from '../../model/cleanup.ts';
import type { EngineEvent } from '../../model/event.ts';
import type { JsonObject } from '../../model/json.ts';
import { parseRunId } from '../../model/run-id.ts';
import type { StateLock } from '../ports.ts';
import { createFakeClock, createFakeIds, createFakeRunArchive } from '../ports.fake.ts';
import { createFakeStateStore, createStateMemory } from '../state-store.fake.ts';
import type { FakeCleanupAzure } from './cleanup-azure.fake.ts';
import { createFakeCleanupAzure } from './cleanup-azure.fake.ts';
import { findLeftovers } from './find-leftovers.ts';
import { strays } from './find-resources.ts';
import { heldThings } from './held-things.ts';
import { documentOf, tagsIn, testOwner } from './random-history.fake.ts';
import { removeFindings } from './remove-findings.ts';
import { removalWork } from './removal-work.ts';
import { surveyAzure } from './survey-azure.ts';
import { surveyRuns, surveyVersions } from './survey-records.ts';

const group = '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-dev';
const oldRun = 'synth-20250101-100000-0123abcd';
const tags = { ...tagsIn('dev'), 'atakora:run': oldRun };
const thing = (type: string, name: string, properties: JsonObject = {}): JsonObject => ({ id: `${group}/providers/${type}/${name}`, type, name, location: 'westeurope', tags, createdTime: '2025-01-01T10:00:00Z', properties });
const vnet = thing('Microsoft.Network/virtualNetworks', 'vnet');
const account = thing('Microsoft.Storage/storageAccounts', 'stold', { privateEndpointConnections: [{ id: `${group}/providers/Microsoft.Storage/storageAccounts/stold/privateEndpointConnections/c`, properties: { note: 'the endpoint is left out: this Azure refuses what others name' } }] });
const endpoint = thing('Microsoft.Network/privateEndpoints', 'pe', { subnet: { id: String(vnet['id']) }, service: { id: String(account['id']) } });
const site = thing('Microsoft.Web/sites', 'app', { store: String(account['id']) });
const deployment: JsonObject = { id: `${group}/providers/Microsoft.Resources/deployments/atakora-data-20250101-100000-0123abcd-1`, name: 'atakora-data-20250101-100000-0123abcd-1', type: 'Microsoft.Resources/deployments', tags: { 'atakora:run': oldRun, 'atakora:project': 'demo', 'atakora:project-id': 'project-1', 'atakora:environment': 'dev' }, properties: { provisioningState: 'Succeeded', timestamp: '2025-01-01T10:05:00Z' } };
const groupBody: JsonObject = { id: group, name: 'rg-dev', type: 'Microsoft.Resources/resourceGroups', location: 'westeurope', tags };
const vault: JsonObject = { id: '/subscriptions/22222222-2222-4222-8222-222222222222/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kv', name: 'kv', type: 'Microsoft.KeyVault/deletedVaults', tags, properties: { vaultId: `${group}/providers/Microsoft.KeyVault/vaults/kv`, deletionDate: '2025-01-02T10:00:00Z', tags } };
const role: JsonObject = { id: `${String(account['id'])}/providers/Microsoft.Authorization/roleAssignments/r1`, name: 'r1', type: 'Microsoft.Authorization/roleAssignments', properties: { principalId: 'p1' } };

/** One world in which everything there is can be found. */
function newWorld() {
  const clock = createFakeClock();
  const azure = createFakeCleanupAzure([groupBody, vnet, account, endpoint, site, deployment, vault, role]);
  const memory = createStateMemory({ ...documentOf('dev', {}), serial: 3, run: 'synth-20260101-100000-0123abcd' });
  memory.versions = [2, 1].map((serial) => ({ ...documentOf('dev', {}), serial, run: oldRun, updatedAt: '2025-01-01T10:00:00.000Z' }));
  const archive = createFakeRunArchive();
  const events: EngineEvent[] = [];
  return { clock, azure, memory, archive, events };
}

type World = ReturnType<typeof newWorld>;

async function withRun(world: World): Promise<World> {
  const run = parseRunId(oldRun);
  await world.archive.write(run, 'result.json', JSON.stringify({ environment: 'dev', kind: 'apply', result: 'failed', packages: { a: 'ab' } }));
  await world.archive.write(run, 'plan.json', '{}');
  await world.archive.write(run, 'packages/ab.zip.base64', 'x');
  return world;
}

async function findIn({ azure, memory, archive, clock }: World): Promise<CleanupReport> {
  const store = createFakeStateStore({ project: 'project-1', environment: 'dev', clock, ids: createFakeIds(), memory });
  const question = { owner: testOwner, held: heldThings([{ environment: 'dev', state: memory.state, entries: [] }]), before: '2025-12-01T00:00:00.000Z', keep: 0, kinds: ['resources', 'groups', 'vaults', 'deployments', 'packages', 'runs', 'state-versions'] as const, formers: new Map(), stateAccounts: new Set<string>() };
  const seen = await surveyAzure(azure, { kinds: new Set(question.kinds), strays: (resources) => strays(resources, question), groupsOf: (groups) => groups.map(({ name }) => name), versionOf: () => '2024-01-01', signal: new AbortController().signal });
  return findLeftovers(question, { azure: seen, runs: await surveyRuns(archive), versions: await surveyVersions(store) }, { at: clock.now(), olderThanMs: 0, notSearched: [] });
}

/** One clean-up of everything, as a process of its own; `beforeLine` is called before each line of the journal. */
async function cleanUp(world: World, beforeLine: (line: number) => void = () => undefined, signal = new AbortController().signal) {
  const store = createFakeStateStore({ project: 'project-1', environment: 'dev', clock: world.clock, ids: createFakeIds(), memory: world.memory, beforeAppend: () => beforeLine((lines += 1)) });
  let lines = 0;
  const result = await store.lock({ command: 'cleanup', run: parseRunId('synth-20260115-100000-0123abcd'), timeoutMs: 0 });
  if (result.kind !== 'acquired') throw new Error('held');
  const lock: StateLock = result.lock;
  const report = await findIn(world);
  const ended = await removeFindings(
    removalWork(report.findings, report.findings),
    { azure: world.azure, archive: world.archive, lock, clock: world.clock, host: { emit: (event) => void world.events.push(event) }, pollMs: { min: 1, max: 2 }, versionOf: () => '2024-01-01' },
    { run: lock.record.run, owner: testOwner, neededPackages: new Set(), signal },
  );
  await lock.settleRemovals();
  await lock.release();
  return { ended, lines };
}

function nothingLeft({ azure, memory }: World): void {
  expect([...azure.bodies.keys()]).toEqual([]);
  expect(memory.versions).toEqual([]);
  expect(memory.journal).toEqual([]);
}

const order = ({ deleted }: FakeCleanupAzure, id: unknown): number => deleted.indexOf(String(id).toLowerCase());

describe('removing what was found', () => {
  it('takes everything, what refers to something before it, roles with their resource, the group last', async () => {
    const world = await withRun(newWorld());
    const { ended } = await cleanUp(world);
    expect(ended.filter(({ status }) => status !== 'removed' && status !== 'gone')).toEqual([]);
    nothingLeft(world);
    expect(await world.archive.list()).toEqual([]);
    const { azure } = world;
    expect(order(azure, endpoint['id'])).toBeLessThan(order(azure, vnet['id']));
    expect(order(azure, endpoint['id'])).toBeLessThan(order(azure, account['id']));
    expect(order(azure, site['id'])).toBeLessThan(order(azure, account['id']));
    expect(order(azure, role['id'])).toBeLessThan(order(azure, account['id']));
    expect(order(azure, group)).toBe(Math.max(...[vnet, account, endpoint, site, { id: group }].map(({ id }) => order(azure, id))));
  });

  it('goes on after a failure, and keeps what the failed one refers to; a second clean-up takes the rest', async () => {
    const world = await withRun(newWorld());
    world.azure.refuse = (id) => (id.endsWith('/app') ? { code: 'Conflict', message: 'not now' } : undefined);
    const { ended } = await cleanUp(world);
    const statusOf = (name: string): string | undefined => ended.find(({ finding }) => finding.name === name)?.status;
    expect([statusOf('app'), statusOf('stold'), statusOf('rg-dev'), statusOf('pe'), statusOf('vnet'), statusOf('kv')]).toEqual(['failed', 'skipped', 'skipped', 'removed', 'removed', 'removed']);
    expect(ended.find(({ finding }) => finding.name === 'app')?.failure).toMatchObject({ code: 'Conflict' });
    expect(world.memory.journal).toEqual([]);
    world.azure.refuse = () => undefined;
    await cleanUp(world);
    nothingLeft(world);
  });

  it('killed before any line of the journal, it finishes when it is run again', async () => {
    const { lines } = await cleanUp(await withRun(newWorld()));
    expect(lines).toBeGreaterThan(16);
    for (let killed = 1; killed <= lines; killed += 1) {
      const world = await withRun(newWorld());
      let dead = false;
      const before = world.azure.deleted.length;
      await expect(
        cleanUp(world, (line) => {
          dead ||= line >= killed;
          if (dead) throw new Error('killed');
        }),
      ).rejects.toThrow('killed');
      expect(world.azure.deleted.length).toBeGreaterThanOrEqual(before);
      // What is gone has a line that says so: nothing is removed without one.
      const started = new Set(world.memory.journal.flatMap((line) => (line.type === 'removal-start' ? [line.id.toLowerCase()] : [])));
      expect(world.azure.deleted.filter((id) => !started.has(id) && !id.includes('/roleassignments/'))).toEqual([]);
      world.memory.holder = undefined;
      await cleanUp(world);
      nothingLeft(world);
      expect(await world.archive.list()).toEqual([]);
    }
  });

  it('removes nothing that was written, untagged or moved in between', async () => {
    const world = newWorld();
    const report = await findIn(world);
    const key = String(site['id']).toLowerCase();
    for (const changed of [{ ...site, tags: { ...tags, 'atakora:run': 'synth-20260114-100000-0123abcd' } }, { ...site, tags: {} }]) {
      world.azure.bodies.set(key, changed);
      const [removal] = removalWork(report.findings.filter(({ name }) => name === 'app'), report.findings).removals;
      const store = createFakeStateStore({ project: 'project-1', environment: 'dev', clock: world.clock, ids: createFakeIds(), memory: world.memory });
      const result = await store.lock({ command: 'cleanup', run: parseRunId('synth-20260115-100000-0123abcd'), timeoutMs: 0 });
      if (result.kind !== 'acquired' || removal === undefined) throw new Error('held');
      const [ended] = await removeFindings({ removals: [removal], dropped: [] }, { azure: world.azure, archive: world.archive, lock: result.lock, clock: world.clock, host: { emit: () => undefined }, pollMs: { min: 1, max: 2 }, versionOf: () => '2024-01-01' }, { run: 'r', owner: testOwner, neededPackages: new Set(), signal: new AbortController().signal });
      expect(ended?.status).toBe('skipped');
      expect(world.azure.bodies.has(key)).toBe(true);
      await result.lock.release();
    }
  });

  it('drops what a second look does not find, and what something needs that was not chosen', async () => {
    const { findings } = await findIn(newWorld());
    const named = (...names: readonly string[]) => findings.filter(({ name }) => names.includes(name));
    const work = removalWork(named('stold', 'vnet', 'pe', 'rg-dev'), findings.filter(({ name }) => name !== 'vnet'));
    expect(work.removals.map(({ finding }) => finding.name)).toEqual(['pe']);
    expect(work.dropped.map(({ finding, because }) => [finding.name, because])).toEqual([['vnet', 'a second look does not find it any more'], ['stold', 'app stays, and needs it'], ['rg-dev', expect.stringContaining('stays, and needs it')]]);
  });

  it('keeps the packages that others need when their run goes', async () => {
    const world = await withRun(newWorld());
    const finding = (await findIn(world)).findings.find(({ kind }) => kind === 'runs')!;
    const { removeRecord } = await import('./remove-record.ts');
    const outcome = await removeRecord(finding, { archive: world.archive, lock: {} as StateLock }, new Set(['ab']));
    expect(outcome).toMatchObject({ status: 'removed', because: expect.stringContaining('needed') });
    expect(await world.archive.names(parseRunId(oldRun))).toEqual(['packages/ab.zip.base64', 'plan.json', 'result.json']);
  });

  it('starts nothing more once it is stopped', async () => {
    const stop = new AbortController();
    stop.abort();
    const world = newWorld();
    const { ended } = await cleanUp(world, undefined, stop.signal).catch((error: unknown) => ({ ended: [], error }));
    expect(world.azure.deleted).toEqual([]);
    expect(ended.every(({ status }) => status === 'skipped')).toBe(true);
  });
});
