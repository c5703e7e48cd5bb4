import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { StateDocument } from '../../model/state.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { buildPlan } from '../plan/build-plan.ts';
import { sampleFingerprint, sampleKinds, sampleLive, sampleResource, sampleState, sampleSynthesis } from '../plan/sample-backend.fake.ts';
import { acceptDrift } from './accept-live.ts';
import { driftReport } from './drift-report.ts';

const value: fc.Arbitrary<Json> = fc.oneof(fc.boolean(), fc.integer({ min: 1, max: 9 }), fc.constantFrom('alpha', 'beta', 'gamma'));
const properties: fc.Arbitrary<JsonObject> = fc.record(
  {
    size: fc.integer({ min: 1, max: 9 }),
    label: fc.constantFrom('alpha', 'beta'),
    zones: fc.uniqueArray(fc.constantFrom('1', '2', '3'), { minLength: 1 }),
    settings: fc.uniqueArray(fc.record({ name: fc.constantFrom('n1', 'n2', 'n3'), value }), { selector: ({ name }) => name, minLength: 1, maxLength: 3 }),
    list: fc.array(fc.constantFrom('x', 'y', 'z'), { minLength: 1, maxLength: 3 }),
    free: fc.dictionary(fc.constantFrom('a', 'b', 'c'), value, { minKeys: 1, maxKeys: 3 }),
    seal: fc.constantFrom('QQQQQQ', 'ZZZZZZ'),
  },
  { requiredKeys: ['size'] },
) as fc.Arbitrary<JsonObject>;

const resource = (body: JsonObject): SynthesizedResource => sampleResource('one', { location: 'westeurope', properties: body });

function withoutRecord(state: StateDocument): StateDocument {
  return { ...state, resources: Object.fromEntries(Object.entries(state.resources).map(([address, { live: _live, ...record }]) => [address, record])) };
}

describe('drift that was accepted', () => {
  it('is none any more, and shows as the definition\'s own change', () => {
    fc.assert(
      fc.property(properties, properties, fc.boolean(), (applied, inAzure, recorded) => {
        const before = resource(applied);
        // What somebody made of it: only values that the definition sets, as others are not looked at.
        const edited = resource({ ...applied, ...Object.fromEntries(Object.entries(inAzure).filter(([key]) => Object.hasOwn(applied, key))) });
        const live = new Map([[before.address, sampleLive([edited]).get(edited.address) as JsonObject]]);
        const first = sampleState([before]);
        const state = recorded ? first : withoutRecord(first);
        const { resources, changed } = acceptDrift(state, live, sampleKinds, sampleFingerprint);
        const again = driftReport({ state: { ...state, resources }, live, kinds: sampleKinds, fingerprint: sampleFingerprint, projectName: 'sample' });
        expect(again.counts.drifted).toBe(0);
        const drifted = driftReport({ state, live, kinds: sampleKinds, fingerprint: sampleFingerprint, projectName: 'sample' }).counts.drifted;
        expect(changed).toHaveLength(drifted);
        const plan = buildPlan({ kind: 'apply', synthesis: sampleSynthesis([before]), state: { ...state, resources }, live, pending: [], kinds: sampleKinds, fingerprint: sampleFingerprint });
        expect(plan.counts.update).toBe(drifted);
        expect(plan.changes[0]?.properties.some((property) => property.drift === true)).toBe(false);
      }),
      { numRuns: 300 },
    );
  });

  it('is nothing to do once the code says the same', () => {
    const live = new Map([[resource({}).address, sampleLive([resource({ size: 2, settings: [{ name: 'a', value: 1 }, { name: 'b', value: 3 }] })]).get(resource({}).address) as JsonObject]]);
    const state = sampleState([resource({ size: 1, settings: [{ name: 'a', value: 1 }, { name: 'b', value: 2 }] })]);
    const { resources } = acceptDrift(state, live, sampleKinds, sampleFingerprint);
    const plan = buildPlan({ kind: 'apply', synthesis: sampleSynthesis([resource({ size: 2, settings: [{ name: 'a', value: 1 }, { name: 'b', value: 3 }] })]), state: { ...state, resources }, live, pending: [], kinds: sampleKinds, fingerprint: sampleFingerprint });
    expect(plan.counts).toMatchObject({ unchanged: 1, update: 0 });
  });

  it('takes what is gone out of the state and leaves what was not read as it is', () => {
    const [a, b] = [sampleResource('a', {}), sampleResource('b', {})];
    const state = sampleState([a, b]);
    const accepted = acceptDrift(state, new Map([[a.address, 'missing']]), sampleKinds, sampleFingerprint);
    expect(accepted).toEqual({ resources: { [b.address]: state.resources[b.address] }, changed: [], removed: [a.address] });
  });

  it('keeps expressions and holds no secret', () => {
    const before = resource({ size: 1, peer: '[resourceId(1)]', seal: 'QQQQQQ' });
    const live = sampleLive([resource({ size: 2, peer: '[resourceId(1)]', seal: 'ZZZZZZ' })]);
    const { resources } = acceptDrift(sampleState([before]), live, sampleKinds, sampleFingerprint);
    const desired = resources[before.address]?.desired['properties'];
    expect(isJsonObject(desired) && desired['peer']).toBe('[resourceId(1)]');
    expect(isJsonObject(desired) && desired['size']).toBe(2);
    expect(JSON.stringify(resources)).not.toMatch(/QQQ|ZZZ/);
  });
});
