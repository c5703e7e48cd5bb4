import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import type { Address } from '../../src/model/address.ts';
import { sampleFinding, sampleReport } from '../../src/ui/gallery/sample-cleanup.ts';
import { sampleDrift } from '../../src/ui/gallery/sample-drift.ts';
import { dangerousPlan } from '../../src/ui/gallery/sample-plan.ts';
import { failedRun, stamp, succeededRun } from '../../src/ui/gallery/sample-run.ts';
import { eventsSchema, sameProperties, sameTypes, stampedEvent } from './events-schema.ts';

const address = 'main/a/b' as Address;
const by = { id: '1', who: 'anna', host: 'build-7', processId: 1, command: 'atakora apply', run: 'r', since: '2026-10-14T15:00:00Z', heartbeat: '2026-10-14T15:00:00Z', ciLink: 'https://ci.example/1' };
const samples = [
  ...failedRun(),
  ...succeededRun(),
  ...stamp([
    [0, { type: 'plan', plan: dangerousPlan() }],
    [1, { type: 'lock', status: 'held', by }],
    [2, { type: 'log', level: 'warning', text: 'x' }],
    [2, { type: 'drift', report: sampleDrift }],
    [2, { type: 'preflight', elapsedMs: 3, outcomes: [{ check: 'names', result: 'warning', elapsedMs: 2 }], findings: [{ check: 'names', severity: 'warning', code: 'ATK1650', summary: 'x', hint: 'y', address }] }],
    [2, { type: 'what-if', elapsedMs: 3, findings: [{ certainty: 'certain', id: '/x', text: 'x', path: 'a.b', before: 1, after: 2 }], agreed: 1, hidden: { default: 2 }, remarks: [{ level: 'info', code: 'a', message: 'b' }] }],
    [2, { type: 'package', address, hash: 'aa', status: 'published', bytes: 3, elapsedMs: 2, health: { kind: 'running', version: '4.1' } }],
    [2, { type: 'package', address, hash: 'aa', status: 'skipped', because: 'x', health: { kind: 'unchecked', why: 'y' } }],
    [2, { type: 'plan', plan: { ...dangerousPlan(), packages: [{ address, siteId: '/x', path: 'dist/app', before: 'aa', after: 'bb', action: 'publish' }] } }],
    [2, { type: 'rotations', items: [{ secret: 'KEY', vaultName: 'KEY', reason: 'due', value: 'input', ageDays: 91, everyDays: 90, apps: [address], cutOffRun: 'r', command: 'atakora secrets rotate KEY' }] }],
    [2, { type: 'rotation', secret: 'KEY', status: 'replaced', version: 'aa', until: '2026-10-14T16:00:00Z', because: 'x' }],
    [2, { type: 'consumer', secret: 'KEY', address, status: 'asked', health: { kind: 'running', version: '4.1' }, reads: 'aa', elapsedMs: 3 }],
    [2, { type: 'secrets', missing: [{ name: 'KEY', vaultName: 'KEY', vault: address, description: 'x', required: true, generated: false, because: 'not-set', neededBy: [{ address, component: 'a', setting: 'KEY' }], location: 'a.ts:1:2', command: 'atakora secrets set KEY' }], unchecked: 'x' }],
    [2, { type: 'secret', name: 'KEY', vault: address, status: 'written', generated: true, elapsedMs: 3 }],
    [2, { type: 'secret', name: 'KEY', vault: address, status: 'failed', because: 'x' }],
    [2, { type: 'error', code: 'ATK9001', message: 'x', hint: 'y', report: '/tmp/x' }],
    [2, { type: 'cleanup', report: { ...sampleReport(), leftAlone: [{ kind: 'resources', id: '/x', name: 'x', type: 't', reason: 'locked', because: 'y' }], notSearched: [{ kind: 'vaults', because: 'z' }], notes: ['n'] } }],
    [2, { type: 'cleanup', report: sampleReport([sampleFinding('resources', 1, { alsoGoes: ['/r'], dependents: ['/d'] })]) }],
    [2, { type: 'removal', kind: 'resources', id: '/x', name: 'x', resourceType: 't', status: 'failed', elapsedMs: 2, because: 'y', failure: { code: 'a', message: 'b' } }],
    [2, { type: 'refreshed', serial: 4, changed: [address], removed: [], unchanged: 2 }],
    [2, { type: 'plan', plan: { ...dangerousPlan(), partial: { targets: ['main/**'], excludes: [], pulledIn: [address], heldBack: [], left: 3 }, likelyMoves: [{ from: address, to: address, type: 't', likeness: 0.9 }] } }],
    ...dangerousPlan().diagnostics.map((diagnostic) => [3, { type: 'diagnostic', diagnostic }] as const),
  ]),
];

describe('the schema of events', () => {
  test('is published as it is in docs/reference', async () => {
    await expect(`${JSON.stringify(eventsSchema(), null, 2)}\n`).toMatchFileSnapshot('../../docs/reference/events.schema.json');
  });

  test('has the arms and properties of the model', () => {
    expect([sameProperties, sameTypes]).toEqual([true, true]);
  });

  test('takes every recorded event without a property left over', () => {
    for (const event of samples) {
      expect(stampedEvent.parse(event)).toEqual(event);
    }
    const kinds = new Set(samples.map(({ type }) => type));
    expect([...kinds].sort()).toEqual(stampedEvent.options.map((option) => option.shape.type.value).sort());
  });

  test('refuses what is no event', () => {
    const [first] = samples;
    for (const wrong of [{ ...first, schema: 2 }, { ...first, type: 'party' }, { ...first, at: 'now' }, { ...first, seq: 0 }]) {
      expect(stampedEvent.safeParse(wrong).success).toBe(false);
    }
  });

  test('can be read as JSON Schema by others', () => {
    const reread = z.fromJSONSchema(eventsSchema() as Parameters<typeof z.fromJSONSchema>[0]);
    expect(reread.safeParse(samples[0]).success).toBe(true);
    expect(reread.safeParse({ ...samples[0], type: 'party' }).success).toBe(false);
  });
});
