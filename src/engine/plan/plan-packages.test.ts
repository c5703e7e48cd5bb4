import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { Plan } from '../../model/plan.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import { buildPlan } from './build-plan.ts';
import type { PlanInput } from './plan-context.ts';
import { sampleKinds, sampleResource, sampleState, sampleSynthesis } from './sample-backend.fake.ts';

const app = sampleResource('store', { location: 'westeurope', properties: { size: 1 } });
const synthesis: Synthesis = { ...sampleSynthesis([app]), packages: [{ address: app.address, siteId: app.id, path: 'dist/app', origin: { file: 'atakora/backend.ts', line: 3 } }] };

function state(packages: Readonly<Record<string, string>>): StateDocument {
  return { ...sampleState([app]), packages };
}

function planOf(input: Partial<PlanInput>, hash = 'new'): Plan {
  return buildPlan({ kind: 'apply', synthesis, state: undefined, live: undefined, pending: [], kinds: sampleKinds, ...(hash === 'unread' ? {} : { packages: new Map([[app.address, hash]]) }), ...input });
}

describe('packages in a plan', () => {
  it('are published to an app that is made, whatever its address ran before', () => {
    expect(planOf({}).packages).toEqual([{ address: app.address, siteId: app.id, path: 'dist/app', after: 'new', action: 'publish' }]);
    expect(planOf({ state: state({ [app.address]: 'new' }), replace: [app.address] }).packages).toMatchObject([{ after: 'new', action: 'publish' }]);
  });

  it('are published when they differ from what was published last, and kept when not', () => {
    expect(planOf({ state: state({ [app.address]: 'old' }) }).packages).toMatchObject([{ before: 'old', after: 'new', action: 'publish' }]);
    expect(planOf({ state: state({ [app.address]: 'new' }) }).packages).toMatchObject([{ before: 'new', after: 'new', action: 'keep' }]);
    expect(planOf({ state: state({}) }).packages).toMatchObject([{ after: 'new', action: 'publish' }]);
    expect(planOf({ state: state({}) }).packages?.[0]).not.toHaveProperty('before');
  });

  it('are published unchanged to the app that is named for it, and to no other', () => {
    const kept = state({ [app.address]: 'new' });
    expect(planOf({ state: kept, republish: [app.address] }).packages).toMatchObject([{ before: 'new', after: 'new', action: 'publish' }]);
    expect(() => planOf({ state: kept, republish: ['main/owner/stor'] })).toThrow(expect.objectContaining({ code: 'ATK1505', hint: `Did you mean "${app.address}"?` }));
  });

  it('are in the hash of the plan when they are published, wherever they lie', () => {
    const hashOf = (hash: string, packages: Readonly<Record<string, string>>): string => planOf({ state: state(packages) }, hash).hash;
    expect(hashOf('new', { [app.address]: 'old' })).not.toBe(hashOf('newer', { [app.address]: 'old' }));
    expect(hashOf('new', { [app.address]: 'new' })).toBe(hashOf('unread', {}));
    const elsewhere: Synthesis = { ...synthesis, packages: (synthesis.packages ?? []).map((named) => ({ ...named, path: 'build/out' })) };
    expect(planOf({ state: state({}), synthesis: elsewhere }).hash).toBe(planOf({ state: state({}) }).hash);
  });

  it('stay out of a plan that nobody read them for, of a part without the app, and of the end of all', () => {
    expect(planOf({ state: state({}) }, 'unread')).not.toHaveProperty('packages');
    const two = sampleResource('other', { location: 'westeurope', properties: { size: 1 } });
    const both: Synthesis = { ...synthesis, resources: [...synthesis.resources, two].sort((a, b) => (a.address < b.address ? -1 : 1)) };
    expect(planOf({ synthesis: both, scope: { targets: [two.address], excludes: [] } })).not.toHaveProperty('packages');
    expect(planOf({ synthesis: both, scope: { targets: [app.address], excludes: [] } }).packages).toHaveLength(1);
    expect(planOf({ kind: 'destroy', synthesis: undefined, state: state({ [app.address]: 'old' }) })).not.toHaveProperty('packages');
  });

  it('follow an app to its new address', () => {
    const from = 'main/old.main/store' as Address;
    const before = sampleState([app]);
    const record = before.resources[app.address];
    if (record === undefined) throw new Error('no record');
    const moved: StateDocument = { ...before, resources: { [from]: record }, packages: { [from]: 'new' } };
    const plan = planOf({ state: moved });
    expect(plan.changes).toMatchObject([{ action: { kind: 'move', from } }]);
    expect(plan.packages).toMatchObject([{ before: 'new', action: 'keep' }]);
  });
});
