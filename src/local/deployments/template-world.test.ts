import { describe, expect, it } from 'vitest';
import { createTestAzure, storageAccount, subscriptionPath, template } from '../local-azure.fake.ts';

const path = `${subscriptionPath}/resourcegroups/rg/providers/Microsoft.Resources/deployments/d`;

describe('a template that reads the world', () => {
  const deploy = (resources: Parameters<typeof template>[0], outputs: Record<string, string>) => {
    const azure = createTestAzure();
    azure.prepare('rg', 'Microsoft.Storage', 'Microsoft.Batch');
    const body = { ...template(resources), outputs: Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, { type: 'string', value }])) };
    azure.send('PUT', path, { properties: { mode: 'Incremental', template: body } });
    azure.advance(600_000);
    return azure.send('GET', path).body['properties'];
  };
  const batch = { type: 'Microsoft.Batch/batchAccounts', apiVersion: '2024-07-01', name: 'batch', location: 'westeurope', properties: {} };

  it('gets a marked text for an output of a type that nobody described', () => {
    const properties = deploy([batch], { fqdn: "[reference('batch').accountEndpoint]", deep: "[reference('batch').pools[0].state]", key: "[listKeys('batch', '2024-07-01').primary]" });
    expect(properties).toMatchObject({ provisioningState: 'Succeeded', outputs: { fqdn: { value: 'local:batch.accountEndpoint' }, deep: { value: 'local:batch.pools.0.state' }, key: { value: 'local:batch.listKeys.primary' } } });
  });

  it('is refused a property that a described type has not', () => {
    const properties = deploy([storageAccount('stone')], { no: "[reference('stone').fqdn]" });
    expect(properties).toMatchObject({ provisioningState: 'Failed' });
    expect(JSON.stringify(properties)).toContain("property 'fqdn' doesn't exist");
  });

  it('names keys of accounts as the version that it asks with did', () => {
    const properties = deploy([storageAccount('stone')], { old: "[listKeys('stone', '2015-06-15').key1]", now: "[listKeys('stone', '2024-01-01').keys[0].value]" });
    const { outputs } = properties as { outputs: Record<string, { value: string }> };
    expect(outputs['old']?.value).toMatch(/=$/);
    expect(outputs['old']?.value).toBe(outputs['now']?.value);
  });

  it('means a resource of its group by type and name when it gives a version', () => {
    const azure = createTestAzure();
    azure.prepare('rg', 'Microsoft.Storage');
    azure.send('PUT', `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stone?api-version=2024-01-01`, storageAccount('stone'));
    azure.advance(600_000);
    const body = { ...template([]), outputs: { blob: { type: 'string', value: "[reference('Microsoft.Storage/storageAccounts/stone', '2024-01-01').primaryEndpoints.blob]" } } };
    azure.send('PUT', path, { properties: { mode: 'Incremental', template: body } });
    azure.advance(600_000);
    expect(azure.send('GET', path).body['properties']).toMatchObject({ outputs: { blob: { value: 'https://stone.blob.core.windows.net/' } } });
  });

  it('makes management groups, one below the other', () => {
    const { send, advance } = createTestAzure();
    const group = (name: string, properties: Record<string, unknown>) => ({ type: 'Microsoft.Management/managementGroups', apiVersion: '2021-04-01', name, properties }) as Parameters<typeof template>[0][number];
    const below = { displayName: 'Below', details: { parent: { id: "[tenantResourceId('Microsoft.Management/managementGroups', 'top')]" } } };
    const deployment = '/providers/Microsoft.Resources/deployments/groups';
    send('PUT', deployment, { location: 'westeurope', properties: { mode: 'Incremental', template: template([group('top', {}), { ...group('below', below), dependsOn: ["[tenantResourceId('Microsoft.Management/managementGroups', 'top')]"] }]) } });
    advance(600_000);
    expect(send('GET', deployment).body['properties']).toMatchObject({ provisioningState: 'Succeeded' });
    expect(send('GET', '/providers/Microsoft.Management/managementGroups/below?api-version=2021-04-01').body).toMatchObject({ properties: { displayName: 'Below', details: { parent: { name: 'top' } } } });
  });

  it('reads what Azure brings along, and scopes', () => {
    const reader = 'acdd72a7-3385-48ef-bd42-f606fba81ae7';
    const properties = deploy([], {
      role: `[reference(subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${reader}'), '2022-04-01').roleName]`,
      tenantRole: `[reference(tenantResourceId('Microsoft.Authorization/roleDefinitions', '${reader}'), '2022-04-01').permissions[0].actions[0]]`,
      policy: "[reference(tenantResourceId('Microsoft.Authorization/policyDefinitions', 'e56962a6-4747-49cd-b67b-bf8b01975c4c'), '2023-04-01').displayName]",
      root: "[reference(tenantResourceId('Microsoft.Management/managementGroups', tenant().tenantId), '2021-04-01').displayName]",
      subscription: "[reference(subscription().id, '2022-12-01', 'Full').displayName]",
      group: "[reference(resourceGroup().id, '2021-04-01', 'Full').location]",
      zones: "[join(pickZones('Microsoft.Compute', 'virtualMachines', 'westeurope', 3), ',')]",
      zone: "[toPhysicalZone(subscription().subscriptionId, 'westeurope', '1')]",
    });
    expect(properties).toMatchObject({
      provisioningState: 'Succeeded',
      outputs: { role: { value: 'Reader' }, tenantRole: { value: '*/read' }, policy: { value: 'Allowed locations' }, root: { value: 'Tenant Root Group' }, subscription: { value: 'Local Azure' }, group: { value: 'westeurope' }, zones: { value: '1,2,3' }, zone: { value: expect.stringMatching(/^westeurope-az\d$/) } },
    });
  });

  it('fails where a role is not there', () => {
    const properties = deploy([], { role: "[reference(subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '00000000-0000-4000-8000-000000000099'), '2022-04-01').roleName]" });
    expect(properties).toMatchObject({ provisioningState: 'Failed' });
    expect(JSON.stringify(properties)).toContain('RoleDefinitionDoesNotExist');
  });
});
