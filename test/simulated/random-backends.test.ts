import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import * as fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { connectLocalAzure } from '../../src/azure/connect-local.ts';
import { request, targetOf } from '../../src/define/providers/full-backend.fake.ts';
import { applyPlan } from '../../src/engine/apply/apply-plan.ts';
import { subscriptionId, target } from '../../src/engine/apply/apply-world.fake.ts';
import { buildPlan } from '../../src/engine/plan/build-plan.ts';
import type { Azure, Clock, Pin, StateStore } from '../../src/engine/ports.ts';
import { createFakeHost, createFakeIds } from '../../src/engine/ports.fake.ts';
import { refresh } from '../../src/engine/refresh/refresh.ts';
import { createFakeStateStore } from '../../src/engine/state-store.fake.ts';
import { component, composed, errorsOf, identity, own } from '../../src/engine/synth/synth-case.fake.ts';
import { synthesize } from '../../src/engine/synth/synthesize.ts';
import type { ComponentDefinition } from '../../src/model/definition.ts';
import type { Plan } from '../../src/model/plan.ts';
import { formatRunId } from '../../src/model/run-id.ts';
import type { Synthesis } from '../../src/model/synthesis.ts';
import { refTo } from '../../src/model/value.ts';
import { kindOf } from '../../src/resources/catalogue.ts';

const folders: string[] = [];

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

const clock: Clock = { now: () => new Date().toISOString(), monotonicMs: () => performance.now(), sleep: async (ms, signal) => setTimeout(ms, undefined, signal === undefined ? {} : { signal }) };
const dev = targetOf('dev', { twin: true, key: target.key, cloud: 'local', tenantId: target.tenantId, subscriptionId });
const namespaces = ['Microsoft.DocumentDB', 'Microsoft.Insights', 'Microsoft.KeyVault', 'Microsoft.ManagedIdentity', 'Microsoft.OperationalInsights', 'Microsoft.Storage', 'Microsoft.Web', 'Microsoft.Authorization'];

/** What a random backend asks for. One function is always there: a vault that goes keeps its name for days. */
interface Wishes {
  readonly blobs: readonly string[];
  readonly queues: readonly string[];
  readonly tables: readonly string[];
  readonly cosmos: readonly string[];
  readonly pageSize: number;
  readonly timeout: number;
  readonly origins: readonly string[];
  readonly tier: 'Hot' | 'Cool' | 'none';
  readonly tags: Readonly<Record<string, string>>;
  readonly reader: boolean;
}

const names = (...all: readonly string[]): fc.Arbitrary<readonly string[]> => fc.subarray([...all]);
const wishes: fc.Arbitrary<Wishes> = fc.record({
  blobs: names('drafts', 'final', 'old'),
  queues: names('inbox', 'outbox'),
  tables: names('progress', 'people'),
  cosmos: names('notes', 'users', 'leases'),
  pageSize: fc.integer({ min: 1, max: 3 }),
  timeout: fc.constantFrom(60, 300),
  origins: names('https://www.example.com', 'https://app.example.com'),
  tier: fc.constantFrom('Hot' as const, 'Cool' as const, 'none' as const),
  tags: fc.dictionary(fc.constantFrom('team', 'cost'), fc.constantFrom('a', 'b')),
  reader: fc.boolean(),
});

function componentsOf(wished: Wishes): readonly ComponentDefinition[] {
  const named = (all: readonly string[]) => all.map((name) => ({ name }));
  const cosmos = wished.cosmos.length === 0 ? [] : [request('data', 'cosmos', { containers: wished.cosmos.map((name) => ({ name, partitionKey: '/id' })) })];
  const environment = { PAGE_SIZE: wished.pageSize, ...(cosmos.length === 0 ? {} : { COSMOS: refTo('cosmos', 'endpoint') }) };
  const files = wished.tier === 'none' ? [] : [own('files', 'Microsoft.Storage/storageAccounts', { kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { accessTier: wished.tier }, tags: wished.tags })];
  return [
    component('api', { requirements: [request('api', 'functions', { functions: [{ name: 'hello', trigger: 'http', routes: [], auth: 'function' }], environment, timeoutSeconds: wished.timeout, allowedOrigins: wished.origins })] }),
    component('store', { requirements: [request('store', 'storage', { containers: named(wished.blobs), queues: named(wished.queues), tables: named(wished.tables) })] }),
    component('data', { requirements: cosmos }),
    component('own', { resources: [...files, ...(wished.reader ? [identity('reader', wished.tags)] : [])] }),
  ];
}

