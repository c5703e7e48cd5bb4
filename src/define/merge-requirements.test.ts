import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Requirement } from '../model/definition.ts';
import type { ValueObject } from '../model/value.ts';
import { mergeRequirements } from './merge-requirements.ts';
import type { MergeTable } from './providers/provider.ts';

const table: MergeTable = {
  environment: { merge: 'union' },
  containers: { merge: 'union', key: 'name' },
  capabilities: { merge: 'union' },
  memory: { merge: 'maximum' },
  sku: { merge: 'maximum', order: ['basic', 'standard', 'premium'] },
  regions: { merge: 'intersection' },
  plan: { merge: 'priority' },
  runtime: { merge: 'same' },
};

function ask(component: string, config: ValueObject, rest: Partial<Requirement> = {}): Requirement {
  return { resourceType: 'store', requirementKey: 'main', config, component, origin: { file: `${component}.ts`, line: 1 }, ...rest };
}

const merge = (...requirements: readonly Requirement[]) => mergeRequirements(requirements, (type) => (type === 'store' ? table : undefined));
const configOf = (...requirements: readonly Requirement[]) => merge(...requirements).merged[0]?.config;

const word = fc.constantFrom('a', 'b', 'c', 'd');
const anyConfig = fc.record(
  {
    environment: fc.dictionary(word, fc.constantFrom('1', '2')),
    containers: fc.array(fc.record({ name: word, partitionKey: fc.constantFrom('/id', '/user'), ttl: fc.integer({ min: 1, max: 2 }) }, { requiredKeys: ['name'] }), { maxLength: 3 }),
    capabilities: fc.array(word, { maxLength: 3 }),
    memory: fc.integer({ min: 1, max: 9 }),
    sku: fc.constantFrom('basic', 'standard', 'premium'),
    regions: fc.array(word, { minLength: 1, maxLength: 4 }),
    plan: fc.constantFrom('x', 'y'),
    runtime: fc.constantFrom('node'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ValueObject>;
const requests = fc.array(anyConfig, { minLength: 1, maxLength: 5 }).map((configs) => configs.map((config, index) => ask(`c${index}`, config)));
/** Configs of which none contradicts another: what must agree follows from its name. */
const agreeing = fc.record(
  {
    environment: fc.uniqueArray(word).map((names) => Object.fromEntries(names.map((name) => [name, `value of ${name}`]))),
    containers: fc.array(fc.record({ name: word, ttl: fc.constant(1), partitionKey: fc.constant('/id') }, { requiredKeys: ['name'] }), { maxLength: 3 }),
    capabilities: fc.array(word, { maxLength: 3 }),
    memory: fc.integer({ min: 1, max: 9 }),
    sku: fc.constantFrom('basic', 'standard', 'premium'),
    regions: fc.array(word).map((names) => ['shared', ...names]),
    plan: fc.constant('x'),
    runtime: fc.constant('node'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<ValueObject>;

describe('merging requirements', () => {
  it('joins lists and maps, takes the largest, keeps what is common', () => {
    const merged = configOf(
      ask('one', { environment: { A: '1' }, containers: [{ name: 'x', partitionKey: '/id' }], capabilities: ['q', 'p'], memory: 512, sku: 'standard', regions: ['eu', 'us'], runtime: 'node' }),
      ask('two', { environment: { A: '1', B: '2' }, containers: [{ name: 'y' }, { name: 'x', ttl: 60 }], capabilities: ['p'], memory: 2048, sku: 'basic', regions: ['asia', 'us'], runtime: 'node' }),
    );
    expect(merged).toEqual({
      environment: { A: '1', B: '2' },
      containers: [{ name: 'x', partitionKey: '/id', ttl: 60 }, { name: 'y' }],
      capabilities: ['p', 'q'],
      memory: 2048,
      sku: 'standard',
      regions: ['us'],
      runtime: 'node',
    });
  });

  it('does not depend on the order of the requests', () => {
    fc.assert(
      fc.property(requests, fc.func(fc.integer()), (made, order) => {
        const shuffled = [...made].sort((left, right) => order(left.component) - order(right.component));
        expect(configOf(...shuffled)).toEqual(configOf(...made));
        expect(merge(...shuffled).diagnostics.length).toBe(merge(...made).diagnostics.length);
      }),
    );
  });

  it('gives the same in one step as in two, when nothing conflicts', () => {
    fc.assert(
      fc.property(fc.array(agreeing, { minLength: 1, maxLength: 3 }), fc.array(agreeing, { minLength: 1, maxLength: 3 }), (left, right) => {
        const asked = (configs: readonly ValueObject[]) => configs.map((config, index) => ask(`c${index}`, config));
        const whole = merge(...asked([...left, ...right]));
        expect(whole.diagnostics).toEqual([]);
        expect(configOf(ask('left', configOf(...asked(left)) ?? {}), ask('right', configOf(...asked(right)) ?? {}))).toEqual(whole.merged[0]?.config);
      }),
    );
  });

  it('changes nothing when asked for the same twice', () => {
    fc.assert(
      fc.property(anyConfig, (config) => {
        const once = configOf(ask('one', config));
        fc.pre(merge(ask('one', config)).diagnostics.length === 0);
        expect(configOf(ask('one', config), ask('two', config))).toEqual(once);
      }),
    );
  });

  it('keeps requests of different types and keys apart, in the order of the first of each', () => {
    const { merged } = merge(ask('one', { memory: 1 }, { requirementKey: 'reports' }), ask('two', { memory: 2 }), ask('three', { memory: 3 }, { requirementKey: 'reports' }));
    expect(merged.map(({ config, requirementKey, requirements }) => [requirementKey, config, requirements.map((asked) => asked.component)])).toEqual([
      ['reports', { memory: 3 }, ['one', 'three']],
      ['main', { memory: 2 }, ['two']],
    ]);
  });

  it('takes expressions as wholes', () => {
    const endpoint = { $: 'ref', target: 'cosmos', output: 'endpoint' } as const;
    expect(configOf(ask('one', { environment: { E: endpoint } }), ask('two', { environment: { E: { ...endpoint } } }))).toEqual({ environment: { E: endpoint } });
    expect(merge(ask('one', { environment: { E: endpoint } }), ask('two', { environment: { E: { ...endpoint, output: 'id' } } })).diagnostics[0]?.summary).toContain('environment.E');
  });

  it('does not take names for what every object has', () => {
    const config = JSON.parse('{"environment": {"__proto__": "1", "constructor": "2"}}') as ValueObject;
    expect(Object.entries(configOf(ask('one', config))?.['environment'] as object)).toEqual([['__proto__', '1'], ['constructor', '2']]);
    expect(merge(ask('one', JSON.parse('{"toString": 1}') as ValueObject)).diagnostics[0]?.code).toBe('ATK1308');
  });
});

describe('conflicts', () => {
  it('name both components, the field, both values and both places', () => {
    const { diagnostics } = merge(ask('api', { environment: { MODE: 'fast' } }), ask('worker', { environment: { MODE: 'safe' } }));
    expect(diagnostics).toHaveLength(1);
    expect(diagnostics[0]).toMatchObject({ code: 'ATK1306', severity: 'error', location: { file: 'api.ts' } });
    for (const part of ['store.main', 'environment.MODE', '"api" wants "fast" (api.ts:1)', '"worker" wants "safe" (worker.ts:1)']) {
      expect(diagnostics[0]?.summary).toContain(part);
    }
    expect(diagnostics[0]?.hint).toContain('`priority`');
    expect(diagnostics[0]?.hint).toContain('`requirementKey`');
  });

  it('are decided by the higher priority, whoever comes first', () => {
    const low = ask('one', { plan: 'x', environment: { A: '1' } });
    const high = ask('two', { plan: 'y', environment: { A: '2' } }, { priority: 5 });
    expect(configOf(low, high)).toEqual({ plan: 'y', environment: { A: '2' } });
    expect(merge(high, low).diagnostics).toEqual([]);
    expect(configOf(high, low)).toEqual(configOf(low, high));
  });

  it('stay conflicts among the highest priority', () => {
    const { diagnostics } = merge(ask('low', { plan: 'z' }), ask('one', { plan: 'x' }, { priority: 1 }), ask('two', { plan: 'y' }, { priority: 1 }));
    expect(diagnostics.map((finding) => finding.code)).toEqual(['ATK1306']);
    expect(diagnostics[0]?.summary).toContain('"one"');
    expect(diagnostics[0]?.summary).toContain('"two"');
  });

  it('are not decided by priority where all must agree', () => {
    const { diagnostics, merged } = merge(ask('one', { runtime: 'node' }), ask('two', { runtime: 'deno' }, { priority: 9 }));
    expect(diagnostics[0]?.code).toBe('ATK1306');
    expect(diagnostics[0]?.hint).not.toContain('priority');
    expect(merged[0]?.config).not.toHaveProperty('runtime');
  });

  it('within objects of the same key name the object', () => {
    const { diagnostics } = merge(ask('one', { containers: [{ name: 'x', partitionKey: '/id' }] }), ask('two', { containers: [{ name: 'x', partitionKey: '/user' }] }));
    expect(diagnostics[0]?.summary).toContain('containers["x"].partitionKey');
  });

  it('of lists without anything in common are told', () => {
    const { diagnostics } = merge(ask('one', { regions: ['eu'] }), ask('two', { regions: ['us', 'eu'] }), ask('three', { regions: ['us'] }));
    expect(diagnostics[0]).toMatchObject({ code: 'ATK1306', summary: expect.stringContaining('nothing in common') });
    expect(diagnostics[0]?.summary).toContain('"one"');
    expect(diagnostics[0]?.summary).toContain('"three"');
  });

  it('of a value with no place in the order are errors of their own', () => {
    expect(merge(ask('one', { sku: 'huge' }), ask('two', { sku: 'basic' })).diagnostics[0]).toMatchObject({ code: 'ATK1308', summary: expect.stringContaining('basic, standard, premium') });
    expect(merge(ask('one', { memory: 'much' })).diagnostics[0]).toMatchObject({ code: 'ATK1308', summary: expect.stringContaining('must be a number') });
  });
});

describe('wrong requests', () => {
  it('with a field that is not known name the nearest', () => {
    expect(merge(ask('one', { enviroment: {} })).diagnostics[0]).toMatchObject({ code: 'ATK1308', hint: 'Did you mean "environment"?', location: { file: 'one.ts' }, summary: expect.stringContaining('"one" asks for "enviroment"') });
  });

  it('for a type that nobody makes are told', () => {
    expect(merge(ask('one', {}, { resourceType: 'moon' })).diagnostics[0]).toMatchObject({ code: 'ATK1307', summary: expect.stringContaining('"moon"') });
  });
});
