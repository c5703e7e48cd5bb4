import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Change, Plan } from '../../model/plan.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { buildPlan } from './build-plan.ts';
import type { PlanInput } from './plan-context.ts';
import { sampleFingerprint, sampleKinds, sampleLive, sampleResource, sampleState, sampleSynthesis, settleSample } from './sample-backend.fake.ts';

const at = (name: string): Address => `main/owner/${name}` as Address;

function plan(desired: readonly SynthesizedResource[] | undefined, changes: Partial<PlanInput> = {}): Plan {
  const synthesis = desired === undefined ? undefined : sampleSynthesis(desired);
  return buildPlan({ kind: 'apply', synthesis, state: undefined, live: undefined, pending: [], kinds: sampleKinds, fingerprint: sampleFingerprint, ...changes });
}

/** Plans `after` where `before` was applied and is live, but for `live`. */
function replan(before: readonly SynthesizedResource[], after: readonly SynthesizedResource[], changes: Partial<PlanInput> = {}): Plan {
  return plan(after, { state: sampleState(before), live: sampleLive(before), ...changes });
}

function changeOf(result: Plan, name: string): Change {
  const change = result.changes.find(({ address }) => address === at(name));
  if (change === undefined) throw new Error(`no change of ${name}`);
  return change;
}

const body: JsonObject = { location: 'westeurope', tags: { owner: 'a' }, properties: { shape: 'square', size: 1, tier: 'Hot', zones: ['1', '2'], rules: [{ value: 'x' }, { value: 'y' }], count: 3 } };
const withProperties = (properties: JsonObject): JsonObject => ({ ...body, properties: { ...(body['properties'] as JsonObject), ...properties } });
const store = sampleResource('store', body);

describe('a first plan', () => {
  it('creates everything, with every property', () => {
    const change = changeOf(plan([store]), 'store');
    expect(change).toMatchObject({ action: { kind: 'create' }, reasons: [{ kind: 'not-in-state' }], risk: 'safe', azureName: 'store', stack: 'data' });
    expect(change.properties.map(({ path, after }) => [path, after])).toEqual([
      ['location', 'westeurope'],
      ['properties.count', 3],
      ['properties.rules[value=x].value', 'x'],
      ['properties.rules[value=y].value', 'y'],
      ['properties.shape', 'square'],
      ['properties.size', 1],
      ['properties.tier', 'Hot'],
      ['properties.zones["1"]', '1'],
      ['properties.zones["2"]', '2'],
      ['tags.owner', 'a'],
    ]);
  });

  it('says where a value comes from that is known only after apply', () => {
    const text = "[reference('x').uri]";
    const app = sampleResource('app', { properties: { url: text } }, { type: 'Test.Run/apps', display: { [text]: 'vault.uri' } });
    expect(changeOf(plan([app]), 'app').properties).toEqual([{ path: 'properties.url', kind: 'add', unknown: 'vault.uri' }]);
  });
});

describe('a resource that becomes one of another type', () => {
  const full = sampleResource('store', withProperties({ seal: 'hidden', size: 7 }));
  const change = changeOf(replan([full], [sampleResource('store', { location: 'westeurope', properties: { size: 1 } }, { type: 'Test.Run/apps' })]), 'store');

  it('loses the data of the old one', () => {
    expect(change).toMatchObject({ action: { kind: 'replace', order: 'delete-first' }, risk: 'loses-data', reasons: [{ kind: 'type-changed', text: 'its type changes from Test.Store/stores to Test.Run/apps' }, { kind: 'property-changed' }] });
  });

  it('is not compared with what the old one is in Azure', () => {
    expect(change.properties.some(({ drift }) => drift === true)).toBe(false);
    expect(JSON.stringify(change)).not.toContain('hidden');
  });
});

