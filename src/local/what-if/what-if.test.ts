import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import type { TestAzure } from '../local-azure.fake.ts';
import { createTestAzure, storageAccount, subscriptionPath, template, vault } from '../local-azure.fake.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const deployments = `${subscriptionPath}/resourcegroups/rg/providers/Microsoft.Resources/deployments`;

/** Asks, waits and reads the result. */
function whatIf(azure: TestAzure, resources: readonly JsonObject[], properties: JsonObject = {}): JsonObject {
  const accepted = azure.send('POST', `${deployments}/w/whatIf`, { properties: { mode: 'Incremental', template: template(resources), ...properties } });
  expect(accepted).toMatchObject({ status: 202, headers: { location: expect.stringContaining('/operationresults/'), 'retry-after': expect.stringMatching(/^\d+$/) } });
  const poll = new URL(accepted.headers['location'] ?? '').pathname;
  expect(azure.send('GET', poll).status).toBe(202);
  azure.advance(1000);
  const result = azure.send('GET', poll);
  expect(result.status).toBe(200);
  return result.body;
}

function changes(body: JsonObject): readonly JsonObject[] {
  expect(body['status']).toBe('Succeeded');
  return (body['properties'] as JsonObject)['changes'] as readonly JsonObject[];
}

function world(settings: JsonObject = {}): TestAzure {
  const azure = createTestAzure({ settings });
  azure.prepare('rg', 'Microsoft.Storage', 'Microsoft.KeyVault');
  return azure;
}

const rows = (list: readonly JsonObject[]) => list.map(({ resourceId, changeType }) => [String(resourceId).split('/').at(-1), changeType]);