interface World {
  readonly azure: Azure;
  readonly store: StateStore;
}

async function openWorld(): Promise<World> {
  const worldFolder = mkdtempSync(join(tmpdir(), 'atakora-random-'));
  folders.push(worldFolder);
  writeFileSync(join(worldFolder, 'settings.json'), JSON.stringify({ timeScale: 0 }));
  const azure = connectLocalAzure({ worldFolder, clock, ids: createFakeIds(3), tenantId: target.tenantId, subscriptionId });
  await azure.registerProviders(namespaces);
  return { azure, store: createFakeStateStore({ project: 'project-1', environment: target.key, clock, ids: createFakeIds(7) }) };
}

async function synthesizeFor({ store }: World, wished: Wishes): Promise<Synthesis> {
  const state = await store.read();
  const pins = new Map(Object.entries(state?.resources ?? {}).map(([address, { name, generation, apiVersion }]): [string, Pin] => [address, { address, name, generation, apiVersion }]));
  const synthesis = synthesize(composed(componentsOf(wished), { target: dev, pins }));
  expect(errorsOf(synthesis)).toEqual([]);
  return synthesis;
}

async function planFor({ azure, store }: World, synthesis: Synthesis): Promise<Plan> {
  const state = await store.read();
  return buildPlan({ kind: 'apply', synthesis, state, live: state === undefined ? undefined : await refresh(state, kindOf, azure), pending: [], kinds: kindOf });
}

let runs = 0;

async function applyTo({ azure, store }: World, synthesis: Synthesis, plan: Plan): Promise<void> {
  runs += 1;
  const run = formatRunId(clock.now(), runs.toString(16).padStart(8, '0'));
  const held = await store.lock({ command: 'apply', run, timeoutMs: 0 });
  if (held.kind !== 'acquired') throw new Error('the lock is held');
  const result = await applyPlan({ plan, synthesis, state: await store.read(), lock: held.lock, run, by: 'tester', tool: 'atakora', project: 'project-1', pollMs: { min: 1, max: 5 } }, { clock, ids: createFakeIds(runs), host: createFakeHost(), azure, kindOf });
  await held.lock.release();
  expect(result.error?.message).toBeUndefined();
}

/** Somebody deletes one of the resources behind our back; Azure may refuse, and keeps the names of vaults. */
async function vandalise({ azure, store }: World, pick: number): Promise<string> {
  const records = Object.entries((await store.read())?.resources ?? {}).filter(([, { type }]) => !['Microsoft.Resources/resourceGroups', 'Microsoft.KeyVault/vaults'].includes(type));
  const [address, record] = records[pick % records.length] ?? expect.fail();
  const deletion = await azure.startDelete(record.id, record.apiVersion).catch(() => undefined);
  for (let looks = 0; deletion !== undefined && looks < 100 && !(await deletion.isDone()); looks += 1) await setTimeout(2);
  return address;
}

const changesOf = (plan: Plan): readonly string[] => plan.changes.filter(({ action }) => action.kind !== 'no-op').map(({ action, address, properties }) => `${action.kind} ${address} ${properties.map(({ path }) => path).join(' ')}`);

describe('random backends on the local Azure', () => {
  test('plan, apply, plan: the second plan is empty after every edit', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(wishes, { minLength: 2, maxLength: 3 }), async (versions) => {
        const world = await openWorld();
        for (const wished of versions) {
          const synthesis = await synthesizeFor(world, wished);
          await applyTo(world, synthesis, await planFor(world, synthesis));
          expect(changesOf(await planFor(world, await synthesizeFor(world, wished)))).toEqual([]);
        }
      }),
      { numRuns: 12 },
    );
  });

  test('what somebody deleted is made again, with all that reads from it, and then nothing is left to do', { timeout: 180_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(wishes, fc.array(fc.nat(200), { minLength: 1, maxLength: 3 }), async (wished, picks) => {
        const world = await openWorld();
        const first = await synthesizeFor(world, wished);
        await applyTo(world, first, await planFor(world, first));
        for (const pick of picks) {
          const gone = await vandalise(world, pick);
          const synthesis = await synthesizeFor(world, wished);
          await applyTo(world, synthesis, await planFor(world, synthesis));
          expect(changesOf(await planFor(world, synthesis)), `after ${gone} was deleted`).toEqual([]);
        }
      }),
      { numRuns: 12 },
    );
  });
});
