import { idOf, subscription } from '../deployment.fake.ts';
import type { FunctionExamples } from './example-row.fake.ts';

const storage = { sections: { resources: [{ type: 'S.T/stores', apiVersion: '2020-01-01', name: 's', location: 'here', properties: { a: 1 } }] }, placement: 'output' } as const;
const loop = {
  sections: { resources: { loop: { type: 'S.T/stores', apiVersion: '2020-01-01', name: "[concat('s', copyIndex())]", copy: { name: 'loop', count: 2 } } } },
  placement: 'output',
} as const;
const symbolic = { sections: { resources: { store: { type: 'S.T/stores', apiVersion: '2020-01-01', name: 's' } } }, placement: 'output' } as const;
const declared = { sections: { parameters: { storageName: { type: 'string', defaultValue: 'demo' } }, variables: { storage: "[concat('contoso', uniqueString('test'))]" } } };
const copied = { sections: { variables: { copy: [{ name: 'tiers', count: 2, input: "[copyIndex('tiers', 1)]" }] } } };
const badCopy = { sections: { variables: { copy: [{ name: 'tiers', count: 2, input: "[copyIndex('tiers', -1)]" }] } } };

/**
 * Resources, scopes and the deployment itself, asked in the group `rg`; the resource `s` of the template answers with what is
 * asked, see the test.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-scope
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment
 */
