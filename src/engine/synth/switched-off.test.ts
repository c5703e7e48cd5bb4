import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feedback, request, settingsOf, targetOf, uploads } from '../../define/providers/full-backend.fake.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import { refTo } from '../../model/value.ts';
import { buildPlan } from '../plan/build-plan.ts';
import { bringing, component, composed, errorsOf, identity, own } from './synth-case.fake.ts';
import { synthesize } from './synthesize.ts';

/** The environment with some features off. */
function without(...features: readonly string[]): EnvironmentTarget {
  const settings = settingsOf.prod;
  return targetOf('prod', { settings: { ...settings, features: { ...settings.features, ...Object.fromEntries(features.map((feature) => [feature, false])) } } });
}

const addresses = (graph: ReturnType<typeof composed>): readonly string[] => graph.nodes.map(({ address }) => address);

const search = component('search', {
  feature: 'search',
  requirements: [request('search', 'cosmos', { containers: [{ name: 'index', partitionKey: '/id' }] })],
  resources: [identity('reader')],
  outputs: { searchId: refTo('self.reader', 'id') },
});
const plain = component('plain', { resources: [identity('own'), identity('extra', {}, { feature: 'extra' })] });

describe('a feature that is off', () => {
  test('leaves out a component with everything that only it asks for, and single resources', () => {
    const all = composed([search, plain], { target: without() });
    const less = composed([search, plain], { target: without('search', 'extra') });
    expect(all.leftOut).toBeUndefined();
    expect(addresses(all)).toEqual(expect.arrayContaining(['main/search/reader', 'main/plain/extra', 'main/cosmos.main/account.database.index']));
    expect(addresses(less)).toEqual(['main/group.main/group', 'main/plain/own']);
    expect(less.outputs).toEqual([]);
    const left = new Map(less.leftOut?.map((entry) => [entry.address, entry.features]));
    expect(left.get('main/search/*')).toEqual(['search']);
    expect(left.get('main/plain/extra')).toEqual(['extra']);
    expect(left.get('main/cosmos.main/account')).toEqual(['search']);
    // Everything that is gone is accounted for.
    expect(addresses(all).filter((address) => !addresses(less).includes(address) && !left.has(address))).toEqual([]);
  });

  test('keeps what another component asks for as well', () => {
    const less = composed([search, component('notes', { requirements: feedback })], { target: without('search') });
    expect(addresses(less)).toContain('main/cosmos.main/account');
    expect(addresses(less)).not.toContain('main/cosmos.main/account.database.index');
    expect(less.leftOut?.map(({ address }) => address)).toEqual(['main/cosmos.main/account.database.index', 'main/search/*', 'main/search/reader']);
  });

  test.each<readonly [feature: string, gone: RegExp]>([
    ['diagnostics', /\.diagnostics(?:\.\w+)?$/],
    ['insights', /^main\/insights\.main\//],
    ['storeLocks', /\.lock$/],
    ['defaultStores', /account\.(?:blob|queue|table)\.(?:uploads|assets|tasks|notifications|deadletter|logs|sessions)$/],
  ])('"%s" leaves out just that', (feature, gone) => {
    const parts = [component('a', { requirements: [...feedback, ...uploads] })];
    const [all, less] = [composed(parts, { target: without() }), composed(parts, { target: without(feature) })];
    expect(errorsOf(less)).toEqual([]);
    expect(addresses(all).filter((address) => gone.test(address)).length).toBeGreaterThan(0);
    expect(addresses(less)).toEqual(addresses(all).filter((address) => !gone.test(address)));
    expect(less.leftOut?.every(({ features }) => features.length === 1 && features[0] === feature)).toBe(true);
    // References, settings and roles go along: the templates are whole.
    expect(synthesize(less).diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  test('never leaves out what a component asks for by name', () => {
    const parts = [component('a', { requirements: [...feedback, request('a', 'storage', { queues: [{ name: 'tasks' }] })] })];
    const kept = addresses(composed(parts, { target: without('defaultStores') }));
    expect(kept).toContain('main/storage.main/account.queue.tasks');
    expect(kept).not.toContain('main/storage.main/account.queue.deadletter');
  });

  test('is no reason for an error when it leaves out the app that the backend names a package for', () => {
    const settings = { ...without('search').settings, functionApp: { ...settingsOf.prod.functionApp, package: 'dist/app' } };
    const parts = [component('search', { feature: 'search', requirements: feedback }), plain];
    expect(errorsOf(composed(parts, { target: targetOf('prod', { settings }), packagePlace: { own: true } }))).toEqual([]);
  });
});

describe('a reference to what a feature leaves out', () => {
  const off = { target: without('search') };
  const searchResources = [identity('reader'), own('lockless', 'Microsoft.Storage/storageAccounts', { kind: 'StorageV2' }, { feature: 'search' })];

  test.each<readonly [what: string, parts: Parameters<typeof composed>[0], says: string]>([
    ['to an own resource of another component', [search, component('a', { resources: [identity('one', { of: refTo('backend.search.reader', 'clientId') })] })], '"a/one" refers to "backend.search.reader.clientId"'],
    ['to a shared resource', [search, component('a', { resources: [identity('one', { of: refTo('cosmos', 'endpoint') })] })], '"a/one" refers to "cosmos.endpoint"'],
    ['by address', [search, component('a', { resources: [identity('one', { of: refTo('main/search/reader', 'id') })] })], 'main/a/one refers to "main/search/reader"'],
    ['as a dependency', [component('a', { resources: [...searchResources, identity('two', {}, { dependsOn: ['lockless'] })] })], '"a.two" (dependsOn) refers to "self.lockless"'],
    ['as a parent', [component('a', { resources: [...searchResources, own('blobs', 'Microsoft.Storage/storageAccounts/blobServices', {}, { parent: 'lockless' })] })], '"a.blobs" (parent) refers to "self.lockless"'],
    ['as a scope', [component('a', { resources: [...searchResources, own('keep', 'Microsoft.Authorization/locks', { properties: { level: 'CanNotDelete' } }, { scope: 'self.lockless', azureName: 'keep' })] })], '"main/a/keep" refers to "self.lockless.id"'],
  ])('%s is refused, and the flag is named', (_what, parts, says) => {
    const graph = composed(parts, off);
    expect(errorsOf(graph)).toEqual([`ATK1317 ${says}, which the environment leaves out: the feature "search" is off`]);
    expect(graph.diagnostics.find(({ code }) => code === 'ATK1317')?.hint).toContain('features.search');
    expect(errorsOf(composed(parts, { target: without() }))).toEqual([]);
  });

  test('that exists with no feature at all is unknown as ever', () => {
    expect(errorsOf(composed([search, component('a', { resources: [identity('one', { of: refTo('backend.search.raeder', 'id') })] })], off))).toEqual(['ATK1304 "a/one" refers to "backend.search.raeder.id", which does not exist']);
  });
});

test('whatever features are off, what is left composes, and all that is gone is accounted for', () => {
  const flags = ['diagnostics', 'insights', 'storeLocks', 'defaultStores', 'search', 'extra', 'notes'] as const;
  const parts = [search, plain, component('notes', { feature: 'notes', requirements: feedback }), component('worker', { requirements: uploads })];
  const all = addresses(composed(parts, { target: without() }));
  fc.assert(
    fc.property(fc.subarray([...flags]), (off) => {
      const graph = composed(parts, { target: without(...off) });
      expect(errorsOf(graph)).toEqual([]);
      const left = new Map(graph.leftOut?.map(({ address, features }) => [address, features]));
      const gone = all.filter((address) => !addresses(graph).includes(address));
      expect(gone.filter((address) => !left.has(address))).toEqual([]);
      expect([...left.values()].flat().filter((feature) => !off.some((name) => name === feature))).toEqual([]);
      expect([...left.keys()].filter((address) => addresses(graph).includes(address))).toEqual([]);
    }),
    { numRuns: 40 },
  );
});

test('a plan says of each deletion which feature did it, and protects as ever', () => {
  const parts = [search, plain, component('notes', { requirements: feedback })];
  const before = synthesize(composed(parts, { target: without() }));
  const after = synthesize(composed(parts, { target: without('search', 'storeLocks') }));
  const resources = Object.fromEntries(before.resources.map((resource) => [resource.address, { ...resource, status: 'applied', sensitive: {}, serial: 1 }]));
  const state = { version: 1, resources, outputs: {}, lineage: 'l', serial: 1 } as never;
  const plan = buildPlan({ kind: 'apply', synthesis: after, state, live: undefined, pending: [], kinds: () => undefined });
  const deleted = plan.changes.filter(({ action }) => action.kind === 'delete');
  const reasons = Object.fromEntries(deleted.map(({ address, reasons: [reason] }) => [address, reason?.text]));
  expect(reasons['main/search/reader']).toBe('prod switches the feature "search" off');
  expect(reasons['main/cosmos.main/account.lock']).toBe('prod switches the feature "storeLocks" off');
  expect(deleted.every(({ reasons: [reason] }) => reason?.kind === 'feature-off')).toBe(true);
  // The store's own protection stays, and with it the refusal.
  expect(plan.diagnostics.filter(({ code }) => code === 'ATK1501').map(({ address }) => address)).toEqual(['main/cosmos.main/account.database.index']);
});

test('a template goes with the component that brings it, and the plan says why', () => {
  const template = { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [{ type: 'Microsoft.Storage/storageAccounts', apiVersion: '2024-01-01', name: 'legacy', location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2' }] };
  const parts = [plain, { ...bringing('legacy', template), feature: 'legacy' }];
  const before = synthesize(composed(parts, { target: without() }));
  const after = synthesize(composed(parts, { target: without('legacy') }));
  const gone = before.resources.map(({ address }) => address).filter((address) => !after.resources.some((kept) => kept.address === address));
  expect(gone).toHaveLength(1);
  const resources = Object.fromEntries(before.resources.map((resource) => [resource.address, { ...resource, status: 'applied', sensitive: {}, serial: 1 }]));
  const plan = buildPlan({ kind: 'apply', synthesis: after, state: { version: 1, resources, outputs: {}, lineage: 'l', serial: 1 } as never, live: undefined, pending: [], kinds: () => undefined });
  expect(plan.changes.find(({ address }) => address === gone[0])).toMatchObject({ action: { kind: 'delete' }, reasons: [{ kind: 'feature-off', text: 'prod switches the feature "legacy" off' }] });
});
