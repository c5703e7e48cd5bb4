import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Plan } from '../../model/plan.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { buildPlan } from './build-plan.ts';
import type { PlanInput } from './plan-context.ts';
import { sampleKinds, sampleLive, sampleResource, sampleState, sampleSynthesis } from './sample-backend.fake.ts';

const at = (name: string): Address => `main/owner/${name}` as Address;
const body = (size: number): JsonObject => ({ location: 'westeurope', properties: { size, shape: 'square' } });
const app = (name: string, size: number, ...needs: readonly string[]): SynthesizedResource => sampleResource(name, body(size), { type: 'Test.Run/apps', dependsOn: needs.map(at) });

function plan(input: Partial<PlanInput> & { readonly desired?: readonly SynthesizedResource[]; readonly applied?: readonly SynthesizedResource[] }): Plan {
  const { desired, applied, ...rest } = input;
  return buildPlan({
    kind: 'apply',
    synthesis: desired === undefined ? undefined : sampleSynthesis(desired),
    state: applied === undefined ? undefined : sampleState(applied),
    live: applied === undefined ? undefined : sampleLive(applied),
    pending: [],
    kinds: sampleKinds,
    ...rest,
  });
}

const todo = (made: Plan): readonly string[] => made.changes.filter(({ action }) => action.kind !== 'no-op').map(({ action, address }) => `${action.kind} ${address.split('/')[2] ?? ''}`).sort();
const targets = (...names: readonly string[]) => ({ scope: { targets: names, excludes: [] } });
const excludes = (...names: readonly string[]) => ({ scope: { targets: [], excludes: names } });

/** a ← b ← c, and d alone. */
const chain = [app('a', 1), app('b', 1, 'a'), app('c', 1, 'b'), app('d', 1)];

