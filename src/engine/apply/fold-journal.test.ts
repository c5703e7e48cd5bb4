import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { JournalEntry } from '../../model/journal.ts';
import type { ResourceRecord, StateDocument } from '../../model/state.ts';
import { foldJournal } from './fold-journal.ts';

const facts = { project: 'project-1', environment: 'dev', updatedBy: 'tester' };
const stamp = { at: '2026-01-15T10:00:00.000Z', run: 'synth-20260115-100000-00000001' };

function record(name: string, version: string, status: ResourceRecord['status'] = 'applied', generation = 1): ResourceRecord {
  return { id: `/subscriptions/s/resourceGroups/g/providers/P/t/${name}`, type: 'P/t', apiVersion: '1', name, stack: 'data', owner: 'o', dependsOn: [], desired: { version }, desiredHash: version, generation, createdRun: 'r', updatedRun: 'r', status, protect: false };
}

function stateWith(resources: Readonly<Record<string, ResourceRecord>>, serial = 3): StateDocument {
  return { version: 1, lineage: 'lineage-1', serial, project: 'project-1', environment: 'dev', cloud: 'local', tenantId: 't', subscriptionId: 's', run: 'r', tool: 'atakora 0.1.0', resources, outputs: {}, packages: { main: 'hash' }, updatedAt: stamp.at, updatedBy: 'tester' };
}

const intent = (serial = 3, lineage = 'lineage-1'): JournalEntry => ({ type: 'intent', ...stamp, kind: 'apply', planHash: 'h', lineage, serial, by: 'tester', tool: 'atakora 0.1.0', cloud: 'local', tenantId: 't', subscriptionId: 's', changes: [] });
const start = (deployment: string, records: Readonly<Record<string, ResourceRecord>>): JournalEntry => ({ type: 'deployment-start', ...stamp, stack: 'data', deployment, scope: { kind: 'resourceGroup', subscriptionId: 's', resourceGroup: 'g' }, records });
const done = (address: string, value: ResourceRecord): JournalEntry => ({ type: 'resource-done', ...stamp, address: address as Address, record: value, durationMs: 1 });
const failed = (address: string): JournalEntry => ({ type: 'resource-failed', ...stamp, address: address as Address, code: 'X' });
const ended = (deployment: string, result: 'succeeded' | 'failed' | 'canceled' | 'never-started'): JournalEntry => ({ type: 'deployment-end', ...stamp, deployment, result, outputs: result === 'succeeded' ? { url: { value: 'u', stack: 'data', expression: 'e' } } : {} });
const deleting = (address: string): JournalEntry => ({ type: 'delete-start', ...stamp, address: address as Address, id: 'i', apiVersion: '1' });
const deleted = (address: string): JournalEntry => ({ type: 'delete-done', ...stamp, address: address as Address });
const statuses = (state: StateDocument | undefined) => Object.fromEntries(Object.entries(state?.resources ?? {}).map(([address, { status, desiredHash }]) => [address, `${status} ${desiredHash}`]));

describe('foldJournal', () => {
  test('without entries the state itself comes back', () => {
    const state = stateWith({});
    expect(foldJournal(state, [], facts)).toBe(state);
    expect(foldJournal(undefined, [], facts)).toBeUndefined();
  });

  test('a first run makes a document with the lineage of its intent and serial 1', () => {
    const next = foldJournal(undefined, [intent(0, 'new'), start('d', { 'm/o/a': record('a', '1') }), done('m/o/a', record('a', '1')), ended('d', 'succeeded')], facts);
    expect(next).toMatchObject({ lineage: 'new', serial: 1, project: 'project-1', environment: 'dev', tenantId: 't', outputs: { url: { value: 'u' } } });
    expect(statuses(next)).toEqual({ 'm/o/a': 'applied 1' });
  });

  test('an unfinished deployment leaves what it holds pending, new ones included', () => {
    const next = foldJournal(stateWith({ 'm/o/a': record('a', '1') }), [intent(), start('d', { 'm/o/a': record('a', '2'), 'm/o/b': record('b', '1') })], facts);
    expect(statuses(next)).toEqual({ 'm/o/a': 'pending 2', 'm/o/b': 'pending 1' });
    expect(next).toMatchObject({ serial: 4, packages: { main: 'hash' } });
  });

  test.each(['failed', 'canceled', 'never-started'] as const)('a deployment that ended %s puts back what it never attempted', (result) => {
    const entries = [intent(), start('d', { 'm/o/a': record('a', '2'), 'm/o/b': record('b', '1'), 'm/o/c': record('c', '1') }), failed('m/o/c'), ended('d', result)];
    expect(statuses(foldJournal(stateWith({ 'm/o/a': record('a', '1') }), entries, facts))).toEqual({ 'm/o/a': 'applied 1', 'm/o/c': 'failed 1' });
  });

  test('a failed deletion leaves the record as it was, one under way makes it pending', () => {
    const state = stateWith({ 'm/o/a': record('a', '1'), 'm/o/b': record('b', '1'), 'm/o/c': record('c', '1') });
    const next = foldJournal(state, [intent(), deleting('m/o/a'), deleting('m/o/b'), failed('m/o/b'), deleting('m/o/c'), deleted('m/o/c')], facts);
    expect(statuses(next)).toEqual({ 'm/o/a': 'pending 1', 'm/o/b': 'applied 1' });
  });

  test('what is replaced by another resource keeps a place of its own until it is deleted', () => {
    const entries = [intent(), start('d', { 'm/o/a': record('a2', '2', 'pending', 2) })];
    const state = stateWith({ 'm/o/a': record('a1', '1') });
    expect(statuses(foldJournal(state, entries, facts))).toEqual({ 'm/o/a': 'pending 2', 'm/o/a~1': 'applied 1' });
    expect(statuses(foldJournal(state, [...entries, ended('d', 'never-started')], facts))).toEqual({ 'm/o/a': 'applied 1' });
    const finished = [...entries, done('m/o/a', record('a2', '2', 'applied', 2)), ended('d', 'succeeded')];
    expect(statuses(foldJournal(state, finished, facts))).toEqual({ 'm/o/a': 'applied 2', 'm/o/a~1': 'applied 1' });
    expect(statuses(foldJournal(state, [...finished, deleting('m/o/a~1'), deleted('m/o/a~1')], facts))).toEqual({ 'm/o/a': 'applied 2' });
  });

  test('a journal that was folded before its clearing is not folded again', () => {
    const entries = [intent(), start('d', { 'm/o/a': record('a', '2') }), done('m/o/a', record('a', '2')), ended('d', 'succeeded')];
    const folded = foldJournal(stateWith({}), entries, facts);
    expect(foldJournal(folded, entries, facts)).toBe(folded);
    const later = foldJournal(folded, [...entries, intent(4), deleting('m/o/a'), deleted('m/o/a')], facts);
    expect(later).toMatchObject({ serial: 5, resources: {} });
  });

  test('refuses a journal of another state, of a later serial, and one without its intent', () => {
    expect(() => foldJournal(stateWith({}), [intent(3, 'other')], facts)).toThrow(expect.objectContaining({ code: 'ATK1706' }));
    expect(() => foldJournal(stateWith({}), [intent(4)], facts)).toThrow(expect.objectContaining({ code: 'ATK1706' }));
    expect(() => foldJournal(undefined, [intent(1)], facts)).toThrow(expect.objectContaining({ code: 'ATK1706' }));
    expect(() => foldJournal(stateWith({}), [deleted('m/o/a')], facts)).toThrow(expect.objectContaining({ code: 'ATK1701' }));
  });
});

