import { describe, expectTypeOf, it } from 'vitest';
import { armResource, defineBackend, defineConfig, defineCrudApi, defineFunction, defineInfrastructure, existingTemplate, resource, resources, secret } from 'atakora';
import type { Component, CrudApiConfig, FunctionConfig, Provider, Reference, Value } from 'atakora';

const notes = defineCrudApi({ entity: 'Note' });
const nightly = defineFunction({ entry: './n.ts', trigger: { type: 'timer', schedule: '0 0 3 * * *' } });

describe('defineBackend', () => {
  it('knows its components, and tells them from options', () => {
    const backend = defineBackend({ notes, nightly, tags: { team: 'web' } });
    expectTypeOf(backend.components).toEqualTypeOf<{ readonly notes: Component<CrudApiConfig>; readonly nightly: Component<FunctionConfig> }>();
    expectTypeOf(backend.components.notes.config.entity).toEqualTypeOf<string>();
    // @ts-expect-error: there is no such component
    void backend.components.missing;
  });

  it('knows a component that was added', () => {
    const backend = defineBackend({ notes }).addComponent('nightly', nightly);
    expectTypeOf(backend.components.nightly).toEqualTypeOf<Component<FunctionConfig>>();
    expectTypeOf(backend.components.notes).toEqualTypeOf<Component<CrudApiConfig>>();
  });

  it('gives typed references', () => {
    const backend = defineBackend({ notes });
    expectTypeOf(backend.resources.cosmos.endpoint).toEqualTypeOf<Reference>();
    expectTypeOf(backend.resources.cosmos.endpoint).toExtend<Value>();
    expectTypeOf(backend.getResource('storage', 'reports').blobEndpoint).toEqualTypeOf<Reference>();
    expectTypeOf(backend.getResource('mine').output).returns.toEqualTypeOf<Reference>();
    // @ts-expect-error: cosmos has no such output
    void backend.resources.cosmos.endpont;
    // @ts-expect-error: there is no such resource
    void resources.cosmo;
  });

  it('checks options in both arguments', () => {
    const provider = {} as Provider;
    defineBackend({ notes, cosmos: { mode: 'autoscale' }, environments: { prod: { cosmos: { regions: ['northeurope'] } } } }, { providers: [provider], naming: (facts) => (facts.type === 'x' ? 'y' : undefined) });
    // @ts-expect-error: not a mode of Cosmos DB
    defineBackend({ notes, cosmos: { mode: 'fast' } });
    // @ts-expect-error: not an option
    defineBackend({ notes }, { tagz: {} });
    // @ts-expect-error: not a setting
    defineBackend({ notes }, { storage: { skuu: 'Standard_LRS' } });
    // @ts-expect-error: private networks are not part of this version
    defineBackend({ notes }, { network: { access: 'private' } });
  });

  it('refuses what is no component', () => {
    // @ts-expect-error: a list is no component
    defineBackend({ notes: [notes] });
    // @ts-expect-error: a text is no component
    defineBackend({ notes: 'notes' });
    // @ts-expect-error: `cosmos` is the name of an option
    defineBackend({ cosmos: notes });
  });

  it('takes components that users write', () => {
    const own = { componentId: '', componentType: 'own', config: { a: 1 }, getRequirements: () => [{ resourceType: 'moon', config: { phase: 'full' } }] };
    expectTypeOf(defineBackend({ own }).components.own.config.a).toEqualTypeOf<number>();
  });
});

describe('defineFunction', () => {
  it('has the fields of its trigger only', () => {
    defineFunction({ entry: './x.ts', trigger: { type: 'http', methods: ['GET'], route: 'x', auth: 'anonymous' } });
    // @ts-expect-error: a timer has no route
    defineFunction({ entry: './x.ts', trigger: { type: 'timer', schedule: '* * * * *', route: 'x' } });
    // @ts-expect-error: a queue trigger names its queue
    void (() => defineFunction({ entry: './x.ts', trigger: { type: 'queue' } }));
    // @ts-expect-error: topics are not part of this version
    void (() => defineFunction({ entry: './x.ts', trigger: { type: 'topic', topic: 'x' } }));
    // @ts-expect-error: a function has code
    void (() => defineFunction({ trigger: { type: 'http' } }));
    // @ts-expect-error: not a method
    void (() => defineFunction({ entry: './x.ts', trigger: { type: 'http', methods: ['get'] } }));
  });

  it('takes texts, numbers, references and secrets in its environment', () => {
    defineFunction({ entry: './x.ts', trigger: { type: 'http' }, environment: { A: 'x', B: 1, C: true, D: resources.vault.uri, E: secret('E') } });
    // @ts-expect-error: an environment variable is no list
    void (() => defineFunction({ entry: './x.ts', trigger: { type: 'http' }, environment: { A: [] } }));
  });

  it('names levels of access that the store has', () => {
    defineFunction({ entry: './x.ts', trigger: { type: 'http' }, access: { storage: { queues: { tasks: 'send' } }, cosmos: { notes: 'read' } } });
    // @ts-expect-error: a queue is sent to or processed
    defineFunction({ entry: './x.ts', trigger: { type: 'http' }, access: { storage: { queues: { tasks: 'read' } } } });
  });
});

