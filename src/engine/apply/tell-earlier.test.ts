import { describe, expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { EngineEvent } from '../../model/event.ts';
import type { JournalEntry } from '../../model/journal.ts';
import type { ResourceRecord } from '../../model/state.ts';
import { earlierWork } from './tell-earlier.ts';

const run = 'synth-20261014-153000-b8d4e2a1';
const scope = { kind: 'resourceGroup', subscriptionId: 's', resourceGroup: 'g' } as const;
const at = (second: number): string => new Date(Date.UTC(2026, 9, 14, 15, 30, second)).toISOString();
const address = (name: string): Address => `main/owner/${name}` as Address;
const record = (name: string, stack: string): ResourceRecord => ({ type: 'T/t', name, stack }) as ResourceRecord;
const intent: JournalEntry = { type: 'intent', at: at(0), run, kind: 'apply', planHash: 'h', lineage: 'l', serial: 0, by: 'me', tool: 't', cloud: 'local', tenantId: 't', subscriptionId: 's', changes: ['a', 'b', 'c'].map((name) => ({ address: address(name), action: name === 'c' ? 'update' : 'create', id: name })) };
const start = (second: number, stack: string, attempt: number, names: readonly string[]): JournalEntry => ({ type: 'deployment-start', at: at(second), run, stack, deployment: `atakora-${stack}-${attempt}`, scope, records: Object.fromEntries(names.map((name) => [address(name), record(name, stack)])) });
const done = (second: number, name: string, stack: string, durationMs: number): JournalEntry => ({ type: 'resource-done', at: at(second), run, address: address(name), record: record(name, stack), durationMs });
const failed = (second: number, name: string): JournalEntry => ({ type: 'resource-failed', at: at(second), run, address: address(name), code: 'Busy' });
const end = (second: number, deployment: string, result: 'succeeded' | 'failed'): JournalEntry => ({ type: 'deployment-end', at: at(second), run, deployment, result, outputs: {} });

function told(entries: readonly JournalEntry[]): { readonly items: readonly string[]; readonly events: readonly EngineEvent[] } {
  const events: EngineEvent[] = [];
  const work = earlierWork(entries, undefined, (type) => (type === 'T/t' ? 5_000 : undefined));
  work.tell({ emit: (event) => events.push(event), confirm: () => Promise.resolve(false) });
  return { items: work.items.map(({ address: name, action, stack, usualMs }) => `${name} ${action} in ${stack}, usually ${usualMs}`), events };
}

const brief = (event: EngineEvent): string => (event.type === 'stack' ? `${event.stack} ${event.status} ${event.startedAt ?? event.elapsedMs}` : event.type === 'resource' ? `${event.address} ${event.status} ${event.elapsedMs ?? event.failure?.code}` : event.type);

describe('what had ended before a run is taken up', () => {
  test('is told stack by stack, with the times that it took', () => {
    const { items, events } = told([intent, start(1, 'base', 1, ['a']), done(3, 'a', 'base', 1_900), end(4, 'atakora-base-1', 'succeeded'), start(5, 'data', 1, ['b', 'c']), done(9, 'c', 'data', 3_000)]);
    expect(items).toEqual(['main/owner/a create in base, usually 5000', 'main/owner/c update in data, usually 5000']);
    expect(events.map(brief)).toEqual([`base started ${at(1)}`, 'main/owner/a succeeded 1900', 'base succeeded 3000', 'main/owner/c succeeded 3000']);
    expect(events.every((event) => (event.type === 'stack' || event.type === 'resource') && event.earlier === true)).toBe(true);
  });

  test('leaves what is sent again, and the deployment that goes on, to whoever watches it', () => {
    const { items, events } = told([intent, start(1, 'data', 1, ['a', 'b']), done(3, 'a', 'data', 1_000), failed(6, 'b'), end(6, 'atakora-data-1', 'failed'), start(8, 'data', 2, ['b'])]);
    expect(items).toEqual(['main/owner/a create in data, usually 5000']);
    expect(events.map(brief)).toEqual(['main/owner/a succeeded 1000']);
  });

  test('has what failed for good, with its code', () => {
    const { events } = told([intent, start(1, 'data', 1, ['b']), failed(6, 'b'), end(7, 'atakora-data-1', 'failed')]);
    expect(events.map(brief)).toEqual([`data started ${at(1)}`, 'main/owner/b failed Busy', 'data failed 6000']);
  });

  test('is nothing of an earlier run', () => {
    expect(told([intent, start(1, 'base', 1, ['a']), done(3, 'a', 'base', 1), intent]).events).toEqual([]);
  });
});
