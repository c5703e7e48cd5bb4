import { describe, expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { ResourceRecord } from '../../model/state.ts';
import { deleteUnits } from './delete-units.ts';
import type { DeleteWork } from './run-work.ts';

const group = '/subscriptions/s/resourceGroups/g';
const storage = `${group}/providers/Microsoft.Storage/storageAccounts/st`;

function work(address: string, id: string, dependsOn: readonly string[] = [], type = 'P/t'): DeleteWork {
  const record: ResourceRecord = { id, type, apiVersion: '1', name: 'n', stack: 'data', owner: 'o', dependsOn: dependsOn as readonly Address[], desired: {}, desiredHash: '', generation: 1, createdRun: 'r', updatedRun: 'r', status: 'applied', protect: false };
  return { address: address as Address, record, waitsFor: [] };
}

const shown = (units: ReturnType<typeof deleteUnits>) => Object.fromEntries(units.map(({ id, after, passengers }) => [id, { after: [...after].sort(), takes: passengers.map(({ address }) => address) }]));
const all = (deletes: readonly DeleteWork[]) => new Set(deletes.map(({ address }) => address));

describe('deleteUnits', () => {
  test('dependents go first', () => {
    const deletes = [work('a', `${group}/providers/P/t/a`), work('b', `${group}/providers/P/t/b`, ['a'])];
    expect(shown(deleteUnits(deletes, all(deletes)))).toEqual({ a: { after: ['b'], takes: [] }, b: { after: [], takes: [] } });
  });

  test('children go with their topmost parent, extensions and locks never', () => {
    const deletes = [
      work('group', group),
      work('account', storage, ['group']),
      work('blob', `${storage}/blobServices/default`, ['account']),
      work('lock', `${group}/providers/Microsoft.Authorization/locks/l`, ['group'], 'Microsoft.Authorization/locks'),
      work('role', `${storage}/providers/Microsoft.Authorization/roleAssignments/r`, ['account']),
    ];
    expect(shown(deleteUnits(deletes, all(deletes)))).toEqual({
      group: { after: ['lock', 'role'], takes: ['account', 'blob'] },
      lock: { after: [], takes: [] },
      role: { after: ['lock'], takes: [] },
    });
    const kept = new Set(['account', 'blob', 'lock', 'role'] as Address[]);
    expect(shown(deleteUnits(deletes, kept))['group']).toEqual({ after: ['account', 'lock', 'role'], takes: [] });
  });

  test('what lives in something goes before it even when no dependency says so', () => {
    const deletes = [work('account', storage), work('role', `${storage}/providers/Microsoft.Authorization/roleAssignments/r`)];
    expect(shown(deleteUnits(deletes, all(deletes)))['account']).toEqual({ after: ['role'], takes: [] });
  });

  test('what a child needed goes after it, unless that would be a circle', () => {
    const site = `${group}/providers/Microsoft.Web/sites/f`;
    const deletes = [work('site', site), work('settings', `${site}/config/appsettings`, ['site', 'role', 'topic']), work('role', `${storage}/providers/Microsoft.Authorization/roleAssignments/r`, ['site']), work('topic', `${group}/providers/P/t/topic`)];
    expect(shown(deleteUnits(deletes, all(deletes)))).toEqual({
      site: { after: ['role'], takes: ['settings'] },
      role: { after: [], takes: [] },
      topic: { after: ['site'], takes: [] },
    });
  });

  test('predecessors go in the order of their successors', () => {
    const deletes = [work('m/o/plan~1', `${group}/providers/P/t/plan`), work('m/o/site~1', `${group}/providers/P/t/site`, ['m/o/plan'])];
    expect(shown(deleteUnits(deletes, all(deletes)))['m/o/plan~1']?.after).toEqual(['m/o/site~1']);
  });
});
