import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Value } from '../model/value.ts';
import type { Component } from './component.ts';
import { defineBackend } from './define-backend.ts';
import type { Backend } from './define-backend.ts';
import { defineCrudApi } from './define-crud-api.ts';
import { defineFunction } from './define-function.ts';
import { defineInfrastructure } from './define-infrastructure.ts';
import { existingTemplate } from './existing-template.ts';
import { namedFeatures } from './feature-flags.ts';
import type { Provider } from './providers/provider.ts';
import { resource } from './resource.ts';
import { resources } from './resource-references.ts';
import { secret } from './secret.ts';
import { sha256 } from './sha256.ts';
import { toDefinition } from './to-definition.ts';

const origin = { file: 'file:///project/atakora/backend.ts' };
const define = (backend: Backend) => toDefinition(backend, 'main', origin);
const notes = defineCrudApi({ entity: 'Note' });

/** The smallest component that anybody could write. */
function own(rest: Partial<Component> = {}): Component {
  return { componentId: '', componentType: 'own', config: {}, getRequirements: () => [], ...rest };
}

const refused = (backend: Backend) => {
  try {
    define(backend);
  } catch (error) {
    return error as { readonly code: string; readonly message: string; readonly hint: string; readonly location?: { readonly file: string } };
  }
  throw new Error('it was accepted');
};

describe('a definition', () => {
  it('is plain data that survives being written and read', () => {
    const backend = defineBackend(
      {
        notes,
        worker: defineFunction({ entry: './w.ts', trigger: { type: 'queue', queue: 'tasks' }, environment: { KEY: secret('API_KEY', { description: 'x' }), URL: resources.cosmos.endpoint, MIXED: `${String(resources.vault.uri)}secrets` } }),
        legacy: defineInfrastructure({ resources: { a: resource('Microsoft.Storage/storageAccounts', { kind: 'StorageV2', sku: { name: 'Standard_LRS' } }) }, template: existingTemplate('./l.json') }),
      },
      { tags: { team: 'web' }, naming: (facts) => facts.computed },
    );
    const { definition } = define(backend);
    expect(JSON.parse(JSON.stringify(definition))).toEqual(definition);
    const [, worker] = definition.components;
    expect(worker?.requirements[0]?.config['environment']).toEqual({
      KEY: { $: 'secret', name: 'API_KEY' },
      URL: { $: 'ref', target: 'cosmos', output: 'endpoint' },
      MIXED: { $: 'concat', parts: [{ $: 'ref', target: 'vault', output: 'uri' }, 'secrets'] },
    });
  });

  it('has the features that components and resources name, and those that the backend sets', () => {
    const search = defineInfrastructure({ feature: 'search', resources: { a: resource('Microsoft.Storage/storageAccounts', { feature: 'big', kind: 'StorageV2', sku: { name: 'Standard_LRS' } }) } });
    const backend = defineBackend({ notes: defineCrudApi({ entity: 'Note', feature: 'notes' }), search, mine: own({ feature: 'mine' }), plain: own() }, { features: { search: false } });
    const { definition } = define(backend);
    expect(definition.components.map(({ feature }) => feature)).toEqual(['notes', 'search', 'mine', undefined]);
    expect(definition.components[1]?.resources).toMatchObject([{ name: 'a', feature: 'big', body: { kind: 'StorageV2' } }]);
    expect(definition.components[1]?.resources[0]?.body).not.toHaveProperty('feature');
    expect(definition.options.settings).toEqual({ features: { search: false } });
    expect([...namedFeatures({ backends: [definition] }).keys()]).toEqual(['notes', 'search', 'big', 'mine']);
  });

  it('refuses what cannot be the name of a feature', () => {
    expect(() => defineCrudApi({ entity: 'Note', feature: 'No Good' })).toThrow(/feature is "No Good"/);
    expect(() => defineInfrastructure({ feature: '' })).toThrow(/feature is ""/);
    expect(() => resource('Microsoft.Storage/storageAccounts', { feature: 'Big', kind: 'StorageV2', sku: { name: 'Standard_LRS' } })).toThrow(/feature is "Big"/);
    expect(refused(defineBackend({ mine: own({ feature: 'a b' }) })).message).toContain('component "mine": feature is "a b"');
  });

  it('keeps the configuration as it was written, without places of this machine', () => {
    const { definition } = define(defineBackend({ legacy: defineInfrastructure({ resources: { a: resource('Microsoft.Storage/storageAccounts', { kind: 'StorageV2', sku: { name: 'Standard_LRS' }, location: '${azure.location}' }) } }) }));
    const [legacy] = definition.components;
    expect(JSON.stringify(legacy?.config)).not.toContain('file:');
    expect(legacy?.config).toMatchObject({ resources: { a: { body: { location: '${azure.location}' } } } });
    expect(legacy?.resources[0]).toMatchObject({ name: 'a', body: { location: { $: 'context', key: 'location' } }, origin: { file: expect.stringContaining('to-definition.test.ts') } });
  });

  it('is the same for the same backend', () => {
    const backend = defineBackend({ notes });
    expect(define(backend)).toEqual(define(backend));
  });

  it('leaves templates to be read, at the path as written', () => {
    const { definition } = define(defineBackend({ legacy: defineInfrastructure({ template: existingTemplate('./l.json', { parameters: { where: '${azure.location}' } }) }) }));
    expect(definition.components[0]?.templates).toEqual([{ name: 'legacy', path: './l.json', template: {}, parameters: { where: { $: 'context', key: 'location' } }, origin: expect.objectContaining({ file: expect.stringContaining('to-definition.test.ts') }) }]);
  });

  it('sorts options into settings and the rest', () => {
    const { definition } = define(defineBackend({}, { cosmos: { mode: 'autoscale' }, defaults: { protectStores: false }, environments: { prod: { protectStores: true } }, tags: { a: 'b' }, outputs: { where: '${azure.location}' }, names: { 'group.main/group': 'rg-x' } }));
    expect(definition.options).toEqual({
      settings: { cosmos: { mode: 'autoscale' }, protectStores: false },
      environments: { prod: { protectStores: true } },
      tags: { a: 'b' },
      outputs: { where: { $: 'context', key: 'location' } },
      names: { 'group.main/group': 'rg-x' },
    });
  });

  it('knows functions by the hash of their source and keeps them beside', () => {
    const naming = (): string => 'fixed';
    const provider: Provider = { resourceType: 'moon', fields: {}, implied: () => [], provide: () => ({ nodes: [], exports: {}, diagnostics: [] }) };
    const { definition, functions, providers } = define(defineBackend({ own: own({ config: { onStart: naming } }) }, { naming, providers: [provider] }));
    const hash = sha256(naming.toString());
    expect(definition.options.naming).toEqual({ $function: hash });
    expect(definition.options.providers).toEqual({ moon: { $function: sha256(provider.provide.toString()) } });
    expect(definition.components[0]?.config).toEqual({ onStart: { $function: hash } });
    expect(functions.get(hash)).toBe(naming);
    expect(providers).toEqual([provider]);
  });

  it('takes the place of the file where the runtime keeps no stack', () => {
    const backend = { ...defineBackend({ own: own() }) };
    delete (backend as { origin?: unknown }).origin;
    const { definition } = define(backend);
    expect([definition.origin, definition.components[0]?.origin]).toEqual([origin, origin]);
  });
});

