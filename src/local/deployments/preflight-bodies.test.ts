import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, storageAccount, subscriptionPath, template } from '../local-azure.fake.ts';

const rule = (properties: JsonObject): JsonObject => ({
  type: 'Microsoft.Network/networkSecurityGroups',
  apiVersion: '2024-05-01',
  name: 'guard',
  location: 'westeurope',
  properties: { securityRules: [{ name: 'r', properties: { protocol: 'Tcp', access: 'Allow', direction: 'Inbound', priority: 100, sourceAddressPrefix: '*', sourcePortRange: '*', destinationAddressPrefix: '*', destinationPortRange: '443', ...properties } }] },
});

const app = (name: string, containers: readonly JsonObject[]): JsonObject => ({
  type: 'Microsoft.App/containerApps', apiVersion: '2024-03-01', name, location: 'westeurope',
  properties: { environmentId: `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.App/managedEnvironments/e`, template: { containers: [...containers] } },
});

const alert: JsonObject = { type: 'Microsoft.Insights/metricAlerts', apiVersion: '2018-03-01', name: 'alert', location: 'global', properties: { enabled: true, scopes: [], evaluationFrequency: 'PT1M', windowSize: 'PT5M', criteria: {} } };

function deploying(...resources: readonly JsonObject[]): JsonObject {
  const azure = createTestAzure();
  azure.prepare('rg', 'Microsoft.Storage', 'Microsoft.Network', 'Microsoft.App', 'Microsoft.Insights');
  return azure.deploy('d', template(resources), { group: 'rg' });
}

const innermost = (body: JsonObject): readonly string[] => [...JSON.stringify(body).matchAll(/"code":"(\w+)"/g)].map(([, code]) => code ?? '');

describe('before a deployment starts', () => {
  it('Storage is asked about values and says no in its preflight', () => {
    const refused = deploying(storageAccount('stone', { sku: { name: 'Gold' } }));
    expect(innermost(refused)).toEqual(['InvalidTemplateDeployment', 'PreflightValidationCheckFailed', 'InvalidValuesForRequestParameters']);
  });

  it('Container Apps are asked about images, all of them at once', () => {
    const refused = deploying(app('one', [{ name: 'web' }]), app('two', [{ name: 'side', image: 'i' }, { name: 'api' }]));
    expect(innermost(refused)).toEqual(['InvalidTemplateDeployment', 'ValidationForMultipleResourcesFailed', 'ContainerAppImageRequired', 'ContainerAppImageRequired']);
    expect(JSON.stringify(refused)).toContain("Container with name 'api' must have an 'Image' property specified.");
  });

  it('Network is asked about its rules', () => {
    expect(innermost(deploying(rule({ direction: 'Sideways' })))).toEqual(['InvalidTemplateDeployment', 'SecurityRuleInvalidDirection']);
  });

  it('what stays as it was made is asked about as well', () => {
    const azure = createTestAzure();
    azure.prepare('rg', 'Microsoft.Storage');
    azure.deploy('before', template([storageAccount('stone')]), { group: 'rg' });
    const refused = azure.deploy('d', template([storageAccount('stone', { sku: { name: 'Premium_LRS' } })]), { group: 'rg' });
    expect(innermost(refused)).toEqual(['InvalidTemplateDeployment', 'PreflightValidationCheckFailed', 'StorageAccountTypeConversionNotAllowed']);
  });

  it('other services are asked when the turn of their resource comes', () => {
    const failed = deploying(alert);
    expect(failed).toMatchObject({ properties: { provisioningState: 'Failed', error: { code: 'DeploymentFailed' } } });
    expect(JSON.stringify(failed)).toContain('InvalidRequestContent');
  });

  it('what only the running deployment knows is not judged', () => {
    const made = deploying(storageAccount('stone'), rule({ access: "[if(equals(reference('stone').provisioningState, 'Succeeded'), 'Deny', 'Allow')]" }));
    expect(made).toMatchObject({ properties: { provisioningState: 'Succeeded' } });
  });
});