export const resourceExamples: Readonly<Record<string, FunctionExamples>> = {
  resourceId: {
    gives: [
      ["[resourceId('Microsoft.Storage/storageAccounts', 'examplestorage')]", idOf('Microsoft.Storage/storageAccounts/examplestorage')],
      [
        "[resourceId('otherGroup', 'Microsoft.Storage/storageAccounts', 'examplestorage')]",
        `/subscriptions/${subscription}/resourceGroups/otherGroup/providers/Microsoft.Storage/storageAccounts/examplestorage`,
      ],
      ["[resourceId('s1', 'g', 'Microsoft.Sql/servers/databases', 'server', 'db')]", '/subscriptions/s1/resourceGroups/g/providers/Microsoft.Sql/servers/server/databases/db'],
    ],
    refuses: [
      ["[resourceId('Unit.Test/type')]", "requires '1' resource name"],
      ["[resourceId('Unit.Test/type', 'a', 'b')]", "requires '1' resource name"],
      ["[resourceId('Unit.Test/type', 1)]", 'a string'],
      ["[resourceId('a', 'b', 'c')]", 'not a resource type'],
    ],
  },
  subscriptionResourceId: {
    gives: [
      ["[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'r')]", `/subscriptions/${subscription}/providers/Microsoft.Authorization/roleDefinitions/r`],
      ["[subscriptionResourceId('s1', 'Unit.Test/type/subtype', 'a', 'b')]", '/subscriptions/s1/providers/Unit.Test/type/a/subtype/b'],
    ],
    refuses: [["[subscriptionResourceId('Unit.Test/type', 'a', 'b')]", 'resource name'], ["[subscriptionResourceId('Unit.Test/type', 1)]", 'a string']],
  },
  tenantResourceId: {
    gives: [["[tenantResourceId('Microsoft.Authorization/policyDefinitions', 'p')]", '/providers/Microsoft.Authorization/policyDefinitions/p']],
    refuses: [["[tenantResourceId('Unit.Test/type', 'a', 'b')]", 'resource name'], ["[tenantResourceId('Unit.Test/type', 1)]", 'a string']],
  },
  managementGroupResourceId: {
    gives: [[
      "[managementGroupResourceId('mg1', 'Microsoft.Authorization/policyDefinitions', 'p')]",
      '/providers/Microsoft.Management/managementGroups/mg1/providers/Microsoft.Authorization/policyDefinitions/p',
    ]],
    refuses: [["[managementGroupResourceId('Unit.Test/type', 'a')]", 'needs the name of a management group'], ["[managementGroupResourceId('mg1', 'Unit.Test/type')]", 'resource name']],
  },
  extensionResourceId: {
    gives: [["[extensionResourceId(resourceGroup().id, 'Microsoft.Authorization/locks', 'lock1')]", `/subscriptions/${subscription}/resourceGroups/rg/providers/Microsoft.Authorization/locks/lock1`]],
    refuses: [["[extensionResourceId('/a', 'Extension.Test/type', 'a', 'b')]", 'resource name'], ["[extensionResourceId('/a', 'Extension.Test/type', 1)]", 'a string']],
  },
  reference: {
    gives: [["[reference('s').a]", 1, storage], ["[reference(resourceId('S.T/stores', 's'), '2020-01-01', 'Full').location]", 'here', storage]],
    refuses: [["[reference('s')]", 'not expected at this location'], ['[reference(1)]', 'a string', storage], ["[reference('nothing')]", 'nothing', storage]],
  },
  references: {
    gives: [["[references('loop')]", [{ a: 1 }, { a: 1 }], loop], ["[length(references('loop', 'full'))]", 2, loop]],
    refuses: [["[references('loop')]", 'not expected at this location'], ['[references(1)]', 'a string', loop]],
  },
  resourceInfo: {
    gives: [["[resourceInfo('store').id]", idOf('S.T/stores/s'), symbolic], ["[resourceInfo('store').apiVersion]", '2020-01-01', symbolic]],
    refuses: [["[resourceInfo('other')]", 'other', symbolic], ['[resourceInfo(1)]', 'a string', symbolic]],
  },
  'list*': {
    gives: [
      ["[listKeys(resourceId('S.T/stores', 's'), '2020-01-01').called]", 'listKeys', storage],
      ["[listAccountSas('s', '2020-01-01', createObject('signedServices', 'b')).body.signedServices]", 'b', storage],
    ],
    refuses: [["[listKeys('s', '2020-01-01')]", 'not expected at this location'], ["[listKeys(1, '2020-01-01')]", 'a string', storage]],
  },
  providers: {
    gives: [
      ["[providers('microsoft.compute', 'VirtualMachines').locations]", ['West US 2']],
      ["[providers('Microsoft.Compute').namespace]", 'Microsoft.Compute'],
      ["[providers('Microsoft.Unknown')]", "[providers('Microsoft.Unknown')]"],
    ],
    refuses: [['[providers(1)]', 'a string'], ["[providers('Microsoft.Compute', 1)]", 'a string']],
  },
  pickZones: {
    gives: [
      ["[pickZones('Microsoft.Compute', 'virtualMachines', 'westus2')]", ['1']],
      ["[pickZones('Microsoft.Compute', 'virtualMachines', 'West US 2', 2, 1)]", ['2', '3']],
      ["[pickZones('Microsoft.Compute', 'virtualMachines', 'northcentralus')]", []],
    ],
    refuses: [
      ["[pickZones('Microsoft.Compute', 'virtualMachines', 'westus2', 4)]", 'from 1 to 3'],
      ["[pickZones('Microsoft.Compute', 'virtualMachines', 'westus2', 0)]", 'from 1 to 3'],
      ["[pickZones('Microsoft.Compute', 'virtualMachines', 'westus2', 3, 1)]", 'too many'],
      ["[pickZones('Microsoft.Compute', 'virtualMachines', 'westus2', 1, -1)]", 'not negative'],
      ["[pickZones('Microsoft.Compute', 'virtualMachines', 1)]", 'a string'],
    ],
  },
  toLogicalZone: {
    gives: [
      [`[toLogicalZone('${subscription}', 'West US 2', 'westus2-az1')]`, '3'],
      [`[toLogicalZone('${subscription}', 'nowhere', 'westus2-az1')]`, ''],
      ["[toLogicalZone('other', 'westus2', 'westus2-az1')]", "[toLogicalZone('other', 'westus2', 'westus2-az1')]"],
    ],
    refuses: [[`[toLogicalZone('${subscription}', 'westus2', 1)]`, 'a string']],
  },
  toLogicalZones: {
    gives: [[`[toLogicalZones('${subscription}', 'westus2', createArray('westus2-az1', 'westus2-az3', 'westus2-az9'))]`, ['3', '1']]],
    refuses: [[`[toLogicalZones('${subscription}', 'westus2', '1')]`, 'an array'], [`[toLogicalZones('${subscription}', 'westus2', createArray(1))]`, 'a string']],
  },
  toPhysicalZone: { gives: [[`[toPhysicalZone('${subscription}', 'westus2', '1')]`, 'westus2-az3']], refuses: [[`[toPhysicalZone('${subscription}', 2, '1')]`, 'a string']] },
  toPhysicalZones: {
    gives: [[`[toPhysicalZones('${subscription}', 'westus2', createArray('1', '3'))]`, ['westus2-az3', 'westus2-az1']]],
    refuses: [[`[toPhysicalZones('${subscription}', 'westus2', 1)]`, 'an array']],
  },
  resourceGroup: {
    gives: [[
      '[resourceGroup()]',
      {
        id: `/subscriptions/${subscription}/resourceGroups/rg`,
        name: 'rg',
        type: 'Microsoft.Resources/resourceGroups',
        location: 'westeurope',
        tags: {},
        properties: { provisioningState: 'Succeeded' },
      },
    ]],
    refuses: [],
  },
  subscription: { gives: [['[subscription().id]', `/subscriptions/${subscription}`], ['[subscription().subscriptionId]', subscription], ['[subscription().tenantId]', 'tenant']], refuses: [] },
  managementGroup: { gives: [], refuses: [['[managementGroup()]', 'not at management group scope']] },
  tenant: { gives: [['[tenant().tenantId]', 'tenant'], ['[tenant().id]', '/tenants/tenant']], refuses: [] },
  deployment: { gives: [['[deployment().name]', 'main'], ['[deployment().properties.mode]', 'Incremental'], ['[deployment().properties.template.contentVersion]', '1.0.0.0']], refuses: [] },
  deployer: { gives: [['[deployer()]', { objectId: 'person', tenantId: 'tenant', userPrincipalName: 'person@contoso.com' }]], refuses: [] },
  environment: {
    gives: [
      ['[environment().name]', 'AzureCloud'],
      ['[environment().resourceManager]', 'https://management.azure.com/'],
      ['[environment().suffixes.storage]', 'core.windows.net'],
      ['[environment().authentication.loginEndpoint]', 'https://login.microsoftonline.com/'],
    ],
    refuses: [],
  },
  parameters: { gives: [["[parameters('STORAGEname')]", 'demo', declared]], refuses: [["[parameters('other')]", "'other' is not found"], ['[parameters(1)]', 'a string']] },
  variables: { gives: [["[variables('Storage')]", 'contosorbgf3xv4ufgzg', declared]], refuses: [["[variables('other')]", "'other' is not found"], ['[variables(1)]', 'a string']] },
  copyIndex: {
    gives: [["[variables('tiers')]", [1, 2], copied]],
    refuses: [['[copyIndex()]', 'can only be used in a resource with copy'], ["[copyIndex('x')]", "no copy loop 'x'"], ["[variables('tiers')]", 'not negative', badCopy]],
  },
  externalInputs: { gives: [["[externalInputs('known')]", 'Antarctica'], ["[externalInputs('other')]", "[externalInputs('other')]"]], refuses: [['[externalInputs(1)]', 'a string']] },
};