describe("a user's own component", () => {
  it('is asked in order, with the backend around it', () => {
    const calls: string[] = [];
    const component = own({
      initialize: ({ backend, componentId, componentIds }) => void calls.push(`initialize ${backend} ${componentId} ${componentIds.join()}`),
      getRequirements: () => {
        calls.push('requirements');
        return [{ resourceType: 'storage', config: { queues: [{ name: 'limits' }] }, priority: 2 }];
      },
      getOutputs: () => ({ queue: '${storage.queueEndpoint}' }),
      validateResources: () => {
        calls.push('validate');
        return [];
      },
    });
    const { definition } = define(defineBackend({ limiter: component, notes }));
    expect(calls).toEqual(['initialize main limiter limiter,notes', 'requirements', 'validate']);
    expect(definition.components[0]).toMatchObject({
      id: 'limiter',
      type: 'own',
      requirements: [{ resourceType: 'storage', requirementKey: 'main', config: { queues: [{ name: 'limits' }] }, priority: 2, component: 'limiter' }],
      outputs: { queue: { $: 'ref', target: 'storage', output: 'queueEndpoint' } },
    });
  });

  it('may be an object of a class', () => {
    class RateLimiter implements Component {
      readonly componentId = '';
      readonly componentType = 'rate-limiter';
      readonly config = { perMinute: 60 };
      getRequirements(): ReturnType<Component['getRequirements']> {
        return [{ resourceType: 'functions', config: { environment: { LIMIT: String(this.config.perMinute) } } }];
      }
    }
    const { definition } = define(defineBackend({ limiter: new RateLimiter() }));
    expect(definition.components[0]).toMatchObject({ id: 'limiter', config: { perMinute: 60 }, requirements: [{ config: { environment: { LIMIT: '60' } } }] });
  });

  it('refuses a backend by what it says of it', () => {
    expect(refused(defineBackend({ limiter: own({ validateResources: () => ['the limit is 0'] }) }))).toMatchObject({ code: 'ATK1308', message: expect.stringContaining('component "limiter": the limit is 0') });
  });
});