describe('what-if', () => {
  it('says of each resource what would become of it, sorted by id, and changes nothing', () => {
    const azure = world();
    azure.deploy('d', template([storageAccount('bravo'), storageAccount('left'), storageAccount('same')]), { group: 'rg' });
    const list = changes(whatIf(azure, [storageAccount('same'), storageAccount('alpha'), storageAccount('bravo', { sku: { name: 'Standard_GRS' }, tags: { a: 'b' } })]));
    expect(rows(list)).toEqual([['alpha', 'Create'], ['bravo', 'Modify'], ['left', 'Ignore'], ['same', 'NoChange']]);
    const [created, modified, ignored, same] = list;
    expect(created).not.toHaveProperty('before');
    expect(created).not.toHaveProperty('delta');
    expect(created?.['after']).toMatchObject({ apiVersion: '2024-01-01', id: `${group}/providers/Microsoft.Storage/storageAccounts/alpha`, location: 'westeurope' });
    expect(modified?.['delta']).toEqual([
      { path: 'sku.name', propertyChangeType: 'Modify', before: 'Standard_LRS', after: 'Standard_GRS' },
      { path: 'tags', propertyChangeType: 'Create', after: { a: 'b' } },
    ]);
    expect(ignored).not.toHaveProperty('delta');
    expect(ignored?.['before']).toEqual(ignored?.['after']);
    expect(same?.['delta']).toEqual([]);
    expect(JSON.stringify(same?.['before'])).not.toMatch(/primaryEndpoints|provisioningState|creationTime/);
    expect(azure.send('GET', `${group}/providers/Microsoft.Storage/storageAccounts/alpha`).status).toBe(404);
  });

  it('sees no change in lists of what is a resource by itself, and names what differs inside', () => {
    const azure = world({ whatIfNoise: false });
    azure.prepare('rg', 'Microsoft.Network');
    const network = (prefix: string): JsonObject => ({ type: 'Microsoft.Network/virtualNetworks', apiVersion: '2024-05-01', name: 'net', location: 'westeurope', properties: { addressSpace: { addressPrefixes: ['10.0.0.0/16'] }, subnets: [{ name: 'one', properties: { addressPrefix: prefix } }] } });
    azure.deploy('d', template([network('10.0.0.0/24')]), { group: 'rg' });
    expect(rows(changes(whatIf(azure, [network('10.0.0.0/24')])))).toEqual([['net', 'NoChange']]);
    const child = { path: '0', propertyChangeType: 'Modify', children: [{ path: 'properties.addressPrefix', propertyChangeType: 'Modify', before: '10.0.0.0/24', after: '10.0.0.0/25' }] };
    expect(changes(whatIf(azure, [network('10.0.0.0/25')]))[0]?.['delta']).toEqual([{ path: 'properties.subnets', propertyChangeType: 'Array', children: [child] }]);
  });

  it('deletes in mode Complete, and gives ids only when asked to', () => {
    const azure = world();
    azure.deploy('d', template([storageAccount('gone'), storageAccount('stays')]), { group: 'rg' });
    const full = changes(whatIf(azure, [storageAccount('stays')], { mode: 'Complete' }));
    expect(rows(full)).toEqual([['gone', 'Delete'], ['stays', 'NoChange']]);
    expect(full[0]).toMatchObject({ before: { name: 'gone' } });
    const ids = changes(whatIf(azure, [storageAccount('stays'), storageAccount('fresh')], { mode: 'Complete', whatIfSettings: { resultFormat: 'ResourceIdOnly' } }));
    expect(ids.map((row) => Object.keys(row))).toEqual(ids.map(() => ['resourceId', 'changeType']));
    expect(rows(ids)).toEqual([['fresh', 'Create'], ['gone', 'Delete'], ['stays', 'Deploy']]);
  });

  it('tells a property that is taken out of the template from one that the service filled in', () => {
    const azure = world();
    azure.deploy('d', template([storageAccount('stone', { properties: { allowSharedKeyAccess: false } })]), { group: 'rg' });
    const [change] = changes(whatIf(azure, [storageAccount('stone')]));
    expect(change?.['delta']).toEqual([{ path: 'properties.allowSharedKeyAccess', propertyChangeType: 'Delete', before: false }]);
  });

  it('compares arrays element by element', () => {
    const azure = world();
    const rules = (values: readonly string[]): JsonObject => ({ properties: { networkAcls: { defaultAction: 'Deny', ipRules: values.map((value) => ({ value, action: 'Allow' })) } } });
    azure.deploy('d', template([storageAccount('stone', rules(['1.2.3.4', '5.6.7.8']))]), { group: 'rg' });
    const [change] = changes(whatIf(azure, [storageAccount('stone', rules(['5.6.7.8', '9.9.9.9']))]));
    expect(change?.['delta']).toEqual([
      {
        path: 'properties.networkAcls.ipRules',
        propertyChangeType: 'Array',
        children: [
          { path: '0', propertyChangeType: 'Delete', before: { action: 'Allow', value: '1.2.3.4' } },
          { path: '1', propertyChangeType: 'Create', after: { action: 'Allow', value: '9.9.9.9' } },
        ],
      },
    ]);
  });

  it('raises false alarms as Azure does, unless the world is set to tell only what would change', () => {
    const named = { tags: { uri: "[reference(resourceId('Microsoft.Storage/storageAccounts', 'stone'), '2024-01-01').primaryEndpoints.blob]" } };
    const deltaIn = (settings: JsonObject) => {
      const azure = world(settings);
      azure.deploy('d', template([storageAccount('stone'), vault('kv-one', named)]), { group: 'rg' });
      const change = changes(whatIf(azure, [storageAccount('stone'), vault('kv-one', named)])).find(({ resourceId }) => String(resourceId).endsWith('/kv-one'));
      return { type: change?.['changeType'], paths: ((change?.['delta'] ?? []) as JsonObject[]).map(({ path }) => path) };
    };
    expect(deltaIn({ whatIfNoise: false })).toEqual({ type: 'NoChange', paths: [] });
    const noisy = deltaIn({});
    expect(noisy.type).toBe('Modify');
    expect(noisy.paths).toContain('tags.uri');
    expect(noisy.paths.some((path) => String(path).startsWith('properties.'))).toBe(true);
  });

  it('cannot look up an id that only the running deployment knows', () => {
    const azure = world();
    const list = changes(whatIf(azure, [storageAccount('stone'), { type: 'Microsoft.Authorization/locks', apiVersion: '2016-09-01', name: 'l', properties: { level: 'CanNotDelete' }, scope: 'Microsoft.Storage/storageAccounts/stone' }]));
    expect(rows(list)).toEqual([['stone', 'Create'], ['l', 'Create']]);
  });

  it('fails as a result, with the reason', () => {
    const body = whatIf(world(), [storageAccount('Bad_Name')]);
    expect(body).toMatchObject({ status: 'Failed', error: { code: 'InvalidTemplateDeployment' } });
  });

  it('holds no secret', () => {
    const azure = world();
    const body = template([storageAccount('stone', { tags: { key: "[parameters('key')]" } })], { parameters: { key: { type: 'securestring' } } });
    const accepted = azure.send('POST', `${deployments}/w/whatIf`, { properties: { mode: 'Incremental', template: body, parameters: { key: { value: 'hush' } } } });
    azure.advance(1000);
    const result = azure.send('GET', new URL(accepted.headers['location'] ?? '').pathname);
    expect(changes(result.body)).toHaveLength(1);
    expect(JSON.stringify(result.body)).not.toContain('hush');
  });
});
