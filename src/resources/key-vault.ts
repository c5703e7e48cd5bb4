import { describeKind } from './describe-kind.ts';
import { immutable, liveRules } from './live-rules.ts';
import { namingRule } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

/** @see https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview */
export const keyVault: ResourceKind = describeKind({
  type: 'Microsoft.KeyVault/vaults',
  apiVersion: '2026-02-01',
  title: 'key vault',
  stack: 'security',
  scope: 'resourceGroup',
  naming: namingRule({
    abbreviation: 'kv',
    minLength: 3,
    maxLength: 24,
    pattern: /^(?!.*--)[A-Za-z][A-Za-z0-9-]{1,22}[A-Za-z0-9]$/,
    unique: 'global',
  }),
  holdsData: true,
  immutable: [
    immutable('properties.softDeleteRetentionInDays', 'how long deleted secrets are kept is fixed when the vault is made'),
    immutable('properties.tenantId', 'a vault belongs to one tenant'),
  ],
  required: [
    'properties.tenantId',
    'properties.sku',
    'properties.sku.family',
    'properties.sku.name',
    'properties.accessPolicies[].tenantId',
    'properties.accessPolicies[].objectId',
    'properties.accessPolicies[].permissions',
    'properties.networkAcls.ipRules[].value',
    'properties.networkAcls.virtualNetworkRules[].id',
  ],
  allowed: {
    'properties.sku.family': ['A'],
    'properties.sku.name': ['standard', 'premium'],
    'properties.createMode': ['default', 'recover'],
    'properties.networkAcls.defaultAction': ['Allow', 'Deny'],
    'properties.networkAcls.bypass': ['AzureServices', 'None'],
  },
  outputs: { uri: { path: 'properties.vaultUri', title: 'address of the vault' } },
  live: liveRules({
    writeOnly: ['properties.createMode'],
    // Rules that let everybody in are not told.
    omitted: ['properties.networkAcls'],
    ignoreCase: ['properties.publicNetworkAccess', 'properties.networkAcls.virtualNetworkRules.id'],
    unordered: ['properties.accessPolicies', 'properties.networkAcls.ipRules', 'properties.networkAcls.virtualNetworkRules'],
  }),
  arrayKeys: {
    'properties.accessPolicies': 'objectId',
    'properties.networkAcls.ipRules': 'value',
    'properties.networkAcls.virtualNetworkRules': 'id',
  },
  diagnostics: 'logs',
  softDelete: {
    list: 'Microsoft.KeyVault/deletedVaults',
    record: 'Microsoft.KeyVault/locations/{location}/deletedVaults/{name}',
    formerId: 'properties.vaultId',
    recover: { createMode: 'recover' },
    purge: { kind: 'record', method: 'POST', action: 'purge' },
  },
  checks: {
    name: { asks: 'post', path: 'Microsoft.KeyVault/checkNameAvailability', apiVersion: '2023-07-01', type: 'Microsoft.KeyVault/vaults' },
  },
  settle: {
    defaults: {
      properties: {
        accessPolicies: [],
        enabledForDeployment: false,
        enableRbacAuthorization: true,
        softDeleteRetentionInDays: 90,
        publicNetworkAccess: 'Enabled',
      },
    },
    dropped: ['properties.createMode'],
    // Soft delete cannot be switched off: what was sent is answered with true.
    computed: (_sent, facts) => ({
      properties: { enableSoftDelete: true, vaultUri: `https://${facts.name.toLowerCase()}.vault.azure.net/` },
    }),
  },
  local: {
    duration: 'seconds',
    answers: { create: '200 none', update: '200 none', patch: '200 none', delete: '200 none' },
  },
});
