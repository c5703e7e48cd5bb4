import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, storageAccount, subscriptionPath, testSubscription, testTenant, vault } from '../local-azure.fake.ts';
import type { LocalResponse } from '../request.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const account = (name: string) => `${group}/providers/Microsoft.Storage/storageAccounts/${name}`;
const bodyOf = (resource: JsonObject): JsonObject => resource;

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

describe('resources', () => {
  it('are created asynchronously, as their kind does it, and read back settled', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    const put = send('PUT', account('stone'), storageAccount('stone'));
    expect(put).toMatchObject({ status: 202, headers: { 'retry-after': expect.any(String) } });
    expect((send('GET', account('stone')).body['properties'] as JsonObject)['provisioningState']).toBe('Creating');
    advance(1000);
    const { body } = send('GET', account('STONE'));
    expect(body).toMatchObject({ id: account('stone'), name: 'stone', type: 'Microsoft.Storage/storageAccounts', properties: { provisioningState: 'Succeeded', primaryEndpoints: { blob: 'https://stone.blob.core.windows.net/' } } });
  });

  it('have globally unique names where Azure has them', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    send('PUT', `${subscriptionPath}/resourceGroups/rg2`, { location: 'westeurope' });
    send('PUT', account('stone'), storageAccount('stone'));
    const { status, body } = send('PUT', `${subscriptionPath}/resourceGroups/rg2/providers/Microsoft.Storage/storageAccounts/stone`, storageAccount('stone'));
    expect(status).toBe(409);
    expect(errorOf(body)).toMatchObject({ code: 'StorageAccountAlreadyTaken', message: 'The storage account named stone is already taken.' });
  });

  it('are refused with a wrong name, no region, a region without the service, and a region change', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    const code = (name: string, body: JsonObject) => errorOf(send('PUT', account(name), body).body)['code'];
    expect(code('No_Name', storageAccount('x'))).toBe('AccountNameInvalid');
    const { location: _location, ...nowhere } = storageAccount('stone');
    expect(code('stone', nowhere)).toBe('LocationRequired');
    expect(code('stone', storageAccount('stone', { location: 'atlantis' }))).toBe('LocationNotAvailableForResourceType');
    send('PUT', account('stone'), storageAccount('stone'));
    expect(code('stone', storageAccount('stone', { location: 'northeurope' }))).toBe('InvalidResourceLocation');
    expect(send('PUT', account('stone'), storageAccount('stone', { location: 'West Europe' })).status).toBeLessThan(300);
  });

  it('refuse changes of what is immutable, and take them where nothing differs', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    send('PUT', account('stone'), storageAccount('stone', { properties: { isHnsEnabled: false } }));
    const { status, body } = send('PUT', account('stone'), storageAccount('stone', { properties: { isHnsEnabled: true } }));
    expect(status).toBe(400);
    expect(errorOf(body)).toMatchObject({ code: 'AccountPropertyCannotBeUpdated', message: expect.stringContaining("'isHnsEnabled'") });
    expect(send('PUT', account('stone'), storageAccount('stone', { properties: { isHnsEnabled: false } })).status).toBeLessThan(300);
  });

  it('need their parent, save children that exist by themselves', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    const container = `${account('stone')}/blobServices/default/containers/uploads`;
    const orphan = send('PUT', container, { properties: {} });
    expect(orphan.status).toBe(404);
    expect(errorOf(orphan.body)).toEqual({ code: 'ParentResourceNotFound', message: "Can not perform requested operation on nested resource. Parent resource 'stone/default' not found." });
    send('PUT', account('stone'), storageAccount('stone'));
    expect(send('PUT', container, { properties: {} }).status).toBe(201);
    expect(send('GET', `${account('stone')}/blobServices/default`).body).toMatchObject({ name: 'default', type: 'Microsoft.Storage/storageAccounts/blobServices' });
    expect((send('GET', `${account('stone')}/blobServices/default/containers`).body['value'] as JsonObject[]).map(({ name }) => name)).toEqual(['uploads']);
  });

  it('that are missing answer 404 in words of Azure', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    expect(errorOf(send('GET', account('none')).body)).toEqual({
      code: 'ResourceNotFound',
      message: "The Resource 'Microsoft.Storage/storageAccounts/none' under resource group 'rg' was not found. For more details please go to https://aka.ms/ARMResourceNotFoundFix",
    });
    expect(send('HEAD', account('none')).status).toBe(404);
    expect(send('DELETE', account('none')).status).toBe(204);
    expect(errorOf(send('GET', `${subscriptionPath}/resourceGroups/nowhere/providers/Microsoft.Storage/storageAccounts/x`).body)['code']).toBe('ResourceGroupNotFound');
  });

  it('are merged by PATCH, listed without their children, and deleted with them', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    send('PUT', account('stone'), storageAccount('stone', { tags: { a: '1' } }));
    send('PUT', `${account('stone')}/blobServices/default/containers/uploads`, { properties: {} });
    advance(1000);
    send('PATCH', account('stone'), { tags: { b: '2' } });
    advance(1000);
    expect(send('GET', account('stone')).body['tags']).toEqual({ a: '1', b: '2' });
    const listed = send('GET', `${group}/resources`).body['value'] as JsonObject[];
    expect(listed.map(({ id }) => id)).toEqual([account('stone')]);
    expect(listed[0]).not.toHaveProperty('properties');
    send('DELETE', account('stone'));
    advance(1000);
    expect(send('GET', `${group}/resources`).body['value']).toEqual([]);
    expect(errorOf(send('GET', `${account('stone')}/blobServices/default/containers/uploads`).body)['code']).toBe('ParentResourceNotFound');
  });

  it('of a type that nobody described are kept as they were sent', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Network');
    const id = `${group}/providers/Microsoft.Network/virtualNetworks/net`;
    expect(send('PUT', id, { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } }).status).toBeLessThan(300);
    advance(1000);
    expect(send('GET', id).body).toMatchObject({ id, properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } });
  });

  it('have tags of their own in the tags API', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg');
    const tags = `${group}/providers/Microsoft.Resources/tags/default`;
    send('PATCH', tags, { operation: 'Merge', properties: { tags: { a: '1' } } });
    send('PATCH', tags, { operation: 'Merge', properties: { tags: { b: '2' } } });
    expect(send('GET', group).body['tags']).toEqual({ a: '1', b: '2' });
    send('PATCH', tags, { operation: 'Delete', properties: { tags: { a: '1' } } });
    expect(send('GET', tags).body).toMatchObject({ properties: { tags: { b: '2' } } });
  });
});

