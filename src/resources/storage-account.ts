import type { Json, JsonObject } from '../model/json.ts';
import { describeKind } from './describe-kind.ts';
import { amongst, immutable, liveRules } from './live-rules.ts';
import { namingRule } from './naming-rules.ts';
import { plainRegion } from './region-names.ts';
import type { LocalFacts } from './local-facts.ts';
import type { LocalBehaviour, ResourceKind } from './resource-kind.ts';
import { textAt } from './json-path.ts';
import { storageTags } from './tag-support.ts';

const services: ReadonlyMap<string, readonly string[]> = new Map(Object.entries({
  StorageV2: ['dfs', 'web', 'blob', 'queue', 'table', 'file'],
  Storage: ['blob', 'queue', 'table', 'file'],
  BlobStorage: ['dfs', 'blob', 'table'],
  BlockBlobStorage: ['dfs', 'web', 'blob'],
  FileStorage: ['file'],
}));

function endpoints(kind: string, name: string): JsonObject {
  return Object.fromEntries((services.get(kind) ?? []).map((service) => [service, `https://${name}.${service === 'web' ? 'z6.web' : service}.core.windows.net/`]));
}

function computedAccount(sent: JsonObject, facts: LocalFacts): JsonObject {
  const kind = textAt(sent, 'kind', 'StorageV2');
  const encrypted: Json = { keyType: 'Account', enabled: true, lastEnabledTime: facts.createdAt };
  return {
    sku: { tier: textAt(sent, 'sku.name', 'Standard_LRS').split(/[_V]/)[0] ?? 'Standard' },
    properties: {
      encryption: { services: { blob: encrypted, file: encrypted } },
      keyCreationTime: { key1: facts.createdAt, key2: facts.createdAt },
      creationTime: facts.createdAt,
      primaryEndpoints: endpoints(kind, facts.name),
      primaryLocation: plainRegion(facts.location),
      statusOfPrimary: 'available',
      privateEndpointConnections: [],
    },
  };
}

/** @see https://learn.microsoft.com/rest/api/storagerp/storage-accounts/list-keys */
const storageActions: LocalBehaviour['actions'] = {
  listkeys: {
    keys: ['key1', 'key2'].map((keyName) => ({ creationTime: '{time}', keyName, value: `{key:${keyName}}`, permissions: 'FULL' })),
  },
};

