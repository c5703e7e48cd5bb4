import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AtakoraError } from '../../model/errors.ts';
import type { StorageGrant } from './storage-access.ts';
import { storageGrants } from './storage-access.ts';

const actions: Readonly<Record<string, readonly string[]>> = {
  'blob-data-owner': ['read', 'write', 'own'],
  'blob-data-contributor': ['read', 'write'],
  'blob-data-reader': ['read'],
  'queue-data-contributor': ['read', 'send', 'process', 'write'],
  'queue-data-reader': ['read'],
  'queue-message-processor': ['process'],
  'queue-message-sender': ['send'],
  'table-data-contributor': ['read', 'write'],
  'table-data-reader': ['read'],
};

const entry = fc
  .record({ identity: fc.constantFrom('main', 'reports'), what: fc.constantFrom('blob read', 'blob write', 'blob owner', 'queue read', 'queue send', 'queue process', 'queue write', 'table read', 'table write'), name: fc.constantFrom('a', 'b', undefined) })
  .map(({ identity, what, name }) => {
    const [service = '', level = ''] = what.split(' ');
    return { identity, service, level, ...(name === undefined ? {} : { name }) };
  });

function may(grants: readonly StorageGrant[], identity: string, service: string, name: string | undefined, action: string): boolean {
  return grants.some((grant) => grant.identity === identity && grant.service === service && (grant.name === undefined || grant.name === name) && (actions[grant.role] ?? []).includes(action));
}

describe('access to storage', () => {
  it('gives everything that was asked for', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (access) => {
        const grants = storageGrants({ access });
        for (const { identity, service, level, name } of access) {
          expect(may(grants, identity, service, name, level === 'owner' ? 'own' : level)).toBe(true);
        }
      }),
    );
  });

  it('gives nobody a role that another of the same identity contains', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), (access) => {
        const grants = storageGrants({ access });
        for (const grant of grants) {
          const others = grants.filter((other) => other !== grant);
          expect((actions[grant.role] ?? []).every((action) => others.some((other) => may([other], grant.identity, grant.service, grant.name, action) && (actions[other.role] ?? []).length > 1))).toBe(false);
        }
      }),
    );
  });

  it('does not depend on the order of the requests', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 6 }), (access) => {
        expect(storageGrants({ access: access.toReversed() })).toEqual(storageGrants({ access }));
      }),
    );
  });

  it('gives who processes a queue the right to see its length as well', () => {
    expect(storageGrants({ access: [{ service: 'queue', name: 'tasks', level: 'process' }] })).toEqual([
      { identity: 'main', service: 'queue', role: 'queue-data-reader', name: 'tasks' },
      { identity: 'main', service: 'queue', role: 'queue-message-processor', name: 'tasks' },
    ]);
  });

  it.each([
    { service: 'blob', level: 'send' },
    { service: 'table', level: 'owner' },
    { service: 'file', level: 'read' },
    { service: 'blob', level: 'own' },
  ])('refuses $level of $service', (asked) => {
    expect(() => storageGrants({ access: [asked] })).toThrow(AtakoraError);
  });
});
