import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, storageAccount, subscriptionPath } from '../local-azure.fake.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const account = (name: string) => `${group}/providers/Microsoft.Storage/storageAccounts/${name}`;

function errorOf(body: JsonObject): JsonObject {
  return body['error'] as JsonObject;
}

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