describe('an unchanged backend', () => {
  it('is all no-op, whatever spelling, order and defaults Azure answers with', () => {
    const busy = sampleResource('busy', withProperties({ wish: 'once', blob: { a: 1 }, seal: 'hidden', id: '/subscriptions/s/resourceGroups/rg', url: '[reference(1)]' }));
    const result = replan([store, busy], [store, busy]);
    expect(result.counts).toMatchObject({ unchanged: 2, update: 0, replace: 0 });
    expect(result.changes.every(({ properties, reasons }) => properties.length === 0 && reasons.length === 0)).toBe(true);
  });

  it('is no-op against live bodies when the state has no read-back', () => {
    const busy = sampleResource('busy', withProperties({ wish: 'once', blob: { a: 1 }, url: '[reference(1)]' }));
    const state = sampleState([busy]);
    const { live: _live, ...record } = state.resources[at('busy')] ?? expect.fail();
    expect(plan([busy], { state: { ...state, resources: { [at('busy')]: record } }, live: sampleLive([busy]) }).counts.unchanged).toBe(1);
  });

  it('stays so when the same thing is spelled otherwise in the definition', () => {
    expect(replan([store], [sampleResource('store', { ...body, location: 'West Europe' })]).counts.unchanged).toBe(1);
  });
});

describe('a changed definition', () => {
  it('updates in place and shows exactly what differs', () => {
    const change = changeOf(replan([store], [sampleResource('store', withProperties({ size: 2, rules: [{ value: 'y' }, { value: 'z' }] }))]), 'store');
    expect(change).toMatchObject({ action: { kind: 'update' }, risk: 'interrupts-service', reasons: [{ kind: 'property-changed' }] });
    expect(change.properties).toEqual([
      { path: 'properties.rules[value=x].value', kind: 'remove', before: 'x' },
      { path: 'properties.rules[value=z].value', kind: 'add', after: 'z' },
      { path: 'properties.size', kind: 'change', before: 1, after: 2 },
    ]);
  });

  it('replaces for an immutable property, saying which and why, and refuses to lose the data', () => {
    const result = replan([store], [sampleResource('store', withProperties({ shape: 'round' }))]);
    const change = changeOf(result, 'store');
    expect(change).toMatchObject({ action: { kind: 'replace', order: 'delete-first' }, risk: 'loses-data' });
    expect(change.reasons).toEqual([{ kind: 'immutable-property', path: 'properties.shape', text: 'properties.shape cannot be changed in place: a store keeps its shape' }]);
    expect(change.properties).toEqual([{ path: 'properties.shape', kind: 'change', before: 'square', after: 'round', forcesReplacement: true }]);
    expect(result.diagnostics).toMatchObject([{ code: 'ATK1502', severity: 'error', address: at('store') }]);
  });

  it('makes the changes of an immutable property that Azure allows in place', () => {
    const flat = sampleResource('store', withProperties({ shape: 'flat' }));
    expect(changeOf(replan([flat], [sampleResource('store', withProperties({ shape: 'round' }))]), 'store').action.kind).toBe('update');
    expect(changeOf(replan([flat], [sampleResource('store', withProperties({ shape: 'square' }))]), 'store').action.kind).toBe('replace');
  });

  it('does not replace for an immutable property that it only spells out now', () => {
    const { shape: _shape, ...silent } = body['properties'] as JsonObject;
    const before = sampleResource('store', { ...body, properties: silent });
    const live = new Map([[at('store'), settleSample(body, store)]]);
    expect(changeOf(replan([before], [store], { live }), 'store').action.kind).toBe('update');
    expect(changeOf(replan([before], [store]), 'store').action.kind).toBe('replace');
  });

  it('replaces for another region, type or name', () => {
    const reasonOf = (after: SynthesizedResource): unknown => [changeOf(replan([store], [after]), 'store').action.kind, changeOf(replan([store], [after]), 'store').reasons[0]?.kind];
    expect(reasonOf(sampleResource('store', { ...body, location: 'northeurope' }))).toEqual(['replace', 'immutable-property']);
    expect(reasonOf(sampleResource('store', body, { type: 'Test.Run/apps' }))).toEqual(['replace', 'type-changed']);
    expect(reasonOf(sampleResource('store', body, { name: 'other' }))).toEqual(['replace', 'name-changed']);
  });

  it('accepts the loss of data for what was named, and for what lives in it', () => {
    const box = sampleResource('box', { properties: {} }, { type: 'Test.Store/stores/boxes', name: 'store/box', dependsOn: [at('store')] });
    const after = [sampleResource('store', withProperties({ shape: 'round' })), box];
    expect(replan([store, box], after).diagnostics.map(({ address }) => address)).toEqual([at('store'), at('box')]);
    expect(replan([store, box], after, { allowDataLoss: [at('box')] }).diagnostics.map(({ address }) => address)).toEqual([at('store')]);
    const allowed = replan([store, box], after, { allowDataLoss: [at('store')] });
    expect(allowed.diagnostics).toEqual([]);
    expect(changeOf(allowed, 'box')).toMatchObject({ action: { kind: 'replace' }, reasons: [{ kind: 'parent-replaced' }] });
  });

  it('leaves ignored paths to others', () => {
    const ignoring = { ignoreChanges: ['properties.size', 'properties.rules'] };
    const after = sampleResource('store', withProperties({ size: 2, rules: [] }), ignoring);
    const live = new Map([[at('store'), { ...settleSample(body, store), properties: { ...(settleSample(body, store)['properties'] as JsonObject), size: 7 } }]]);
    expect(replan([store], [after], { live }).counts.unchanged).toBe(1);
  });

  it('keeps a resource whose address changed, and deletes nothing', () => {
    const result = replan([store], [sampleResource('renamed', body, { name: 'store', id: store.id })]);
    expect(result.changes.map(({ address, action }) => [address, action])).toEqual([[at('renamed'), { kind: 'move', from: at('store') }]]);
    expect(result.diagnostics).toEqual([]);
  });

  it('updates what reads a value of something that is made anew', () => {
    const text = "[reference(resourceId('Test.Store/stores', 'store'), '2026-01-01').key]";
    const app = sampleResource('app', { properties: { url: text, plain: "[resourceId('Test.Store/stores', 'store')]" } }, { type: 'Test.Run/apps', dependsOn: [at('store')], display: { [text]: 'store.key' } });
    const live = new Map([...sampleLive([store, app]), [at('store'), 'missing' as const]]);
    const change = changeOf(replan([store, app], [store, app], { live }), 'app');
    expect(change.action.kind).toBe('update');
    expect(change.properties).toEqual([{ path: 'properties.url', kind: 'change', unknown: 'store.key' }]);
    expect(change.waitsFor).toEqual([at('store')]);
  });
});

