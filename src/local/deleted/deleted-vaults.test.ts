import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import type { Answer, TestAzure } from '../local-azure.fake.ts';
import { createTestAzure, subscriptionPath, vault } from '../local-azure.fake.ts';

const id = `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-one`;
const deleted = `${subscriptionPath}/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kv-one`;

function body(more: JsonObject = {}): JsonObject {
  const { location, properties } = vault('kv-one');
  return { location: location ?? null, properties: { ...(properties as JsonObject), ...more }, tags: { team: 'a' } };
}

function codeOf({ status, body: told }: Answer): readonly unknown[] {
  return [status, (told['error'] as JsonObject | undefined)?.['code']];
}

function withDeletedVault(more: JsonObject = {}): TestAzure {
  const azure = createTestAzure();
  azure.prepare('rg', 'Microsoft.KeyVault');
  azure.send('PUT', id, body(more));
  azure.advance(1000);
  azure.send('DELETE', id);
  azure.advance(1000);
  return azure;
}

describe('a deleted vault', () => {
  it('is listed and shown with what it was and when it goes', () => {
    const azure = withDeletedVault();
    const shown = azure.send('GET', deleted).body;
    expect(shown).toMatchObject({ id: deleted, name: 'kv-one', type: 'Microsoft.KeyVault/deletedVaults', properties: { vaultId: id, location: 'westeurope', tags: { team: 'a' } } });
    const { deletionDate, scheduledPurgeDate } = shown['properties'] as { readonly deletionDate: string; readonly scheduledPurgeDate: string };
    expect(Date.parse(scheduledPurgeDate) - Date.parse(deletionDate)).toBe(7 * 86_400_000);
    expect(azure.send('GET', `${subscriptionPath}/providers/Microsoft.KeyVault/deletedVaults`).body['value']).toEqual([shown]);
    expect(codeOf(azure.send('GET', deleted.replace('westeurope', 'northeurope')))).toEqual([404, 'DeletedVaultNotFound']);
  });

  it('is purged behind an accepted answer, its name held until then', () => {
    const azure = withDeletedVault();
    const accepted = azure.send('POST', `${deleted}/purge`);
    expect(accepted.status).toBe(202);
    const poll = () => azure.send('GET', String(accepted.headers['location']).replace('https://management.azure.com', ''));
    expect(poll().status).toBe(202);
    expect(codeOf(azure.send('PUT', id, body()))).toEqual([409, 'ConflictError']);
    azure.advance(1000);
    expect([poll().status, azure.send('GET', deleted).status, azure.send('PUT', id, body()).status < 300]).toEqual([200, 404, true]);
  });

  it('with purge protection stays, and says so', () => {
    const azure = withDeletedVault({ enablePurgeProtection: true });
    expect(azure.send('GET', deleted).body).toMatchObject({ properties: { purgeProtectionEnabled: true } });
    expect(codeOf(azure.send('POST', `${deleted}/purge`))).toEqual([405, 'MethodNotAllowed']);
    expect(azure.send('GET', deleted).status).toBe(200);
  });

  it('comes back where it was and nowhere else', () => {
    const azure = withDeletedVault();
    azure.send('PUT', `${subscriptionPath}/resourcegroups/other`, { location: 'westeurope' });
    expect(codeOf(azure.send('PUT', id.replace('/rg/', '/other/'), body({ createMode: 'recover' })))).toEqual([409, 'VaultAlreadyExists']);
    expect(azure.send('PUT', id, body({ createMode: 'recover' })).status).toBeLessThan(300);
    expect(azure.send('GET', deleted).status).toBe(404);
  });

  it('that there is none of cannot be recovered', () => {
    const azure = createTestAzure();
    azure.prepare('rg', 'Microsoft.KeyVault');
    expect(codeOf(azure.send('PUT', id, body({ createMode: 'recover' })))).toEqual([400, 'SoftDeletedVaultDoesNotExist']);
  });
});