describe('defineCrudApi', () => {
  it('has known field types and operations', () => {
    defineCrudApi({ entity: 'Note', fields: { text: 'string', stars: 'number?' }, operations: ['read', 'list'], uniqueKeys: [['/text']] });
    // @ts-expect-error: not a type of field
    defineCrudApi({ entity: 'Note', fields: { text: 'text' } });
    // @ts-expect-error: not an operation
    void (() => defineCrudApi({ entity: 'Note', operations: ['drop'] }));
  });
});

describe('defineInfrastructure', () => {
  it('knows the bodies of known types and takes any of others', () => {
    resource('Microsoft.Storage/storageAccounts', { kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: { accessTier: 'Hot', somethingNew: true }, protect: true });
    resource('Microsoft.SignalRService/signalR', { sku: { name: 'Free_F1' }, anything: [1, { two: 3 }] });
    // @ts-expect-error: not a kind of storage account
    resource('Microsoft.Storage/storageAccounts', { kind: 'V2', sku: { name: 'Standard_LRS' } });
    // @ts-expect-error: a storage account has a sku
    resource('Microsoft.Storage/storageAccounts', { kind: 'StorageV2' });
    // @ts-expect-error: a lock has a level
    resource('Microsoft.Authorization/locks', { properties: {} });
    resource('Microsoft.Authorization/locks', { scope: 'x', properties: { level: 'CanNotDelete' } });
    // @ts-expect-error: raw ARM says its api version
    void (() => armResource({ type: 'A.B/c' }));
  });

  it('takes resources, templates, requirements and outputs', () => {
    defineInfrastructure({
      resources: { account: resource('Microsoft.Storage/storageAccounts', { kind: 'StorageV2', sku: { name: 'Standard_LRS' } }) },
      template: existingTemplate('./x.json', { parameters: { a: [1, '${azure.location}'], b: resources.cosmos.id } }),
      requires: [{ resourceType: 'storage', config: { queues: [{ name: 'x' }] } }, { resourceType: 'mine', config: { anything: 1 } }],
      outputs: { id: '${self.account.id}', endpoint: resources.cosmos.endpoint },
    });
    // @ts-expect-error: a resource is made with resource() or armResource()
    defineInfrastructure({ resources: { a: { type: 'A.B/c' } } });
  });
});

describe('defineConfig', () => {
  it('knows settings and what an environment extends', () => {
    defineConfig({ environments: { demo: { extends: 'prod', protectStores: false, monitoring: { retentionDays: 90 } } } });
    // @ts-expect-error: not a setting
    defineConfig({ environments: { demo: { monitoring: { retention: 90 } } } });
  });

  it('takes feature flags, built-in ones and others, that are on or off', () => {
    defineConfig({ environments: { demo: { features: { diagnostics: false, search: true } } } });
    // @ts-expect-error: a flag is true or false
    defineConfig({ environments: { demo: { features: { search: 'yes' } } } });
  });
});

describe('features', () => {
  it('are named by components and by resources, and set by backends', () => {
    const search = defineInfrastructure({ feature: 'search', resources: { index: resource('Microsoft.Search/searchServices', { feature: 'bigSearch', sku: { name: 'basic' } }) } });
    const tick = defineFunction({ entry: './tick.ts', trigger: { type: 'timer', schedule: '0 0 * * * *' }, feature: 'ticks' });
    defineBackend({ search, tick, notes: defineCrudApi({ entity: 'Note', feature: 'notes' }) }, { features: { ticks: false }, environments: { prod: { features: { ticks: true } } } });
    // @ts-expect-error: a flag has a name
    defineInfrastructure({ feature: true });
  });
});
