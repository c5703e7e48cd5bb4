import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, subscriptionPath, vault } from '../local-azure.fake.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;

function errorOf(body: JsonObject): JsonObject {
  return body['error'] as JsonObject;
}

describe('vaults', () => {
  const id = `${group}/providers/Microsoft.KeyVault/vaults/kv-one`;

  it('are kept after deletion: their name is taken until they are recovered or purged', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.KeyVault');
    send('PUT', id, vault('kv-one'));
    advance(1000);
    send('DELETE', id);
    advance(1000);
    const deleted = `${subscriptionPath}/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kv-one`;
    expect(send('GET', deleted).body).toMatchObject({ name: 'kv-one', properties: { vaultId: id } });
    expect(errorOf(send('PUT', id, vault('kv-one')).body)['code']).toBe('ConflictError');
    const properties = vault('kv-one')['properties'] as JsonObject;
    expect(send('PUT', id, vault('kv-one', { properties: { ...properties, createMode: 'recover' } })).status).toBeLessThan(300);
    advance(1000);
    send('DELETE', id);
    advance(1000);
    expect(send('POST', `${deleted}/purge`).status).toBe(202);
    advance(1000);
    expect(send('PUT', id, vault('kv-one')).status).toBeLessThan(300);
  });

  it('are gone for good when their retention is over', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.KeyVault');
    send('PUT', id, vault('kv-one'));
    advance(1000);
    send('DELETE', group);
    advance(1000);
    send('PUT', group, { location: 'westeurope' });
    expect(send('PUT', id, vault('kv-one')).status).toBe(409);
    advance(7 * 86_400_000);
    expect(send('PUT', id, vault('kv-one')).status).toBeLessThan(300);
  });
});