/** A run as apply writes it: deployments of some addresses with any end, then deletions with any end. */
const names = ['a', 'b', 'c', 'd', 'e'] as const;
const journal = fc
  .record({
    before: fc.subarray([...names]),
    deployed: fc.array(fc.record({ name: fc.constantFrom(...names), end: fc.constantFrom('done', 'failed', 'left') }), { maxLength: 5 }),
    result: fc.constantFrom('succeeded', 'failed', 'canceled', 'never-started', undefined),
    deletes: fc.array(fc.record({ name: fc.constantFrom(...names), end: fc.constantFrom('done', 'failed', 'left') }), { maxLength: 4 }),
  })
  .map(({ before, deployed, result, deletes }) => {
    const puts = new Map(deployed.map(({ name, end }) => [name, end]));
    const records = Object.fromEntries([...puts.keys()].map((name) => [`m/o/${name}`, record(name, 'new')]));
    const gone = new Map(deletes.filter(({ name }) => before.includes(name) && !puts.has(name)).map(({ name, end }) => [name, end]));
    const entries: JournalEntry[] = [
      intent(),
      start('d', records),
      ...[...puts].flatMap(([name, end]) => (end === 'left' ? [] : [end === 'done' ? done(`m/o/${name}`, record(name, 'new')) : failed(`m/o/${name}`)])),
      ...(result === undefined ? [] : [ended('d', result)]),
      ...[...gone].flatMap(([name, end]) => [deleting(`m/o/${name}`), ...(end === 'left' ? [] : [end === 'done' ? deleted(`m/o/${name}`) : failed(`m/o/${name}`)])]),
    ];
    return { state: stateWith(Object.fromEntries(before.map((name) => [`m/o/${name}`, record(name, 'old')]))), entries };
  });

describe('foldJournal, for any run killed at any line', () => {
  test('nothing is lost: what existed or was sent is in the state unless its end says otherwise', () => {
    fc.assert(
      fc.property(journal, fc.nat(), ({ state, entries }, cut) => {
        const prefix = entries.slice(0, 1 + (cut % entries.length));
        const next = foldJournal(state, prefix, facts);
        const sent = prefix.flatMap((entry) => (entry.type === 'deployment-start' ? Object.keys(entry.records) : []));
        const gone = new Set(prefix.flatMap((entry) => (entry.type === 'delete-done' ? [entry.address as string] : [])));
        const over = prefix.some((entry) => entry.type === 'deployment-end');
        const settled = new Set(prefix.flatMap((entry) => (entry.type === 'resource-done' || entry.type === 'resource-failed' ? [entry.address as string] : [])));
        for (const address of [...Object.keys(state.resources), ...sent]) {
          const attempted = settled.has(address) || !over || address in state.resources;
          expect(address in (next?.resources ?? {})).toBe(!gone.has(address) && attempted);
        }
        for (const [address, value] of Object.entries(next?.resources ?? {})) {
          if (sent.includes(address) && !over && !settled.has(address)) expect(value.status).toBe('pending');
        }
      }),
    );
  });

  test('folding is deterministic, sorted and one serial higher', () => {
    fc.assert(
      fc.property(journal, ({ state, entries }) => {
        const once = foldJournal(state, entries, facts);
        expect(canonicalJson(foldJournal(structuredClone(state), structuredClone(entries), facts) as unknown as Json)).toBe(canonicalJson(once as unknown as Json));
        expect(once?.serial).toBe(state.serial + 1);
        expect(Object.keys(once?.resources ?? {})).toEqual(Object.keys(once?.resources ?? {}).sort());
      }),
    );
  });

  test('folding in one go equals folding after the state was stored in between', () => {
    fc.assert(
      fc.property(journal, ({ state, entries }) => {
        const stored = foldJournal(state, entries, facts);
        expect(foldJournal(stored, entries, facts)).toBe(stored);
      }),
    );
  });
});