describe('a backend that cannot become a definition', () => {
  it('tells all wrong references of all components, at their places', () => {
    const bad = (text: string) => defineInfrastructure({ outputs: { x: text } });
    const error = refused(defineBackend({ one: bad('${azure.locaton}'), two: bad('${HOME}') }));
    expect(error).toMatchObject({ code: 'ATK1304', hint: 'Did you mean "${azure.location}"?', location: { file: expect.stringContaining('to-definition.test.ts') } });
    expect(error.message).toContain('component "one": outputs.x');
    expect(error.message).toContain('component "two": outputs.x');
  });

  it('keeps secrets out of everything but the environment', () => {
    const key = secret('API_KEY') as unknown as Value;
    const places: readonly Component[] = [
      defineInfrastructure({ outputs: { key } }),
      defineInfrastructure({ resources: { a: resource('A.B/c', { properties: { key } }) } }),
      defineInfrastructure({ template: existingTemplate('./x.json', { parameters: { key } }) }),
      defineInfrastructure({ requires: [{ resourceType: 'storage', config: { containers: [{ name: key as never }] } }] }),
      own({ getRequirements: () => [{ resourceType: 'moon', config: { environment: { key } } }] }),
    ];
    for (const component of places) {
      expect(refused(defineBackend({ component }))).toMatchObject({ code: 'ATK1308', message: expect.stringContaining('the secret "API_KEY", but a secret stands only in `environment`') });
    }
  });

  it('refuses two secrets that Key Vault cannot tell apart, across components', () => {
    const using = (name: string) => defineFunction({ entry: './x.ts', trigger: { type: 'timer', schedule: '0 0 3 * * *' }, environment: { KEY: secret(name) } });
    expect(refused(defineBackend({ one: using('API_KEY'), two: using('api-key') })).message).toContain('"API_KEY" and "api-key"');
    expect(define(defineBackend({ one: using('API_KEY'), two: using('API_KEY') })).definition.components).toHaveLength(2);
  });

  it('refuses two functions that answer the same request', () => {
    const at = (route: string, requirementKey = 'main') => defineFunction({ entry: './x.ts', trigger: { type: 'http', methods: ['GET'], route }, requirementKey });
    const error = refused(defineBackend({ notes, other: at('note/{key}') }));
    expect(error).toMatchObject({ code: 'ATK1306', hint: expect.stringContaining('requirementKey') });
    expect(error.message).toContain('GET /api/note/{key}');
    expect(error.message).toContain('"notes"');
    expect(define(defineBackend({ notes, other: at('note/{key}', 'second') })).definition.components).toHaveLength(2);
    expect(define(defineBackend({ notes, other: at('note/{key}/more') })).definition.components).toHaveLength(2);
  });

  it('refuses what is no data, by its path', () => {
    class Thing {
      readonly name = 'x';
    }
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    const cases: readonly (readonly [unknown, string])[] = [
      [new Thing(), 'config.value is an object of class Thing'],
      [new Map(), 'config.value is an object of class Map'],
      [Number.NaN, 'config.value is NaN'],
      [1n, 'config.value is of type bigint'],
      [Symbol('x'), 'config.value is of type symbol'],
      [circle, 'contains itself'],
      [{ $: 'mine' }, 'config.value has a property "$"'],
    ];
    for (const [value, part] of cases) {
      expect(refused(defineBackend({ own: own({ config: { value } }) })).message).toContain(part);
    }
  });

  it('never changes data that is plain already', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string().filter((key) => key !== '$'), fc.jsonValue({ depthSize: 'small' }).filter((value) => !JSON.stringify(value).includes('"$":'))), (config) => {
        expect(JSON.stringify(define(defineBackend({ own: own({ config }) })).definition.components[0]?.config)).toBe(JSON.stringify(config));
      }),
    );
  });
});
