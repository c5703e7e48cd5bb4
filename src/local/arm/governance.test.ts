import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, storageAccount, subscriptionPath } from '../local-azure.fake.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const account = (name: string) => `${group}/providers/Microsoft.Storage/storageAccounts/${name}`;
const errorOf = (body: JsonObject) => body['error'] as JsonObject;
const names = (body: JsonObject) => (body['value'] as JsonObject[]).map(({ name }) => name);

function world() {
  const azure = createTestAzure();
  azure.prepare('rg', 'Microsoft.Storage', 'Microsoft.Network');
  return azure;
}

describe('api versions', () => {
  it('that a type does not have are refused with those that it has', () => {
    const { send } = world();
    const { status, body } = send('PUT', `${account('stone')}?api-version=2023-02-30`, storageAccount('stone'));
    expect([status, errorOf(body)['code']]).toEqual([400, 'NoRegisteredProviderFound']);
    expect(errorOf(body)['message']).toMatch(/^No registered resource provider found for location 'westeurope' and API version '2023-02-30' for type 'storageAccounts'\. The supported api-versions are '20.+, 20.+'\. The supported locations are '.*westeurope, .*'\.$/);
    expect(errorOf(send('GET', `${group}?api-version=2099-01-01`).body)['code']).toBe('InvalidApiVersionParameter');
    expect(errorOf(send('PUT', `${group}/providers/Microsoft.Storage/nothings/x?api-version=2024-01-01`, {}).body)).toEqual({ code: 'InvalidResourceType', message: "The resource type could not be found in the namespace 'Microsoft.Storage' for api version '2024-01-01'." });
  });

  it('that are older than the carried ones are taken, and any of a child that is not in the metadata', () => {
    const { send } = world();
    expect(send('PUT', `${account('stone')}?api-version=2016-01-01`, storageAccount('stone')).status).toBeLessThan(300);
    expect(send('PUT', `${account('stone')}/blobServices/default/containers/uploads?api-version=2019-04-01`, { properties: {} }).status).toBe(201);
  });
});

describe('provider metadata', () => {
  it('has versions, regions by display name, and zones when they are asked for', () => {
    const { send } = world();
    const typeOf = (query: string) => (send('GET', `${subscriptionPath}/providers/Microsoft.Storage${query}`).body['resourceTypes'] as JsonObject[]).find(({ resourceType }) => resourceType === 'storageAccounts');
    expect(typeOf('')).toMatchObject({ locations: expect.arrayContaining(['West Europe']), apiVersions: expect.arrayContaining(['2024-01-01']), capabilities: expect.stringContaining('SupportsTags') });
    expect(typeOf('')).not.toHaveProperty('zoneMappings');
    expect(typeOf('?$expand=resourceTypes/zoneMappings')).toMatchObject({ zoneMappings: expect.arrayContaining([{ location: 'West Europe', zones: expect.arrayContaining(['1', '2', '3']) }]) });
  });
});

describe('locks', () => {
  const lock = (scope: string) => `${scope}/providers/Microsoft.Authorization/locks/l`;

  it('that are ReadOnly block writes, actions and deployments below their scope, and their own removal not', () => {
    const { send, deploy } = world();
    send('PUT', account('stone'), storageAccount('stone'));
    send('PUT', lock(subscriptionPath), { properties: { level: 'ReadOnly' } });
    const refused = [send('PATCH', account('stone'), { tags: { a: 'b' } }), send('POST', `${account('stone')}/listKeys`), send('PUT', group, { location: 'westeurope' }), send('DELETE', account('stone'))];
    expect(refused.map(({ status, body }) => [status, errorOf(body)['code']])).toEqual(Array.from({ length: 4 }, () => [409, 'ScopeLocked']));
    expect(JSON.stringify(deploy('d', { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [] }, { group: 'rg' }))).toContain('ScopeLocked');
    expect(send('DELETE', lock(subscriptionPath)).status).toBe(200);
    expect(send('PATCH', account('stone'), { tags: { a: 'b' } }).status).toBeLessThan(300);
  });
});

