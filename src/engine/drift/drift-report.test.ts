import { describe, expect, it } from 'vitest';
import type { DriftedResource, DriftReport } from '../../model/drift.ts';
import type { JsonObject } from '../../model/json.ts';
import type { StateDocument } from '../../model/state.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { sampleFingerprint, sampleKinds, sampleLive, sampleResource, sampleState, sampleSynthesis } from '../plan/sample-backend.fake.ts';
import { driftReport } from './drift-report.ts';

const store = (properties: JsonObject, changes: Partial<SynthesizedResource> = {}): SynthesizedResource => sampleResource('one', { location: 'westeurope', tags: { team: 'a' }, properties }, changes);

interface Case {
  readonly applied: SynthesizedResource;
  readonly now?: SynthesizedResource;
  readonly edit?: (live: JsonObject) => JsonObject | 'missing';
  readonly recorded?: boolean;
  readonly definition?: boolean;
}

function report({ applied, now = applied, edit = (live) => live, recorded = true, definition = true }: Case): DriftReport {
  const state: StateDocument = sampleState([applied]);
  const blind = Object.fromEntries(Object.entries(state.resources).map(([address, { live: _live, ...record }]) => [address, record]));
  const live = sampleLive([applied]).get(applied.address) as JsonObject;
  return driftReport({
    state: recorded ? state : { ...state, resources: blind },
    live: new Map([[applied.address, edit(live)]]),
    kinds: sampleKinds,
    fingerprint: sampleFingerprint,
    projectName: 'sample',
    ...(definition ? { synthesis: sampleSynthesis([now]) } : {}),
  });
}

const only = ({ resources: [first] }: DriftReport): DriftedResource => first as DriftedResource;
const within = (change: JsonObject) => (live: JsonObject): JsonObject => ({ ...live, properties: { ...(live['properties'] as JsonObject), ...change } });

describe('drift', () => {
  it.each([true, false])('is none after an apply, whatever Azure makes of it (recorded: %s)', (recorded) => {
    const made = report({ applied: store({ size: 1, tier: 'Hot', zones: ['1', '2'], wish: 'x', seal: 'QQQ', peer: '[resourceId(1)]' }), recorded });
    expect(only(made)).toMatchObject({ status: 'same', findings: [] });
    expect(made.counts).toMatchObject({ compared: 1, drifted: 0, edits: 0 });
    expect(made.counts.defaults).toBeGreaterThan(0);
  });

  it('is certain where the live value was recorded, and potential where only the rules speak', () => {
    const applied = store({ size: 1 });
    const edit = within({ size: 7 });
    expect(only(report({ applied, edit })).findings).toEqual([{ path: 'properties.size', kind: 'change', origin: 'edit', certainty: 'certain', applied: 1, live: 7 }]);
    expect(only(report({ applied, edit, recorded: false })).findings).toEqual([{ path: 'properties.size', kind: 'change', origin: 'edit', certainty: 'potential', applied: 1, live: 7 }]);
  });

  it('tells the user\'s own change from it, and a third value beside it', () => {
    const applied = store({ size: 1, shape: 'flat' });
    const made = report({ applied, now: store({ size: 2, shape: 'round' }, { desiredHash: 'other' }), edit: within({ size: 7 }) });
    expect(only(made).findings).toEqual([
      { path: 'properties.size', kind: 'change', origin: 'edit', certainty: 'certain', applied: 1, live: 7, wanted: 2 },
      { path: 'properties.shape', kind: 'change', origin: 'your-change', certainty: 'certain', applied: 'flat', wanted: 'round' },
    ]);
    expect(made.counts).toMatchObject({ edits: 1, yourChanges: 1 });
  });

  it('is none where the definition has come to say what Azure has', () => {
    const made = report({ applied: store({ size: 1 }), now: store({ size: 7 }, { desiredHash: 'other' }), edit: within({ size: 7 }) });
    expect(made.counts.drifted).toBe(0);
  });

  it('is none at paths that are left to others, but told', () => {
    const ignoring = store({ size: 1 }, { ignoreChanges: ['properties.size'] });
    const made = report({ applied: ignoring, edit: within({ size: 7 }) });
    expect(made.counts).toMatchObject({ drifted: 0, ignored: 1, edits: 0 });
    expect(only(made).findings).toMatchObject([{ path: 'properties.size', ignored: true }]);
    expect(report({ applied: ignoring, edit: within({ size: 7 }), definition: false }).counts.drifted).toBe(1);
  });

  it('says what was deleted and what was made again', () => {
    expect(only(report({ applied: store({ size: 1 }), edit: () => 'missing' })).status).toBe('missing');
    const identified = store({ size: 1, principalId: 'p1' });
    const state = sampleState([identified]);
    const record = state.resources[identified.address];
    const unset = { ...record, desired: { properties: { size: 1 } } };
    const again = driftReport({ state: { ...state, resources: { [identified.address]: unset as never } }, live: new Map([[identified.address, { properties: { size: 1, principalId: 'p2' } }]]), kinds: sampleKinds, projectName: 'sample' });
    expect(only(again).status).toBe('made-again');
  });

  it('tells an element that was added and one that was taken away', () => {
    const applied = store({ settings: [{ name: 'a', value: 1 }, { name: 'b', value: 2 }] });
    const paths = (recorded: boolean): readonly string[] => only(report({ applied, recorded, edit: within({ settings: [{ name: 'a', value: 1 }, { name: 'c', value: 3 }] }) })).findings.map(({ path, kind }) => `${kind} ${path}`);
    expect(paths(true)).toEqual(['remove properties.settings[name=b].name', 'remove properties.settings[name=b].value', 'add properties.settings[name=c].name']);
    expect(paths(false).some((line) => line.includes('settings'))).toBe(true);
  });

  it.each([true, false])('shows nothing of a secret (recorded: %s)', (recorded) => {
    const made = report({ applied: store({ seal: 'QQQQQQ', adminPassword: 'XXXXXX' }), recorded, edit: within({ seal: 'ZZZZZZ', adminPassword: 'YYYYYY' }) });
    expect(only(made).findings.map(({ path, sensitive }) => [path, sensitive])).toEqual([['properties.adminPassword', true], ['properties.seal', true]]);
    expect(JSON.stringify(made)).not.toMatch(/QQQ|XXX|ZZZ|YYY|fingerprint:/);
  });

  it('puts what drifted before what did not', () => {
    const [a, b, c] = [sampleResource('a', { properties: { size: 1 } }), sampleResource('b', { properties: { size: 1 } }), sampleResource('c', { properties: { size: 1 } })];
    const live = new Map([...sampleLive([a, b, c]), [b.address, within({ size: 2 })(sampleLive([b]).get(b.address) as JsonObject)], [c.address, 'missing' as const]]);
    const made = driftReport({ state: sampleState([a, b, c]), live, kinds: sampleKinds, projectName: 'sample' });
    expect(made.resources.map(({ address, status }) => [address, status])).toEqual([['main/owner/c', 'missing'], ['main/owner/b', 'changed'], ['main/owner/a', 'same']]);
    expect(made.counts).toMatchObject({ compared: 3, drifted: 2, missing: 1 });
  });
});