describe('drift', () => {
  const drifted = (properties: JsonObject, extra: JsonObject = {}) => {
    const live = settleSample(body, store);
    return new Map([[at('store'), { ...live, ...extra, properties: { ...(live['properties'] as JsonObject), ...properties } }]]);
  };

  it('is planned back, with the live value before', () => {
    const change = changeOf(replan([store], [store], { live: drifted({ size: 9 }) }), 'store');
    expect(change).toMatchObject({ action: { kind: 'update' }, reasons: [{ kind: 'changed-in-azure', path: 'properties.size' }] });
    expect(change.properties).toEqual([{ path: 'properties.size', kind: 'change', before: 9, after: 1, drift: true }]);
  });

  it('is found in elements that somebody added to or took from an array that we manage', () => {
    const { properties } = changeOf(replan([store], [store], { live: drifted({ rules: [{ value: 'x', note: 'ours' }, { value: 'intruder' }], zones: ['2'] }) }), 'store');
    expect(properties).toEqual([
      { path: 'properties.rules[value=intruder].value', kind: 'remove', before: 'intruder', drift: true },
      { path: 'properties.rules[value=y].value', kind: 'add', after: 'y', drift: true },
      { path: 'properties.zones["1"]', kind: 'add', after: '1', drift: true },
    ]);
  });

  it('is not looked for where we manage nothing', () => {
    expect(replan([store], [store], { live: drifted({ other: 1 }, { zones: ['3'], tags: { owner: 'a', foreign: 'b' } }) }).counts.unchanged).toBe(1);
  });

  it('is none when somebody made by hand what the definition now wants', () => {
    const { properties } = changeOf(replan([store], [sampleResource('store', withProperties({ size: 9 }))], { live: drifted({ size: 9 }) }), 'store');
    expect(properties).toEqual([{ path: 'properties.size', kind: 'change', before: 1, after: 9 }]);
  });

  it('joins with a change of the user at the same path', () => {
    const { properties } = changeOf(replan([store], [sampleResource('store', withProperties({ size: 5 }))], { live: drifted({ size: 9 }) }), 'store');
    expect(properties).toEqual([{ path: 'properties.size', kind: 'change', before: 9, after: 5, drift: true }]);
  });
});