describe('tags', () => {
  const tags = (scope: string) => `${scope}/providers/Microsoft.Resources/tags/default`;

  it('of a subscription are kept, merged without regard to case and deleted by name and value', () => {
    const { send } = world();
    send('PUT', tags(subscriptionPath), { properties: { tags: { Team: 'red', cost: '1' } } });
    send('PATCH', tags(subscriptionPath), { operation: 'Merge', properties: { tags: { team: 'blue' } } });
    send('PATCH', tags(subscriptionPath), { operation: 'Delete', properties: { tags: { cost: 'other' } } });
    expect(send('GET', tags(subscriptionPath)).body['properties']).toEqual({ tags: { cost: '1', team: 'blue' } });
  });

  it('are limited in number, length and characters', () => {
    const { send } = world();
    const code = (given: JsonObject) => errorOf(send('PUT', group, { location: 'westeurope', tags: given }).body)['code'];
    expect(code({ 'a/b': '1' })).toBe('InvalidTagNameCharacters');
    expect(code({ a: 'x'.repeat(257) })).toBe('InvalidTagValueLength');
    expect(code({ ['x'.repeat(513)]: '' })).toBe('InvalidTagName');
    expect(code(Object.fromEntries(Array.from({ length: 51 }, (_, i) => [`t${i}`, ''])))).toBe('InvalidTags');
  });

  it('in use and defined beforehand are listed by name', () => {
    const { send } = world();
    send('PUT', account('stone'), storageAccount('stone', { tags: { team: 'red' } }));
    expect(send('PUT', `${subscriptionPath}/tagNames/stage`).status).toBe(201);
    expect(send('GET', `${subscriptionPath}/tagNames`).body['value']).toMatchObject([{ tagName: 'stage', count: { value: 0 } }, { tagName: 'team', count: { value: 1 }, values: [{ tagValue: 'red', count: { value: 1 } }] }]);
  });
});

describe('lists of resources', () => {
  it('are filtered, expanded and given out in pages', () => {
    const { send } = world();
    for (const name of ['stone', 'sttwo', 'stthree']) send('PUT', account(name), storageAccount(name, { tags: { odd: name === 'sttwo' ? 'no' : 'yes' } }));
    const list = (query: string) => send('GET', `${group}/resources?${query}`).body;
    expect(names(list("$filter=tagName eq 'odd' and tagValue eq 'yes'"))).toEqual(['stone', 'stthree']);
    expect(names(list("$filter=substringof('two', name) or name eq 'stone'"))).toEqual(['stone', 'sttwo']);
    expect(errorOf(list("$filter=colour eq 'red'"))['code']).toBe('InvalidFilterInQueryString');
    const first = list('$top=2&$expand=createdTime,provisioningState');
    expect(first['value']).toMatchObject([{ name: 'stone', createdTime: expect.any(String), provisioningState: 'Creating' }, {}]);
    const next = new URL(String(first['nextLink']));
    expect(names(send('GET', `${next.pathname}${next.search}`).body)).toEqual(['sttwo']);
  });

  it('of a group become a template', () => {
    const { send } = world();
    send('PUT', account('stone'), storageAccount('stone'));
    const { template } = send('POST', `${group}/exportTemplate`, { resources: ['*'] }).body;
    expect(template).toMatchObject({ resources: [{ type: 'Microsoft.Storage/storageAccounts', name: 'stone', sku: { name: 'Standard_LRS' } }] });
  });
});

describe('the activity log', () => {
  it('shows who changed what, how it began and ended, and what was refused', () => {
    const { send, advance } = world();
    send('PUT', account('stone'), storageAccount('stone'));
    send('PUT', account('No_Name'), storageAccount('x'));
    const log = `${subscriptionPath}/providers/Microsoft.Insights/eventtypes/management/values?api-version=2015-04-01`;
    const read = (filter: string) => (send('GET', `${log}&$filter=${encodeURIComponent(filter)}`).body['value'] as JsonObject[]).map(({ status, operationName }) => [(operationName as JsonObject)['value'], (status as JsonObject)['value']]);
    const write = 'Microsoft.Storage/storageAccounts/write';
    const ours = `eventTimestamp ge '2026-01-01T00:00:00Z' and resourceUri eq '${account('stone')}'`;
    expect(read(ours)).toEqual([[write, 'Accepted'], [write, 'Started']]);
    advance(1000);
    expect(read(ours)[0]).toEqual([write, 'Succeeded']);
    expect(read(`resourceId eq '${account('No_Name')}'`)).toEqual([[write, 'Failed'], [write, 'Started']]);
    expect(read("eventTimestamp ge '2030-01-01'")).toEqual([]);
  });
});

describe('conditions and forms of requests', () => {
  it('are held against what is there', () => {
    const { azure, send } = world();
    const id = `${group}/providers/Microsoft.Network/virtualNetworks/net`;
    send('PUT', id, { location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] } } });
    const { etag } = send('GET', id).headers;
    const put = (headers: Record<string, string>, body = '{"location":"westeurope","properties":{}}', method = 'PUT') =>
      azure.handle({ method, url: `https://management.azure.com${id}?api-version=2024-05-01`, headers: { authorization: 'Bearer x', ...headers }, body });
    expect(put({ 'if-none-match': '*' })).toMatchObject({ status: 412 });
    expect(put({ 'if-match': 'W/"other"' })).toMatchObject({ status: 412 });
    expect(put({ 'if-match': etag ?? '' }).kind).toBe('response');
    expect(put({ 'content-type': 'text/xml' })).toMatchObject({ status: 415 });
    expect(put({}, '{"a":')).toMatchObject({ status: 400, body: expect.stringContaining('InvalidRequestContent') });
    expect(put({}, '', 'BREW')).toMatchObject({ status: 405 });
    expect(put({}, ' '.repeat(4 * 1024 * 1024 + 1))).toMatchObject({ status: 413 });
  });
});
