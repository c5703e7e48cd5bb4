import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import type { TestAzure } from '../local-azure.fake.ts';
import { createTestAzure, subscriptionPath } from '../local-azure.fake.ts';

const rg = `${subscriptionPath}/resourceGroups/rg`;
const service: JsonObject = { location: 'westeurope', sku: { name: 'Developer', capacity: 1 }, properties: { publisherEmail: 'me@example.com', publisherName: 'me' } };
const api = `${rg}/providers/Microsoft.ApiManagement/service/shop-api`;
const workspace = (group: string) => `${subscriptionPath}/resourceGroups/${group}/providers/Microsoft.OperationalInsights/workspaces/logs`;
const hour = 3_600_000;

function world(): TestAzure {
  const azure = createTestAzure();
  azure.prepare('rg', 'Microsoft.ApiManagement', 'Microsoft.OperationalInsights', 'Microsoft.AppConfiguration', 'Microsoft.CognitiveServices');
  return azure;
}

function gone({ send, advance }: TestAzure, path: string, body: JsonObject): void {
  expect(send('PUT', path, body).status).toBeLessThan(300);
  advance(60_000);
  send('DELETE', path);
  advance(60_000);
}

describe('what was deleted', () => {
  it('holds its name for as long as it is kept, and can be brought back where it was', () => {
    const azure = world();
    gone(azure, api, service);
    const check = () => azure.send('POST', `${subscriptionPath}/providers/Microsoft.ApiManagement/checkNameAvailability`, { name: 'shop-api' }).body['nameAvailable'];
    expect(check()).toBe(false);
    expect(azure.send('PUT', api, service).status).toBe(409);
    const restoring = { ...service, properties: { ...(service['properties'] as JsonObject), restore: true } };
    expect(azure.send('PUT', api.replace('/rg/', '/other/'), restoring).status).toBe(404);
    expect(azure.send('PUT', api, { ...restoring, sku: { name: 'Premium', capacity: 1 } }).status).toBeLessThan(300);
    expect(azure.send('GET', api).body['sku']).toMatchObject({ name: 'Developer' });
    expect(azure.send('GET', `${subscriptionPath}/providers/Microsoft.ApiManagement/deletedservices`).body['value']).toEqual([]);
  });

  it('gives its name back when its time is over, or when it is purged', () => {
    const azure = world();
    gone(azure, api, service);
    azure.advance(48 * hour);
    expect(azure.send('GET', `${subscriptionPath}/providers/Microsoft.ApiManagement/deletedservices`).body['value']).toEqual([]);
    gone(azure, api, service);
    const purged = azure.send('DELETE', `${subscriptionPath}/providers/Microsoft.ApiManagement/locations/westeurope/deletedservices/shop-api`);
    expect(purged.status).toBe(202);
    expect(azure.send('GET', (purged.headers['location'] ?? '').slice('https://management.azure.com'.length)).status).toBe(200);
    expect(azure.send('PUT', api, service).status).toBeLessThan(300);
  });

  it('is kept when its whole group goes, and found below its group where the service names it so', () => {
    const azure = world();
    const account = `${rg}/providers/Microsoft.CognitiveServices/accounts/mind`;
    azure.send('PUT', account, { location: 'westeurope', sku: { name: 'S0' }, kind: 'OpenAI', properties: {} });
    azure.advance(60_000);
    azure.send('DELETE', rg);
    azure.advance(60_000);
    const place = `${subscriptionPath}/providers/Microsoft.CognitiveServices/locations/westeurope/resourceGroups/rg/deletedAccounts/mind`;
    expect(azure.send('GET', place).body['name']).toBe('mind');
    expect(azure.send('DELETE', place).status).toBe(202);
    expect(azure.send('GET', place).status).toBe(404);
  });

  it('comes back with its data when a workspace is made again in the same place', () => {
    const azure = world();
    const body: JsonObject = { location: 'westeurope', properties: { sku: { name: 'PerGB2018' } } };
    azure.send('PUT', workspace('rg'), body);
    const id = () => (azure.send('GET', workspace('rg')).body['properties'] as JsonObject)['customerId'];
    const before = id();
    azure.advance(60_000);
    azure.send('DELETE', workspace('rg'));
    azure.advance(60_000);
    expect(azure.send('PUT', workspace('rg'), body).status).toBeLessThan(300);
    expect(id()).toBe(before);
  });

  it('is kept no more when a workspace is deleted by force', () => {
    const azure = world();
    const body: JsonObject = { location: 'westeurope', properties: { sku: { name: 'PerGB2018' } } };
    const kept = () => (azure.send('GET', `${subscriptionPath}/providers/Microsoft.OperationalInsights/deletedWorkspaces`).body['value'] as readonly JsonObject[]).length;
    azure.send('PUT', workspace('rg'), body);
    const id = () => (azure.send('GET', workspace('rg')).body['properties'] as JsonObject)['customerId'];
    const before = id();
    azure.advance(60_000);
    azure.send('DELETE', workspace('rg'));
    azure.advance(60_000);
    expect(kept()).toBe(1);
    azure.send('PUT', workspace('rg'), body);
    azure.advance(60_000);
    azure.send('DELETE', `${workspace('rg')}?force=true`);
    azure.advance(60_000);
    expect(kept()).toBe(0);
    azure.send('PUT', workspace('rg'), body);
    expect(id()).not.toBe(before);
  });

  it('is not kept for a free store', () => {
    const azure = world();
    gone(azure, `${rg}/providers/Microsoft.AppConfiguration/configurationStores/free-store`, { location: 'westeurope', sku: { name: 'Free' }, properties: {} });
    expect(azure.send('GET', `${subscriptionPath}/providers/Microsoft.AppConfiguration/deletedConfigurationStores`).body['value']).toEqual([]);
  });
});
