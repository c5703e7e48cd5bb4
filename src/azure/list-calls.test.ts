import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../engine/ports.fake.ts';
import { countingIds, createTestAzure, subscriptionPath, temporaryFolder, testSubscription, testTenant } from '../local/local-azure.fake.ts';
import { connectAzure } from './connect.ts';
import { connectLocalAzure } from './connect-local.ts';
import { localHttpClient } from './local-client.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const tables = 'Microsoft.Network/routeTables';

function connected(count: number) {
  const azure = createTestAzure({ settings: { timeScale: 0 } });
  azure.prepare('rg', 'Microsoft.Network');
  for (let index = 0; index < count; index += 1) azure.send('PUT', `${group}/providers/${tables}/rt${index}`, { location: 'westeurope', tags: { number: String(index) }, properties: {} });
  const { clock } = azure;
  return { azure, port: connectAzure({ cloud: 'local', tenantId: testTenant, subscriptionId: testSubscription, httpClient: localHttpClient(azure.azure), clock: { ...createFakeClock(), now: clock.now } as never }) };
}

describe('lists of Azure', () => {
  it('come whole, page by page, with their tags and times', async () => {
    const { port } = connected(1_003);
    const all = await port.lists.list(`${subscriptionPath}/resources?$expand=createdTime`, '2025-04-01');
    expect(all?.length).toBe(1_003);
    expect(new Set(all?.map(({ id }) => id)).size).toBe(1_003);
    expect(all?.[1_002]).toMatchObject({ tags: { number: expect.any(String) }, createdTime: expect.stringMatching(/^2026-/) });
  });

  it('of a type are whole bodies', async () => {
    const { port } = connected(2);
    expect((await port.lists.list(`${subscriptionPath}/providers/${tables}`, '2024-05-01'))?.map(({ properties }) => properties)).toEqual([expect.objectContaining({ provisioningState: 'Succeeded' }), expect.anything()]);
  });

  it('that do not exist are undefined, and one that breaks off in the middle is an error', async () => {
    const { azure, port } = connected(1_003);
    expect(await port.lists.list(`${subscriptionPath}/resourcegroups/none/providers/Microsoft.Resources/deployments`, '2025-04-01')).toBeUndefined();
    const client = localHttpClient(azure.azure);
    let calls = 0;
    const breaking = connectAzure({ cloud: 'local', tenantId: testTenant, subscriptionId: testSubscription, httpClient: { sendRequest: async (request) => ({ ...(await client.sendRequest(request)), ...((calls += 1) === 2 ? { status: 404, bodyAsText: '{"error":{"code":"Gone","message":"no page"}}' } : {}) }) } });
    await expect(breaking.lists.list(`${subscriptionPath}/resources`, '2025-04-01')).rejects.toMatchObject({ code: 'ATK1803', message: expect.stringContaining('no page') });
  });

  it('of a provider that is not registered are empty', async () => {
    const { port } = connected(0);
    const unregistered = connectAzure({ cloud: 'local', tenantId: testTenant, subscriptionId: testSubscription, httpClient: { sendRequest: async (request) => ({ request, status: 409, headers: new Headers() as never, bodyAsText: '{"error":{"code":"MissingSubscriptionRegistration","message":"register it"}}' }) } });
    expect(await unregistered.lists.list(`${subscriptionPath}/providers/Microsoft.KeyVault/deletedVaults`, '2023-07-01')).toEqual([]);
    expect(await port.lists.list(`${subscriptionPath}/providers/Microsoft.KeyVault/deletedVaults`, '2023-07-01')).toEqual([]);
  });

  it('follow a link to Resource Manager only, wherever it leads', async () => {
    const { azure } = connected(1);
    const client = localHttpClient(azure.azure);
    const hosts: string[] = [];
    let calls = 0;
    const port = connectAzure({
      cloud: 'local',
      tenantId: testTenant,
      subscriptionId: testSubscription,
      httpClient: {
        sendRequest: async (request) => {
          hosts.push(new URL(request.url).host);
          const answer = await client.sendRequest(request);
          calls += 1;
          return calls > 1 ? answer : { ...answer, bodyAsText: JSON.stringify({ value: [{ id: 'one' }], nextLink: `https://elsewhere.example${subscriptionPath}/resources?api-version=2020-01-01` }) };
        },
      },
    });
    expect((await port.lists.list(`${subscriptionPath}/resources`, '2025-04-01'))?.length).toBe(2);
    expect(new Set(hosts)).toEqual(new Set(['management.azure.com']));
  });
});

describe('purging a deleted vault', () => {
  it('is done when the record is gone; one that purge protection keeps is refused', async () => {
    const worldFolder = join(temporaryFolder(), 'world');
    const azure = createTestAzure({ worldFolder, settings: { timeScale: 0 } });
    azure.prepare('rg', 'Microsoft.KeyVault');
    for (const [name, more] of [['kv-one', {}], ['kv-two', { enablePurgeProtection: true }]] as const) {
      azure.send('PUT', `${group}/providers/Microsoft.KeyVault/vaults/${name}`, { location: 'westeurope', properties: { tenantId: testTenant, sku: { family: 'A', name: 'standard' }, accessPolicies: [], ...more } });
      azure.send('DELETE', `${group}/providers/Microsoft.KeyVault/vaults/${name}`);
    }
    const port = connectLocalAzure({ worldFolder, clock: createFakeClock(), ids: countingIds(), tenantId: testTenant, subscriptionId: testSubscription });
    const record = (name: string): string => `${subscriptionPath}/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/${name}`;
    const purge = await port.lists.startPurge(record('kv-one'), '2023-07-01');
    expect(await purge.isDone()).toBe(true);
    expect((await port.lists.list(`${subscriptionPath}/providers/Microsoft.KeyVault/deletedVaults`, '2023-07-01'))?.map(({ name }) => name)).toEqual(['kv-two']);
    await expect(port.lists.startPurge(record('kv-two'), '2023-07-01')).rejects.toMatchObject({ code: 'ATK1803' });
  });
});
