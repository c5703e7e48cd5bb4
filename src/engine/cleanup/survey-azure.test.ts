import { describe, expect, it } from 'vitest';
import { AtakoraError } from '../../model/errors.ts';
import type { FindingKind } from '../../model/cleanup.ts';
import type { JsonObject } from '../../model/json.ts';
import type { FakeCleanupAzure } from './cleanup-azure.fake.ts';
import { createFakeCleanupAzure } from './cleanup-azure.fake.ts';
import type { SeenAzure } from './seen-azure.ts';
import { surveyAzure } from './survey-azure.ts';

const group = '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg';
const table = (name: string, properties: JsonObject = {}): JsonObject => ({ id: `${group}/providers/Microsoft.Network/routeTables/${name}`, type: 'Microsoft.Network/routeTables', name, tags: {}, properties });

function survey(azure: FakeCleanupAzure, kinds: readonly FindingKind[], strays = 1): Promise<SeenAzure> {
  return surveyAzure(azure, { kinds: new Set(kinds), strays: (resources) => resources.slice(0, strays), groupsOf: () => ['rg'], versionOf: (type) => (type.endsWith('unknown') ? undefined : '2024-05-01'), signal: new AbortController().signal });
}

/** Refuses lists whose path has that word. */
function refusing(azure: FakeCleanupAzure, word: string, code: 'ATK1802' | 'ATK1803'): FakeCleanupAzure {
  return { ...azure, lists: { ...azure.lists, list: (path, version, signal) => (path.includes(word) ? Promise.reject(new AtakoraError(code, 'no', { source: 'azure' })) : azure.lists.list(path, version, signal)) } };
}

describe('a look at a subscription', () => {
  it('asks once for each type, not for each resource; and for no body when nothing may go', async () => {
    const azure = createFakeCleanupAzure([{ id: group, name: 'rg', type: 'Microsoft.Resources/resourceGroups' }, ...Array.from({ length: 50 }, (_, index) => table(`rt${index}`, { next: { id: String(table('rt0')['id']) } }))]);
    const seen = await survey(azure, ['resources']);
    expect(seen.resources[7]?.references).toEqual([String(table('rt0')['id']).toLowerCase()]);
    expect(azure.calls.filter((call) => call.startsWith('read'))).toEqual([]);
    expect(azure.calls.length).toBe(5);
    azure.calls.length = 0;
    await survey(azure, ['resources'], 0);
    expect(azure.calls.length).toBe(3);
  });

  it('reads one by one where a type has no list, and tells what it could not look at', async () => {
    const azure = createFakeCleanupAzure([table('rt'), { ...table('x'), type: 'Contoso.Things/unknown', id: `${group}/providers/Contoso.Things/unknown/x` }]);
    const without: FakeCleanupAzure = { ...azure, lists: { ...azure.lists, list: (path, version, signal) => (path.endsWith('/routeTables') ? Promise.resolve(undefined) : azure.lists.list(path, version, signal)) } };
    const seen = await survey(without, ['resources']);
    expect(azure.calls).toContain(`read ${String(table('rt')['id'])}`);
    expect(seen.notes).toEqual(['what 1 of the unknown type Contoso.Things/unknown refer to was not looked at']);
  });

  it('leaves out deleted vaults and deployments of the subscription for who may not read them, and says so', async () => {
    const azure = createFakeCleanupAzure([table('rt')]);
    expect((await survey(refusing(azure, 'deletedVaults', 'ATK1802'), ['vaults'])).notes).toEqual([expect.stringContaining('deleted vaults may not be read')]);
    expect((await survey(refusing(azure, '22222222-2222-4222-8222-222222222222/providers/Microsoft.Resources/deployments', 'ATK1802'), ['deployments'])).notes).toEqual([expect.stringContaining('deployments of the subscription')]);
  });

  it.each(['locks', 'roleAssignments', '/resources', '/resourcegroups', 'routeTables'])('fails as a whole without the list %s: something would look free that is not', async (word) => {
    const azure = createFakeCleanupAzure([table('rt')]);
    await expect(survey(refusing(azure, word, 'ATK1802'), ['resources'])).rejects.toMatchObject({ code: 'ATK1802' });
    await expect(survey(refusing(azure, word, 'ATK1803'), ['resources'])).rejects.toMatchObject({ code: 'ATK1803' });
  });
});
