import { join } from 'node:path';
import type { AccessToken, TokenCredential } from '@azure/identity';
import { SecretClient } from '@azure/keyvault-secrets';
import { describe, expect, it } from 'vitest';
import { addServicePrincipal } from '../local/access/identities.ts';
import { issueToken } from '../local/access/tokens.ts';
import { countingIds, temporaryFolder, testSubscription, testTenant, vault } from '../local/local-azure.fake.ts';
import { openLocalAzure } from '../local/local-azure.ts';
import { openDatabase } from '../local/world/database.ts';
import { localCredential } from './credential.ts';
import { localHttpClient } from './local-client.ts';
import { sdkClients } from './sdk-clients.ts';

const group = `/subscriptions/${testSubscription}/resourceGroups/rg`;
const vaultId = `${group}/providers/Microsoft.KeyVault/vaults/kv-one`;
const fast = { updateIntervalInMs: 20 };

/** A vault of the owner's, and a service principal with a credential as the SDKs take one. */
async function world() {
  const worldFolder = join(temporaryFolder(), 'world');
  const azure = openLocalAzure({ worldFolder, clock: { now: () => new Date().toISOString() }, ids: countingIds(), tenantId: testTenant, subscriptionId: testSubscription });
  const httpClient = localHttpClient(azure);
  const clientsOf = (credential: TokenCredential) => sdkClients({ cloud: 'local', subscriptionId: testSubscription, credential, httpClient });
  const owner = await clientsOf(localCredential).resources();
  await owner.providers.register('Microsoft.KeyVault');
  await owner.resourceGroups.createOrUpdate('rg', { location: 'westeurope' });
  const { type: _type, name: _name, apiVersion, ...body } = vault('kv-one');
  await owner.resources.createOrUpdateById(vaultId, String(apiVersion), body as never, fast);
  const db = openDatabase(worldFolder);
  const app = addServicePrincipal(db, { displayName: 'app' });
  const credential: TokenCredential = {
    getToken: (scopes): Promise<AccessToken> => {
      const [scope = ''] = Array.isArray(scopes) ? (scopes as readonly string[]) : [scopes];
      const expires = Date.now() + 3_600_000;
      const token = issueToken(db, { principalId: app.objectId, clientId: app.clientId, kind: 'servicePrincipal', audience: scope.replace('/.default', ''), tenantId: testTenant, issuedAt: new Date().toISOString(), expiresAt: new Date(expires).toISOString() });
      return Promise.resolve({ token, expiresOnTimestamp: expires });
    },
  };
  const grant = async (name: string, role: string, scope: string) => {
    const properties = { principalId: app.objectId, principalType: 'ServicePrincipal', roleDefinitionId: `/subscriptions/${testSubscription}/providers/Microsoft.Authorization/roleDefinitions/${role}` };
    await owner.resources.createOrUpdateById(`${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`, '2022-04-01', { properties } as never, fast);
  };
  return { owner, app, grant, appClients: clientsOf(credential), secrets: new SecretClient('https://kv-one.vault.azure.net', credential, { httpClient, retryOptions: { maxRetries: 0 } }) };
}

describe('a service principal, through the SDKs in process', () => {
  it('can do what its roles allow, and is told by name what they do not', async () => {
    const { appClients, app, grant } = await world();
    const client = await appClients.resources();
    await expect(client.resourceGroups.get('rg')).rejects.toMatchObject({ statusCode: 403, code: 'AuthorizationFailed', message: expect.stringContaining(app.objectId) as unknown });
    await grant('00000000-0000-4000-8000-000000000001', 'acdd72a7-3385-48ef-bd42-f606fba81ae7', group);
    expect(await client.resourceGroups.get('rg')).toMatchObject({ name: 'rg' });
    await expect(client.resourceGroups.delete('rg', fast)).rejects.toMatchObject({ code: 'AuthorizationFailed' });
    const names: (string | undefined)[] = [];
    for await (const { name } of client.resourceGroups.list()) names.push(name);
    expect(names).toEqual(['rg']);
  });

  it('reads secrets once it is a secrets user, and no longer when that is taken away', async () => {
    const { owner, secrets, grant } = await world();
    await expect(secrets.getSecret('pass')).rejects.toMatchObject({ statusCode: 403, code: 'Forbidden' });
    const name = '00000000-0000-4000-8000-000000000002';
    await grant(name, 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7', vaultId);
    expect((await secrets.setSecret('pass', 'hush')).value).toBe('hush');
    const backup = await secrets.backupSecret('pass');
    await (await secrets.beginDeleteSecret('pass', { intervalInMs: 50 })).pollUntilDone();
    await secrets.purgeDeletedSecret('pass');
    expect(backup?.length).toBeGreaterThan(50);
    await owner.resources.deleteById(`${vaultId}/providers/Microsoft.Authorization/roleAssignments/${name}`, '2022-04-01', fast);
    await expect(secrets.getSecret('pass')).rejects.toMatchObject({ statusCode: 403 });
  });
});