describe('what is gone, half done or unwanted', () => {
  it('creates again what is missing in Azure', () => {
    const result = replan([store], [store], { live: new Map([[at('store'), 'missing']]) });
    expect(changeOf(result, 'store')).toMatchObject({ action: { kind: 'create' }, reasons: [{ kind: 'missing-in-azure' }] });
    expect(result.diagnostics).toEqual([]);
  });

  it.each([
    ['tainted', 'tainted'],
    ['failed', 'failed-before'],
    ['pending', 'pending-from-interrupted-run'],
  ] as const)('updates what is %s in the state', (status, kind) => {
    const state = sampleState([store], { [at('store')]: { status } });
    expect(changeOf(plan([store], { state, live: sampleLive([store]) }), 'store')).toMatchObject({ action: { kind: 'update' }, reasons: [{ kind }] });
  });

  it('updates what an interrupted run meant to change', () => {
    expect(changeOf(replan([store], [store], { pending: [at('store')] }), 'store').reasons).toMatchObject([{ kind: 'pending-from-interrupted-run' }]);
  });

  it('deletes what the definition no longer has, unless it holds data and was not named', () => {
    const result = replan([store], []);
    expect(changeOf(result, 'store')).toMatchObject({ action: { kind: 'delete' }, properties: [], reasons: [{ kind: 'not-in-definition' }], risk: 'loses-data' });
    expect(result.diagnostics).toMatchObject([{ code: 'ATK1502' }]);
    expect(replan([store], [], { state: sampleState([store], { [at('store')]: { origin: 'atakora/backend.ts:9:13' } }) }).diagnostics).toMatchObject([{ code: 'ATK1502', location: { file: 'atakora/backend.ts', line: 9 } }]);
    expect(replan([store], [], { allowDataLoss: [at('store')] }).diagnostics).toEqual([]);
  });

  it('takes a type that it does not know for one that holds data', () => {
    const raw = sampleResource('raw', {}, { type: 'Test.Raw/things' });
    expect(replan([raw], []).diagnostics).toMatchObject([{ code: 'ATK1502', summary: expect.stringContaining('catalogue') as string }]);
  });

  it('refuses to delete or replace what is protected, also when the protection ends in the same plan', () => {
    const guarded = { ...store, protect: true };
    expect(replan([guarded], [], { allowDataLoss: [at('store')] }).diagnostics).toMatchObject([{ code: 'ATK1501' }]);
    expect(replan([guarded], [sampleResource('store', withProperties({ shape: 'round' }))]).diagnostics).toMatchObject([{ code: 'ATK1501' }]);
    expect(replan([guarded], [guarded]).diagnostics).toEqual([]);
  });

  it('only forgets what is gone already, protected or not', () => {
    const result = replan([{ ...store, protect: true }], [], { live: new Map([[at('store'), 'missing']]) });
    expect(result.diagnostics).toEqual([]);
    expect(changeOf(result, 'store')).toMatchObject({ action: { kind: 'delete' }, risk: 'safe' });
  });
});

describe('a destroy', () => {
  const app = sampleResource('app', {}, { type: 'Test.Run/apps', dependsOn: [at('store')] });

  it('needs no definition, names everything, and goes from the dependents to what they need', () => {
    const result = plan(undefined, { kind: 'destroy', state: sampleState([store, app]), live: sampleLive([store, app]) });
    expect(result).toMatchObject({ kind: 'destroy', environment: 'dev', project: 'project', lineage: 'lineage', serial: 4, diagnostics: [] });
    expect(result.counts).toMatchObject({ delete: 2, unchanged: 0 });
    expect(changeOf(result, 'store').waitsFor).toEqual([at('app')]);
    expect(changeOf(result, 'app').waitsFor).toEqual([]);
  });

  it('refuses what is protected', () => {
    expect(plan(undefined, { kind: 'destroy', state: sampleState([{ ...store, protect: true }]) }).diagnostics).toMatchObject([{ code: 'ATK1501' }]);
  });

  it('of nothing is empty', () => {
    expect(plan(undefined, { kind: 'destroy' })).toMatchObject({ changes: [], serial: 0 });
  });
});