describe('the part of a plan that is targeted', () => {
  it('brings what it needs, says so, and counts what is left out', () => {
    const made = plan({ desired: chain, ...targets('main/owner/b') });
    expect(todo(made)).toEqual(['create a', 'create b']);
    expect(made.partial).toEqual({ targets: ['main/owner/b'], excludes: [], pulledIn: [at('a')], heldBack: [], left: 2 });
    expect(made.diagnostics).toMatchObject([{ code: 'ATK1506', severity: 'warning', summary: 'this plan is partial (--target main/owner/b): 2 changes are left out; main/owner/a is brought along because what was named needs it' }]);
    expect(made.counts).toMatchObject({ create: 2, unchanged: 0 });
  });

  it('does not warn when it has every change and brought none along', () => {
    const made = plan({ desired: chain, ...targets('main/owner/*') });
    expect(made.partial).toMatchObject({ left: 0, pulledIn: [] });
    expect(made.diagnostics).toEqual([]);
  });

  it('leaves out dependencies that stand already', () => {
    const made = plan({ applied: chain, desired: [app('a', 1), app('b', 2, 'a'), app('c', 2, 'b')], ...targets('main/owner/b') });
    expect(todo(made)).toEqual(['update b']);
    expect(made.partial).toMatchObject({ left: 2, pulledIn: [] });
  });

  it('brings the dependents of what is deleted', () => {
    expect(todo(plan({ applied: chain, desired: [app('d', 2)], ...targets('main/owner/b') }))).toEqual(['delete b', 'delete c']);
    expect(todo(plan({ applied: chain, kind: 'destroy', ...targets('main/owner/a') }))).toEqual(['delete a', 'delete b', 'delete c']);
  });

  it('brings whatever follows from a replacement, since nobody would know later', () => {
    const store = sampleResource('store', body(1));
    const reader = sampleResource('reader', { properties: { url: "[reference(resourceId('Test.Store/stores', 'store')).url]" } }, { type: 'Test.Run/apps', dependsOn: [at('store')] });
    const moved = sampleResource('store', { ...body(1), location: 'northeurope' });
    const made = plan({ applied: [store, reader], desired: [moved, reader], ...targets('main/owner/store') });
    expect(todo(made)).toEqual(['replace store', 'update reader']);
  });

  it('guards what would go with a replaced parent', () => {
    const store = sampleResource('store', body(1));
    const box = sampleResource('box', {}, { type: 'Test.Store/stores/boxes', name: 'store/box', dependsOn: [at('store')], protect: true });
    const made = plan({ applied: [store, box], desired: [sampleResource('store', { ...body(1), location: 'northeurope' })], ...targets('main/owner/store'), allowDataLoss: [at('store')] });
    expect(todo(made)).toEqual(['delete box', 'replace store']);
    expect(made.diagnostics.map(({ code }) => code)).toContain('ATK1501');
  });

  it('takes a template that is deployed whole as a whole', () => {
    const inside = [sampleResource('p', body(1), { stack: 'existing.old' }), sampleResource('q', body(1), { stack: 'existing.old' }), sampleResource('r', body(1), { stack: 'existing.old' })];
    const whole = sampleSynthesis([...inside, app('a', 1)]);
    const [stack] = whole.stacks;
    const synthesis = { ...whole, stacks: [...whole.stacks, { ...(stack ?? expect.fail()), id: 'existing.old', verbatim: true }] };
    const make = (scope: PlanInput['scope']): Plan => buildPlan({ kind: 'apply', synthesis, state: undefined, live: undefined, pending: [], kinds: sampleKinds, ...(scope === undefined ? {} : { scope }) });
    expect(todo(make({ targets: ['main/owner/q'], excludes: [] }))).toEqual(['create p', 'create q', 'create r']);
    expect(todo(make({ targets: [], excludes: ['main/owner/q'] }))).toEqual(['create a']);
  });

  it('is not stopped by what was left out', () => {
    const store = sampleResource('store', body(1), { protect: true });
    const made = plan({ applied: [store], desired: [app('d', 1)], ...targets('main/owner/d') });
    expect(made.diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
  });

  it('takes globs, and has a hash of its own', () => {
    const whole = plan({ desired: chain });
    const made = plan({ desired: chain, ...targets('main/owner/?') });
    expect(todo(made)).toEqual(todo(whole));
    expect(made.hash).toBe(whole.hash);
    expect(plan({ desired: chain, ...targets('main/owner/a') }).hash).not.toBe(whole.hash);
  });

  it('refuses a name that nothing has', () => {
    expect(() => plan({ desired: chain, ...targets('main/owner/x1') })).toThrow(expect.objectContaining({ code: 'ATK1505' }));
  });
});

describe('the part of a plan without what is excluded', () => {
  it('holds back whatever needs it', () => {
    const made = plan({ desired: chain, ...excludes('main/owner/b') });
    expect(todo(made)).toEqual(['create a', 'create d']);
    expect(made.partial).toMatchObject({ heldBack: [at('c')], left: 2 });
    expect(made.diagnostics[0]?.summary).toBe('this plan is partial (--exclude main/owner/b): 2 changes are left out; main/owner/c is held back because it needs what is excluded');
  });

  it('keeps what something excluded still depends on', () => {
    expect(todo(plan({ applied: chain, desired: [], ...excludes('main/owner/b') }))).toEqual(['delete c', 'delete d']);
  });

  it('is what remains of a target', () => {
    const made = plan({ desired: chain, scope: { targets: ['main/owner/c', 'main/owner/d'], excludes: ['main/owner/a'] } });
    expect(todo(made)).toEqual(['create d']);
    expect(made.partial).toMatchObject({ heldBack: [at('c')], left: 3 });
  });
});

describe('the outputs of a part', () => {
  const outputs = [{ name: 'one', stack: 'compute', expression: '1' }, { name: 'two', stack: 'data', expression: '2' }];
  const desired = [sampleResource('store', body(1)), app('a', 1)];
  const make = (scope: PlanInput['scope']): Plan => buildPlan({ kind: 'apply', synthesis: sampleSynthesis(desired, { outputs }), state: undefined, live: undefined, pending: [], kinds: sampleKinds, ...(scope === undefined ? {} : { scope }) });

  it('are those of stacks that are brought up to date as a whole', () => {
    expect(make(undefined).outputs.map(({ name }) => name)).toEqual(['one', 'two']);
    expect(make({ targets: ['main/owner/a'], excludes: [] }).outputs).toEqual([{ name: 'one', kind: 'add' }]);
    expect(make({ targets: [], excludes: ['main/owner/a'] }).outputs).toEqual([{ name: 'two', kind: 'add' }]);
  });

  it('stay as they are in stacks that nobody named', () => {
    const made = buildPlan({ kind: 'apply', synthesis: sampleSynthesis([sampleResource('store', body(1)), app('a', 2)], { outputs }), state: sampleState(desired), live: undefined, pending: [], kinds: sampleKinds, scope: { targets: ['main/owner/a'], excludes: [] } });
    expect(made.outputs).toEqual([{ name: 'one', kind: 'add' }]);
  });
});

describe('--replace', () => {
  it('replaces what could stay, with its reason', () => {
    const made = plan({ applied: chain, desired: chain, replace: [at('b')] });
    expect(todo(made)).toEqual(['replace b']);
    expect(made.changes[0]).toMatchObject({ action: { kind: 'replace', order: 'delete-first' }, reasons: [{ kind: 'replace-requested' }], risk: 'interrupts-service' });
  });

  it('obeys protection and data loss', () => {
    const store = sampleResource('store', body(1));
    expect(plan({ applied: [store], desired: [store], replace: [at('store')] }).diagnostics).toMatchObject([{ code: 'ATK1502', address: at('store') }]);
  });

  it('refuses an address that the definition does not have', () => {
    expect(() => plan({ desired: chain, replace: ['main/owner/bb'] })).toThrow(expect.objectContaining({ code: 'ATK1505', hint: 'Did you mean "main/owner/b"?' }));
  });
});