/** @see https://learn.microsoft.com/azure/storage/common/storage-account-overview */
export const storageAccount: ResourceKind = describeKind({
  type: 'Microsoft.Storage/storageAccounts',
  apiVersion: '2025-06-01',
  title: 'storage account',
  stack: 'data',
  scope: 'resourceGroup',
  naming: namingRule({
    abbreviation: 'st',
    minLength: 3,
    maxLength: 24,
    pattern: /^[a-z0-9]{3,24}$/,
    separator: '',
    lowerCase: true,
    unique: 'global',
  }),
  tags: storageTags,
  holdsData: true,
  immutable: [
    immutable('kind', 'only Storage becomes StorageV2 in place', [{ from: 'Storage', to: 'StorageV2' }]),
    immutable('sku.name', 'going to or from zone redundancy or premium needs a conversion outside of templates', [
      ...amongst('Standard_LRS', 'Standard_GRS', 'Standard_RAGRS'),
      ...amongst('Standard_ZRS', 'Standard_GZRS', 'Standard_RAGZRS'),
    ]),
    immutable('properties.isHnsEnabled', 'a hierarchical namespace needs a migration outside of templates'),
    immutable('properties.isNfsV3Enabled', 'the network file system is chosen when the account is made'),
    immutable('properties.dnsEndpointType', 'it decides the address of the account'),
    immutable('properties.immutableStorageWithVersioning', 'it is fixed when the account is made'),
    immutable('properties.encryption.requireInfrastructureEncryption', 'it is fixed when the account is made'),
  ],
  required: [
    'sku.name | properties.accountType',
    'kind | properties.accountType',
    'properties.networkAcls.ipRules[].value',
    'properties.networkAcls.virtualNetworkRules[].id',
  ],
  allowed: {
    'kind': ['Storage', 'StorageV2', 'BlobStorage', 'FileStorage', 'BlockBlobStorage'],
    'sku.name': [
      'Standard_LRS',
      'Standard_GRS',
      'Standard_RAGRS',
      'Standard_ZRS',
      'Standard_GZRS',
      'Standard_RAGZRS',
      'Premium_LRS',
      'Premium_ZRS',
      'StandardV2_LRS',
      'StandardV2_GRS',
      'StandardV2_ZRS',
      'StandardV2_GZRS',
      'PremiumV2_LRS',
      'PremiumV2_ZRS',
    ],
    'properties.accessTier': ['Hot', 'Cool', 'Premium', 'Cold', 'Smart'],
    'properties.networkAcls.defaultAction': ['Allow', 'Deny'],
    'properties.minimumTlsVersion': ['TLS1_0', 'TLS1_1', 'TLS1_2', 'TLS1_3'],
  },
  outputs: {
    blobEndpoint: { path: 'properties.primaryEndpoints.blob', title: 'address of its blobs' },
    queueEndpoint: { path: 'properties.primaryEndpoints.queue', title: 'address of its queues' },
    tableEndpoint: { path: 'properties.primaryEndpoints.table', title: 'address of its tables' },
    fileEndpoint: { path: 'properties.primaryEndpoints.file', title: 'address of its file shares' },
    webEndpoint: { path: 'properties.primaryEndpoints.web', title: 'address of its static website' },
  },
  live: liveRules({
    ignoreCase: ['kind', 'sku.name', 'properties.networkAcls.defaultAction'],
    unordered: ['properties.networkAcls.ipRules', 'properties.networkAcls.virtualNetworkRules'],
    writeOnly: ['properties.encryption.services.queue', 'properties.encryption.services.table'],
  }),
  arrayKeys: { 'properties.networkAcls.ipRules': 'value', 'properties.networkAcls.virtualNetworkRules': 'id' },
  diagnostics: 'metrics',
  checks: {
    name: {
      asks: 'post',
      path: 'Microsoft.Storage/checkNameAvailability',
      apiVersion: '2023-05-01',
      type: 'Microsoft.Storage/storageAccounts',
    },
    quota: { path: 'Microsoft.Storage/locations/{location}/usages', apiVersion: '2023-05-01', counter: 'StorageAccounts' },
  },
  settle: {
    defaults: {
      properties: {
        accessTier: 'Hot',
        allowCrossTenantReplication: false,
        allowBlobPublicAccess: false,
        minimumTlsVersion: 'TLS1_2',
        supportsHttpsTrafficOnly: true,
        networkAcls: { ipv6Rules: [], bypass: 'None', virtualNetworkRules: [], ipRules: [], defaultAction: 'Allow' },
        encryption: { keySource: 'Microsoft.Storage' },
      },
    },
    conditional: [
      { when: { apiVersion: '>=2025-06-01' }, defaults: { properties: { allowCrossTenantDelegationSas: false } } },
      { when: { kind: 'FileStorage' }, dropped: ['properties.accessTier'] },
    ],
    dropped: ['properties.encryption.services.queue', 'properties.encryption.services.table'],
    normalised: {
      kind: ['Storage', 'StorageV2', 'BlobStorage', 'BlockBlobStorage', 'FileStorage'],
      'properties.networkAcls.defaultAction': ['Allow', 'Deny'],
    },
    computed: computedAccount,
  },
  local: {
    duration: 'seconds',
    asyncStyle: 'location',
    answers: { create: '202 location', update: '200 none', patch: '200 none', delete: '200 none' },
    actions: storageActions,
    putKeepsOmitted: [
      'properties.keyPolicy',
      'properties.isHnsEnabled',
      'properties.isNfsV3Enabled',
      'properties.encryption.requireInfrastructureEncryption',
    ],
  },
});