describe('order and outputs', () => {
  it('puts danger first, then stacks, then addresses', () => {
    const app = sampleResource('app', { a: 1 }, { type: 'Test.Run/apps' });
    const before = [store, app, sampleResource('gone', body), sampleResource('same', body)];
    const after = [sampleResource('store', withProperties({ shape: 'round' })), sampleResource('app', { a: 2 }, { type: 'Test.Run/apps' }), sampleResource('anew', {}, { type: 'Test.Run/apps' }), sampleResource('new', body), sampleResource('same', body)];
    expect(replan(before, after).changes.map(({ address, action }) => `${action.kind} ${address}`)).toEqual([
      'delete main/owner/gone',
      'replace main/owner/store',
      'update main/owner/app',
      'create main/owner/new',
      'create main/owner/anew',
      'no-op main/owner/same',
    ]);
  });

  it('lets a deletion wait for the update of what needed it, and creations for creations', () => {
    const old = sampleResource('old', body);
    const user = sampleResource('user', { a: 1 }, { type: 'Test.Run/apps', dependsOn: [at('old')] });
    const result = replan([old, user], [sampleResource('new', body), sampleResource('user', { a: 2 }, { type: 'Test.Run/apps', dependsOn: [at('new')] })]);
    expect(changeOf(result, 'old').waitsFor).toEqual([at('user')]);
    expect(changeOf(result, 'user').waitsFor).toEqual([at('new')]);
  });

  it('compares outputs by what they read', () => {
    const output = (name: string, expression: string) => ({ name, stack: 'data', expression });
    const synthesis = sampleSynthesis([], { outputs: [output('a', '1'), output('b', '2'), output('c', '3')] });
    const state = { ...sampleState([]), outputs: { b: { ...output('', '2'), value: 0 }, c: { ...output('', '4'), value: 0 }, d: { ...output('', '5'), value: 0 } } };
    expect(plan([], { synthesis, state }).outputs).toEqual([
      { name: 'a', kind: 'add' },
      { name: 'b', kind: 'same' },
      { name: 'c', kind: 'change' },
      { name: 'd', kind: 'remove' },
    ]);
  });
});

describe('secrets', () => {
  const secretive = (seal: string) => sampleResource('store', withProperties({ seal, adminPassword: `pass-${seal}`, list: [`AccountKey=${seal}==;x`], settings: [{ name: 'API_KEY', value: `set-${seal}` }] }));

  it('are compared by fingerprint and shown nowhere', () => {
    const results = [plan([secretive('alpha')]), replan([secretive('alpha')], [secretive('beta')]), replan([secretive('alpha')], [secretive('beta')], { fingerprint: undefined })];
    for (const result of results) {
      expect(JSON.stringify(result)).not.toMatch(/alpha|beta|fingerprint:/);
      expect(changeOf(result, 'store').properties.filter(({ sensitive }) => sensitive)).toHaveLength(4);
    }
    expect(JSON.stringify(sampleState([secretive('alpha')]).resources)).not.toContain('alpha');
    expect(replan([secretive('alpha')], [secretive('alpha')]).counts.unchanged).toBe(1);
  });

  it('show as unknown when the key is missing', () => {
    const { properties } = changeOf(replan([secretive('alpha')], [secretive('beta')], { fingerprint: undefined }), 'store');
    expect(properties.find(({ path }) => path === 'properties.seal')).toEqual({ path: 'properties.seal', kind: 'change', sensitive: true, unknown: 'the fingerprint key is missing' });
  });

  it('that somebody changed in Azure are drift without values', () => {
    const before = secretive('alpha');
    const live = new Map([[before.address, settleSample(secretive('gamma').desired, before)]]);
    const result = replan([before], [before], { live });
    expect(changeOf(result, 'store').properties).toContainEqual({ path: 'properties.seal', kind: 'change', sensitive: true, drift: true });
    expect(JSON.stringify(result)).not.toMatch(/alpha|gamma/);
  });
});
