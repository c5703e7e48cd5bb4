import { describe, expect, it } from 'vitest';
import { predictDeployment } from '../../src/arm/predict.ts';
import type { Json } from '../../src/model/json.ts';
import { missingIn, prerequisitesOf } from './prerequisites.ts';
import { start, world } from './trial-world.ts';

const group = `/subscriptions/${world.subscriptionId}/resourceGroups/${world.resourceGroup}`;

function wantedBy(resources: Json, rest: Record<string, Json> = {}): readonly string[] {
  const prediction = predictDeployment({
    name: 'trial',
    scope: { kind: 'resourceGroup', subscriptionId: world.subscriptionId, resourceGroup: world.resourceGroup },
    template: { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources, ...rest },
    parameters: {},
    context: { cloud: 'AzureCloud', now: new Date(start).toISOString(), newGuid: () => '0' },
  });
  return prerequisitesOf(prediction).map(({ id }) => id).filter((id) => id.toLowerCase() !== group.toLowerCase());
}

const subnet = { type: 'Microsoft.Network/virtualNetworks/subnets', apiVersion: '2024-01-01', name: 'net/sub', properties: {} };
const network = { type: 'Microsoft.Network/virtualNetworks', apiVersion: '2024-01-01', name: 'net', properties: {} };

describe('what a template expects to find', () => {
  it('the parent of a child, unless the template makes it', () => {
    expect(wantedBy([subnet])).toEqual([`${group}/providers/Microsoft.Network/virtualNetworks/net`]);
    expect(wantedBy([network, { ...subnet, dependsOn: ['net'] }])).toEqual([]);
  });

  it('resources that it calls existing, and others that it refers to', () => {
    expect(wantedBy({ net: { ...network, existing: true } }, { languageVersion: '2.0' })).toEqual([`${group}/providers/Microsoft.Network/virtualNetworks/net`]);
    expect(wantedBy([{ ...network, tags: { x: "[reference(resourceId('Microsoft.KeyVault/vaults', 'v'), '2023-07-01').vaultUri]" } }])).toEqual([`${group}/providers/Microsoft.KeyVault/vaults/v`]);
  });

  it('the group of another group that it deploys into', () => {
    const elsewhere = { type: 'Microsoft.Resources/deployments', apiVersion: '2024-03-01', name: 'n', resourceGroup: 'other', properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [network] } } };
    expect(wantedBy([elsewhere])).toContain(`/subscriptions/${world.subscriptionId}/resourceGroups/other`);
  });

  it('definitions of the policies that it assigns', () => {
    const policyDefinitionId = '/providers/Microsoft.Authorization/policyDefinitions/p';
    expect(wantedBy([{ type: 'Microsoft.Authorization/policyAssignments', apiVersion: '2023-04-01', name: 'a', properties: { policyDefinitionId, parameters: { tag: { value: 'x' } } } }])).toEqual([policyDefinitionId]);
  });
});

describe('what a refusal says is missing', () => {
  it.each([
    ["The Resource 'A.B/c/d/x/y' under resource group 'g' was not found. For more", `/subscriptions/${world.subscriptionId}/resourceGroups/g/providers/A.B/c/x/d/y`],
    ["Resource group 'g' could not be found.", `/subscriptions/${world.subscriptionId}/resourceGroups/g`],
    ['Something else went wrong.', undefined],
  ])('%s', (message, expected) => {
    expect(missingIn(message)).toBe(expected);
  });
});