describe('extensions', () => {
  const role = `${subscriptionPath}/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe`;
  const assignment = (scope: string, name: string) => `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
  const properties = { roleDefinitionId: role, principalId: '44444444-4444-4444-8444-444444444444', principalType: 'ServicePrincipal' };
  const names = ['55555555-5555-4555-8555-555555555555', '66666666-6666-4666-8666-666666666666'] as const;

  it('need what they extend, and one assignment of a role is enough', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    expect(errorOf(send('PUT', assignment(account('stone'), names[0]), { properties }).body)['code']).toBe('ResourceNotFound');
    send('PUT', account('stone'), storageAccount('stone'));
    expect(send('PUT', assignment(account('stone'), names[0]), { properties }).status).toBe(201);
    expect(send('PUT', assignment(account('stone'), names[0]), { properties }).status).toBe(201);
    expect(errorOf(send('PUT', assignment(account('stone'), names[1]), { properties }).body)['code']).toBe('RoleAssignmentExists');
    expect(errorOf(send('PUT', assignment(account('stone'), names[0]), { properties: { ...properties, principalId: names[1] } }).body)['code']).toBe('RoleAssignmentUpdateNotPermitted');
    expect(send('PUT', assignment(subscriptionPath, names[1]), { properties }).status).toBe(201);
  });

  it('that lock a resource keep it, its group and its children from deletion until they are removed', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    send('PUT', account('stone'), storageAccount('stone'));
    const container = `${account('stone')}/blobServices/default/containers/pics`;
    send('PUT', container, { properties: {} });
    const lock = `${account('stone')}/providers/Microsoft.Authorization/locks/keep`;
    expect(send('PUT', lock, { properties: { level: 'CanNotDelete' } }).status).toBe(201);
    for (const id of [account('stone'), group, container]) {
      const { status, body } = send('DELETE', id);
      expect([status, errorOf(body)['code']]).toEqual([409, 'ScopeLocked']);
    }
    expect(send('PATCH', account('stone'), { tags: { still: 'writable' } }).status).toBeLessThan(300);
    expect(send('DELETE', lock).status).toBe(200);
    expect(send('DELETE', account('stone')).status).toBe(202);
    advance(1000);
    expect(send('GET', account('stone')).status).toBe(404);
  });
});

describe('vaults', () => {
  const id = `${group}/providers/Microsoft.KeyVault/vaults/kv-one`;

  it('are kept after deletion: their name is taken until they are recovered or purged', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.KeyVault');
    send('PUT', id, bodyOf(vault('kv-one')));
    advance(1000);
    send('DELETE', id);
    advance(1000);
    const deleted = `${subscriptionPath}/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kv-one`;
    expect(send('GET', deleted).body).toMatchObject({ name: 'kv-one', properties: { vaultId: id } });
    expect(errorOf(send('PUT', id, bodyOf(vault('kv-one'))).body)['code']).toBe('ConflictError');
    const properties = vault('kv-one')['properties'] as JsonObject;
    expect(send('PUT', id, vault('kv-one', { properties: { ...properties, createMode: 'recover' } })).status).toBeLessThan(300);
    advance(1000);
    send('DELETE', id);
    advance(1000);
    expect(send('POST', `${deleted}/purge`).status).toBe(202);
    advance(1000);
    expect(send('PUT', id, bodyOf(vault('kv-one'))).status).toBeLessThan(300);
  });

  it('are gone for good when their retention is over', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.KeyVault');
    send('PUT', id, bodyOf(vault('kv-one')));
    advance(1000);
    send('DELETE', group);
    advance(1000);
    send('PUT', group, { location: 'westeurope' });
    expect(send('PUT', id, bodyOf(vault('kv-one'))).status).toBe(409);
    advance(7 * 86_400_000);
    expect(send('PUT', id, bodyOf(vault('kv-one'))).status).toBeLessThan(300);
  });
});

it('gives an identity another principal when it is made again', () => {
  const { send, advance, prepare } = createTestAzure();
  prepare('rg', 'Microsoft.ManagedIdentity');
  const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/myself`;
  const principal = () => {
    send('PUT', id, { location: 'westeurope' });
    advance(1000);
    return (send('GET', id).body['properties'] as JsonObject)['principalId'];
  };
  const first = principal();
  expect(first).toMatch(/^[0-9a-f-]{36}$/);
  expect(principal()).toBe(first);
  send('DELETE', id);
  advance(1000);
  expect(principal()).not.toBe(first);
});

describe('reading keys and regions', () => {
  it('gives keys that stay with the account and change when it is made again', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    const keys = () => (send('POST', `${account('stone')}/listKeys`).body['keys'] as JsonObject[]).map(({ value }) => value);
    send('PUT', account('stone'), storageAccount('stone'));
    advance(1000);
    const first = keys();
    expect(keys()).toEqual(first);
    send('DELETE', account('stone'));
    advance(1000);
    send('PUT', account('stone'), storageAccount('stone'));
    expect(keys()).not.toEqual(first);
  });

  it('lists regions as Azure does', () => {
    const value = createTestAzure().send('GET', `${subscriptionPath}/locations`).body['value'] as JsonObject[];
    expect(value.length).toBeGreaterThan(60);
    expect(value.find(({ name }) => name === 'westeurope')).toMatchObject({ displayName: 'West Europe', metadata: { regionType: 'Physical', pairedRegion: [{ name: 'northeurope' }] } });
  });
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
