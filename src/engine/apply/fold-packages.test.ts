import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { JournalEntry } from '../../model/journal.ts';
import type { ResourceRecord, StateDocument } from '../../model/state.ts';
import { foldPackage, startPackages } from './fold-packages.ts';

const app = 'main/functions.main/app' as Address;
const other = 'main/functions.reports/app' as Address;
const stamp = { at: '2026-01-15T10:00:00.000Z', run: 'r' };
const record = {} as ResourceRecord;

function intent(...changes: readonly (readonly [Address, string])[]): JournalEntry {
  return { type: 'intent', ...stamp, kind: 'apply', planHash: 'p', lineage: 'l', serial: 1, by: 'b', tool: 't', cloud: 'local', tenantId: 't', subscriptionId: 's', changes: changes.map(([address, action]) => ({ address, action, id: '/x' })) };
}

function fold(...entries: readonly JournalEntry[]): Readonly<Record<string, string>> {
  const packages = startPackages({ packages: { [app]: 'old', [other]: 'kept' } } as unknown as StateDocument);
  for (const entry of entries) foldPackage(packages, entry);
  return Object.fromEntries(packages.hashes);
}

const start: JournalEntry = { type: 'package-start', ...stamp, address: app, siteId: '/x', hash: 'new' };
const done: JournalEntry = { type: 'package-done', ...stamp, address: app, hash: 'new', durationMs: 1 };
const made: JournalEntry = { type: 'resource-done', ...stamp, address: app, record, durationMs: 1 };

describe('what apps run, as the journal says', () => {
  it.each<[string, readonly JournalEntry[], Readonly<Record<string, string>>]>([
    ['a package that arrived', [intent(), start, done], { [app]: 'new', [other]: 'kept' }],
    ['a package that nobody saw arrive', [intent(), start], { [other]: 'kept' }],
    ['an app that was updated', [intent([app, 'update']), made], { [app]: 'old', [other]: 'kept' }],
    ['an app that was made again', [intent([app, 'create']), made], { [other]: 'kept' }],
    ['an app that was replaced', [intent([app, 'replace']), made], { [other]: 'kept' }],
    ['an app that was replaced and got its package', [intent([app, 'replace']), made, start, done], { [app]: 'new', [other]: 'kept' }],
    ['an app that was made by an earlier run of the journal', [intent([app, 'create']), intent([app, 'update']), made], { [app]: 'old', [other]: 'kept' }],
    ['an app that failed to be replaced', [intent([app, 'replace'])], { [app]: 'old', [other]: 'kept' }],
    ['an app that is gone', [intent([app, 'delete']), { type: 'delete-done', ...stamp, address: app }], { [other]: 'kept' }],
    ['an app that moved', [intent(), { type: 'record', ...stamp, address: 'main/functions.api/app' as Address, record, from: app }], { [other]: 'kept', 'main/functions.api/app': 'old' }],
    ['what moved and is no app', [intent(), { type: 'record', ...stamp, address: 'main/x/y' as Address, record, from: 'main/a/b' as Address }], { [app]: 'old', [other]: 'kept' }],
  ])('%s', (_name, entries, expected) => {
    expect(fold(...entries)).toEqual(expected);
  });
});
