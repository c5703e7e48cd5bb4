import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AtakoraError } from '../model/errors.ts';
import type { StateDocument } from '../model/state.ts';
import { buildPlan } from '../engine/plan/build-plan.ts';
import { sampleKinds, sampleResource, sampleState, sampleSynthesis } from '../engine/plan/sample-backend.fake.ts';
import type { SavedPlan } from './saved-plan.ts';
import { parseSavedPlan, printSavedPlan } from './saved-plan.ts';
import { checkFresh, checkSavedPlan } from './saved-plan-check.ts';

const synthesis = sampleSynthesis([sampleResource('store', { location: 'westeurope', properties: { size: 1, note: 'ünïcode \u2028' } })]);
const state = sampleState([sampleResource('store', { location: 'westeurope', properties: { size: 2 } })]);
const plan = buildPlan({ kind: 'apply', synthesis, state, live: undefined, pending: [], kinds: sampleKinds });
const saved: SavedPlan = {
  tool: 'atakora 0.1.0',
  run: 'synth-20260115-100000-00000001',
  by: 'anna@desk',
  savedAt: '2026-01-15T10:00:00.000Z',
  expiresAt: '2026-01-16T10:00:00.000Z',
  project: 'project',
  environment: 'dev',
  cloud: 'AzureCloud',
  tenantId: 't',
  subscriptionId: 's',
  stateRun: 'run',
  plan,
  synthesis,
  packages: [{ hash: 'ab', base64: 'AAAA' }],
};
const text = printSavedPlan(saved);
const place = { tool: 'atakora 0.1.0', now: '2026-01-15T12:00:00.000Z', project: 'project', environment: 'dev', cloud: 'AzureCloud', tenantId: 'T', subscriptionId: 's' };
const refusal = (code: string, says: string) => expect.objectContaining({ code, message: expect.stringContaining(says) as unknown }) as AtakoraError;

describe('the file of a saved plan', () => {
  it('gives back what was saved, with the hash that was shown', () => {
    expect(parseSavedPlan(text, 'x.plan')).toEqual(JSON.parse(JSON.stringify(saved)));
    expect(parseSavedPlan(text, 'x.plan').plan.hash).toBe(plan.hash);
  });

  it('has the same bytes for the same plan', () => {
    expect(printSavedPlan(structuredClone(saved))).toBe(text);
  });

  it('is refused when any byte of it was changed, put in or left out', () => {
    const bytes = Buffer.from(text, 'utf8');
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), fc.constantFrom('change', 'insert', 'remove', 'cut'), (at, delta, how) => {
        const byte = ((bytes[at] ?? 0) + delta) % 256;
        const parts = { change: [bytes.subarray(0, at), [byte], bytes.subarray(at + 1)], insert: [bytes.subarray(0, at), [byte], bytes.subarray(at)], remove: [bytes.subarray(0, at), bytes.subarray(at + 1)], cut: [bytes.subarray(0, at)] }[how];
        const changed = Buffer.concat(parts.map((part) => Buffer.from(part))).toString('utf8');
        fc.pre(changed !== text);
        expect(() => parseSavedPlan(changed, 'x.plan')).toThrow(expect.objectContaining({ code: expect.stringMatching(/^ATK151[23]$/) as unknown }));
      }),
      { numRuns: 2_000 },
    );
  });

  it.each([
    ['', 'it is empty'],
    ['{}', 'it does not begin like a saved plan'],
    ['\u0000\u0001', 'it does not begin like a saved plan'],
    [JSON.stringify(saved), 'it does not begin like a saved plan'],
    [`${text}\n`, 'its content is not what was saved'],
    [text.trimEnd(), 'its content is not what was saved'],
    [text.replace('"anna@desk"', '"anna@desc"'), 'its content is not what was saved'],
  ])('is refused as %j', (given, says) => {
    expect(() => parseSavedPlan(given, 'x.plan')).toThrow(refusal('ATK1512', says));
  });

  it('of a newer format is refused by name', () => {
    expect(() => parseSavedPlan(text.replace('"atakoraPlan":1', '"atakoraPlan":2'), 'x.plan')).toThrow(refusal('ATK1513', 'x.plan has format 2 of saved plans; this program knows format 1'));
  });

  it('never crashes on any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.json(), (head, json) => {
        for (const given of [head, json, `${json}\n${json}\n`, `${text.split('\n')[0] ?? ''}\n${json}\n`]) {
          expect(() => parseSavedPlan(given, 'x.plan')).toThrow(AtakoraError);
        }
      }),
    );
  });
});

describe('where and when a saved plan may be applied', () => {
  it('is the place and the time it was made for, letter case of ids aside', () => {
    expect(() => checkSavedPlan(saved, place, 'x.plan')).not.toThrow();
  });

  it.each<[Partial<typeof place>, string, string]>([
    [{ tool: 'atakora 0.2.0' }, 'ATK1513', 'x.plan was made by atakora 0.1.0; this is atakora 0.2.0'],
    [{ now: '2026-01-16T10:00:00.000Z' }, 'ATK1514', 'x.plan expired at 2026-01-16T10:00:00.000Z'],
    [{ now: '2026-01-16T11:00:00.000Z' }, 'ATK1514', 'expired at 2026-01-16T10:00:00.000Z, 1h'],
    [{ project: 'other' }, 'ATK1515', 'x.plan is for project project; here is project other'],
    [{ environment: 'dev@local' }, 'ATK1515', 'is for environment dev; here is environment dev@local'],
    [{ tenantId: 'u', subscriptionId: 'v' }, 'ATK1515', 'is for tenantId t, subscriptionId s; here is tenantId u, subscriptionId v'],
    [{ cloud: 'local' }, 'ATK1515', 'cloud'],
  ])('is not %j', (changes, code, says) => {
    expect(() => checkSavedPlan(saved, { ...place, ...changes }, 'x.plan')).toThrow(refusal(code, says));
  });
});

describe('the state that a saved plan is applied to', () => {
  const later: StateDocument = { ...state, serial: 6, run: 'synth-20260115-110000-00000002', updatedBy: 'ben@build', updatedAt: '2026-01-15T11:00:00.000Z' };

  it('is the one it was made from', () => {
    expect(() => checkFresh(saved, state, 'x.plan')).not.toThrow();
    expect(() => checkFresh({ ...saved, plan: buildPlan({ kind: 'apply', synthesis, state: undefined, live: undefined, pending: [], kinds: sampleKinds }) }, undefined, 'x.plan')).not.toThrow();
  });

  it('that has changed is told with serial, run and author', () => {
    expect(() => checkFresh(saved, later, 'x.plan')).toThrow(refusal('ATK1503', 'x.plan was made from serial 4, which run run wrote; now the state has serial 6, which run synth-20260115-110000-00000002 of ben@build wrote at 2026-01-15T11:00:00.000Z'));
  });

  it('of another lineage, or none, is told too', () => {
    expect(() => checkFresh(saved, { ...state, lineage: 'else' }, 'x.plan')).toThrow(refusal('ATK1503', 'here is another state (lineage else, serial 4)'));
    expect(() => checkFresh(saved, undefined, 'x.plan')).toThrow(refusal('ATK1503', 'now there is no state'));
    const first = { ...saved, plan: buildPlan({ kind: 'apply', synthesis, state: undefined, live: undefined, pending: [], kinds: sampleKinds }) };
    expect(() => checkFresh(first, later, 'x.plan')).toThrow(refusal('ATK1503', 'was made when nothing was applied yet; now the state has serial 6'));
  });
});
