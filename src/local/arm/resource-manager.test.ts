import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, storageAccount, subscriptionPath, testSubscription, testTenant } from '../local-azure.fake.ts';
import type { LocalResponse } from '../request.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const account = (name: string) => `${group}/providers/Microsoft.Storage/storageAccounts/${name}`;

function errorOf(body: JsonObject): JsonObject {
  return body['error'] as JsonObject;
}

describe('every request', () => {
  it('needs a token and an api version', () => {
    const { azure } = createTestAzure();
    const url = `https://management.azure.com${subscriptionPath}?api-version=2022-12-01`;
    expect((azure.handle({ method: 'GET', url, headers: {} }) as LocalResponse).status).toBe(401);
    const noVersion = azure.handle({ method: 'GET', url: url.split('?')[0] ?? '', headers: { authorization: 'Bearer x' } }) as LocalResponse;
    expect(noVersion.status).toBe(400);
    expect(noVersion.body).toContain('MissingApiVersionParameter');
  });

  it('carries request ids, and takes doubled slashes', () => {
    const { send } = createTestAzure();
    const { status, headers, body } = send('GET', `/${subscriptionPath}`);
    expect(status).toBe(200);
    expect(headers['x-ms-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers['x-ms-correlation-request-id']).toMatch(/^[0-9a-f-]{36}$/);
    expect(body).toMatchObject({ subscriptionId: testSubscription, tenantId: testTenant, state: 'Enabled' });
  });

  it('is refused for another subscription', () => {
    const { send } = createTestAzure();
    const { status, body } = send('GET', '/subscriptions/99999999-9999-4999-8999-999999999999');
    expect(status).toBe(404);
    expect(errorOf(body)['code']).toBe('SubscriptionNotFound');
    expect(send('GET', '/subscriptions/pay-as-you-go')).toMatchObject({ status: 400, body: { error: { code: 'InvalidSubscriptionId' } } });
  });
});

describe('resource groups', () => {
  it('are made, read, tagged and deleted with all that is in them, after a while', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('other', 'Microsoft.Storage');
    expect(send('HEAD', group).status).toBe(404);
    expect(send('PUT', group, { location: 'West Europe' }).status).toBe(201);
    expect(send('PUT', group, { location: 'westeurope', tags: { a: 'b' } })).toMatchObject({ status: 200, body: { id: group, name: 'rg', location: 'westeurope', tags: { a: 'b' } } });
    expect(send('HEAD', group).status).toBe(204);
    expect(send('PATCH', group, { tags: { c: 'd' } }).body['tags']).toEqual({ c: 'd' });
    send('PUT', account('stgone'), storageAccount('stgone'));
    advance(1000);
    const deletion = send('DELETE', group);
    expect(deletion).toMatchObject({ status: 202, headers: { location: expect.stringContaining('/operationresults/') } });
    const poll = new URL(deletion.headers['location'] ?? '');
    expect(send('GET', poll.pathname).status).toBe(202);
    expect(send('GET', group).body['properties']).toEqual({ provisioningState: 'Deleting' });
    expect(errorOf(send('PUT', account('stnew'), storageAccount('stnew')).body)['code']).toBe('ResourceGroupBeingDeleted');
    advance(1000);
    expect(send('GET', poll.pathname).status).toBe(200);
    expect(errorOf(send('GET', group).body)).toEqual({ code: 'ResourceGroupNotFound', message: "Resource group 'rg' could not be found." });
    expect(send('PUT', `${subscriptionPath}/resourceGroups/other/providers/Microsoft.Storage/storageAccounts/stgone`, storageAccount('stgone')).status).toBe(202);
  });

  it('stay in their region', () => {
    const { send } = createTestAzure();
    send('PUT', group, { location: 'westeurope' });
    const { status, body } = send('PUT', group, { location: 'eastus' });
    expect(status).toBe(409);
    expect(errorOf(body)['code']).toBe('InvalidResourceGroupLocation');
  });
});

describe('providers', () => {
  it('are registered on request and until then refuse resources', () => {
    const { send, advance } = createTestAzure();
    send('PUT', group, { location: 'westeurope' });
    const refused = send('PUT', account('stone'), storageAccount('stone'));
    expect(refused.status).toBe(409);
    expect(errorOf(refused.body)).toMatchObject({ code: 'MissingSubscriptionRegistration', message: "The subscription is not registered to use namespace 'Microsoft.Storage'. See https://aka.ms/rps-not-found for how to register subscriptions." });
    expect(send('GET', `${subscriptionPath}/providers/Microsoft.Storage`).body['registrationState']).toBe('NotRegistered');
    expect(send('POST', `${subscriptionPath}/providers/microsoft.storage/register`).body['registrationState']).toBe('Registering');
    advance(1000);
    expect(send('GET', `${subscriptionPath}/providers/Microsoft.Storage`).body['registrationState']).toBe('Registered');
    expect(send('PUT', account('stone'), storageAccount('stone')).status).toBe(202);
  });

  it('that do not exist are named', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg');
    const { status, body } = send('PUT', `${group}/providers/Microsoft.Nothing/things/x`, { location: 'westeurope' });
    expect(status).toBe(404);
    expect(errorOf(body)['code']).toBe('InvalidResourceNamespace');
  });
});

it('lists regions as Azure does', () => {
  const value = createTestAzure().send('GET', `${subscriptionPath}/locations`).body['value'] as JsonObject[];
  expect(value.length).toBeGreaterThan(60);
  expect(value.find(({ name }) => name === 'westeurope')).toMatchObject({ displayName: 'West Europe', metadata: { regionType: 'Physical', pairedRegion: [{ name: 'northeurope' }] } });
});

describe('requests that are no requests', () => {
  it('are refused with what is wrong with them', () => {
    const { azure, send, prepare } = createTestAzure();
    prepare('rg');
    const raw = (method: string, path: string, body?: string) =>
      azure.handle({ method, url: `https://management.azure.com${path}?api-version=1`, headers: { authorization: 'Bearer x' }, ...(body === undefined ? {} : { body }) }) as LocalResponse;
    expect(raw('PUT', group, '{ "location": ').body).toContain('InvalidRequestContent');
    expect(raw('PUT', group, '[]').status).toBe(400);
    expect(raw('GET', `${group}/%E0%A4%A`).status).toBe(400);
    expect(raw('PUT', group, `{"location":"${'x'.repeat(5_000_000)}"}`).status).toBe(413);
    expect(send('POST', group).status).toBe(405);
    expect(send('GET', '/nothing').status).toBe(404);
  });

  it('go nowhere for hosts that are not Azure', () => {
    const { azure } = createTestAzure();
    expect(azure.handle({ method: 'GET', url: 'https://example.org/', headers: {} })).toEqual({ kind: 'unreachable', code: 'ENOTFOUND', host: 'example.org' });
  });
});
