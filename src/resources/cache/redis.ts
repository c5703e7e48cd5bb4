import type { JsonObject } from '../../model/json.ts';
import { mapAt, ofObjects } from '../body-paths.ts';
import { textAt } from '../json-path.ts';
import { immutable, liveRules } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule, ownName } from '../naming-rules.ts';
import { plainRegion } from '../region-names.ts';
import type { LocalFacts } from '../local-facts.ts';
import type { LiveRules, ResourceKind } from '../resource-kind.ts';
import { offersZones } from '../zone-regions.ts';
import { cacheInstances, sizedConfiguration } from './redis-sizes.ts';
import type { SettleRules } from '../settle-rules.ts';

const apiVersion = '2024-11-01';
const keys = { primaryKey: '{key32:primary}', secondaryKey: '{key32:secondary}' };

const versions: Readonly<Record<string, string>> = {
  RedisBloom: '2.8.8',
  RedisTimeSeries: '1.12.7',
  RediSearch: '2.10.20',
  RedisJSON: '2.8.9',
};

/** What is kept free follows from the size of the cache, whatever was asked for. */
const reservedMemory: LiveRules['answered'] = Object.fromEntries(
  ['maxmemory-delta', 'maxmemory-reserved', 'maxfragmentationmemory-reserved'].map((name) => [`properties.redisConfiguration.${name}`, [{}]]),
);

function sizeAndNodes(body: JsonObject): JsonObject {
  return { properties: { redisConfiguration: sizedConfiguration(body), instances: cacheInstances(body) } };
}

/**
 * How its nodes are spread over zones (`zonal-configuration`) is the service's choice and not shown.
 * @see https://learn.microsoft.com/azure/azure-cache-for-redis/cache-overview
 */
export function redisCache(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cache/redis',
    apiVersion,
    title: 'redis cache',
    stack: 'data',
    naming: namingRule({
      abbreviation: 'redis',
      minLength: 1,
      maxLength: 63,
      fitLength: 40,
      pattern: /^(?!.*--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/,
      unique: 'global',
    }),
    immutable: [
      immutable('properties.sku.name', 'the tier of a cache only rises, one step at a time', [{ from: 'Basic', to: 'Standard' }, { from: 'Standard', to: 'Premium' }]),
      immutable('properties.subnetId', 'the network of a cache is fixed when it is made'),
      immutable('properties.staticIP', 'the address of a cache is fixed when it is made'),
    ],
    required: ['properties.sku', 'properties.sku.name', 'properties.sku.family', 'properties.sku.capacity'],
    allowed: { 'properties.sku.name': ['Basic', 'Standard', 'Premium'], 'properties.sku.family': ['C', 'P'] },
    live: liveRules({ answered: reservedMemory }),
    diagnostics: 'logs',
    checks: {
      name: { asks: 'post', path: 'Microsoft.Cache/checkNameAvailability', apiVersion: '2023-08-01', type: 'Microsoft.Cache/Redis' },
    },
    settle: redisCacheRules(),
    local: {
      duration: 'minutes',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '200 none', patch: '202 async-operation', delete: '202 location' },
      actions: { listkeys: keys, regeneratekey: keys },
    },
  });
}

function redisCacheRules(): SettleRules {
  return {
    defaults: {
      properties: {
        redisVersion: '6.0', enableNonSslPort: false, port: 6_379, sslPort: 6_380, publicNetworkAccess: 'Enabled', accessKeys: null, linkedServers: [],
      },
    },
    conditional: [
      { when: { apiVersion: '>=2023-08-01' }, defaults: { properties: { updateChannel: 'Stable' } } },
      { when: { apiVersion: '>=2024-03-01' }, defaults: { properties: { disableAccessKeyAuthentication: false } } },
      {
        when: { 'apiVersion': '>=2024-11-01', 'properties.sku.name': 'Premium', 'zones': '{absent}' },
        defaults: { properties: { zonalAllocationPolicy: 'Automatic' } },
      },
      { when: { zones: '{present}' }, defaults: { properties: { replicasPerMaster: 1, replicasPerPrimary: 1 } } },
      { when: { 'properties.redisVersion': ['6', 'latest'] }, outputs: { 'properties.redisVersion': '6.0' } },
      { when: { 'properties.redisVersion': '4' }, outputs: { 'properties.redisVersion': '4.0' } },
    ],
    normalised: { 'properties.sku.family': 'upper', 'properties.sku.name': ['Basic', 'Standard', 'Premium'] },
    outputs: { 'properties.hostName': '{NAME}.redis.cache.windows.net' },
    computed: sizeAndNodes,
    location: 'display',
  };
}

/** Its name is returned with that of the cache before it. @see https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configuration#firewall */
export function redisFirewallRule(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cache/redis/firewallRules',
    apiVersion,
    title: 'redis firewall rule',
    stack: 'data',
    naming: ownName(1, 256, /^[A-Za-z0-9_]{1,256}$/),
    required: ['properties.startIP', 'properties.endIP'],
    settle: { provisioning: false },
    local: { duration: 'instant', answers: { create: '201 none', update: '200 none', delete: '200 none' } },
  });
}

/** A cluster spans zones where there are any, and is redundant in one place elsewhere. */
function redundancy(body: JsonObject, facts: LocalFacts): JsonObject {
  const off = textAt(body, 'properties.highAvailability', '') === 'Disabled';
  const zoned = offersZones('storage', plainRegion(facts.location));
  return (facts.apiVersion ?? '9999') < '2025-04' ? {} : { properties: { redundancyMode: off ? 'None' : zoned ? 'ZR' : 'LR' } };
}

/** @see https://learn.microsoft.com/azure/redis/overview */
export function redisEnterprise(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cache/redisEnterprise',
    apiVersion: '2025-07-01',
    title: 'managed redis',
    stack: 'data',
    naming: namingRule({
      abbreviation: 'amr',
      minLength: 1,
      maxLength: 60,
      fitLength: 40,
      pattern: /^(?!.*--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,58}[A-Za-z0-9])?$/,
      unique: 'global',
    }),
    immutable: [immutable('properties.highAvailability', 'redundancy cannot be given up once a cluster has it', [{ from: 'Disabled', to: 'Enabled' }])],
    required: ['sku', 'sku.name'],
    allowed: { 'properties.highAvailability': ['Enabled', 'Disabled'] },
    settle: {
      defaults: { properties: { minimumTlsVersion: '1.2', privateEndpointConnections: [], resourceState: 'Running' } },
      conditional: [
        { when: { apiVersion: '>=2025-04-01' }, defaults: { kind: 'v2' } },
        { when: { apiVersion: '>=2025-07-01' }, defaults: { properties: { highAvailability: 'Enabled' } } },
      ],
      outputs: { 'properties.hostName': '{NAME}.{location}.redis.azure.net' },
      computed: redundancy,
      location: 'display',
    },
    local: {
      duration: 'minutes',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '200 none', delete: '202 async-operation' },
    },
  });
}

/** Versions of modules move with the service; those of October 2025 are shown. @see https://learn.microsoft.com/azure/redis/redis-modules */
export function redisEnterpriseDatabase(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cache/redisEnterprise/databases',
    apiVersion: '2025-07-01',
    title: 'managed redis database',
    stack: 'data',
    naming: ownName(1, 60, /^[A-Za-z0-9][A-Za-z0-9-]{0,59}$/),
    immutable: [
      immutable('properties.clusteringPolicy', 'the clustering of a database is fixed when it is made'),
      immutable('properties.modules', 'the modules of a database are fixed when it is made'),
    ],
    required: ['properties.modules[].name'],
    allowed: {
      'properties.clientProtocol': ['Encrypted', 'Plaintext'],
      'properties.clusteringPolicy': ['EnterpriseCluster', 'OSSCluster', 'NoCluster'],
    },
    settle: {
      defaults: { properties: { clientProtocol: 'Encrypted', evictionPolicy: 'VolatileLRU', port: 10_000, resourceState: 'Running' } },
      within: {
        'properties.geoReplication.linkedDatabases[]': { state: 'Linked' },
        'properties.modules[]': { args: '', version: '{module}' },
      },
      conditional: [{
        when: { apiVersion: '>=2025-04-01' },
        defaults: { properties: { accessKeysAuthentication: 'Enabled', deferUpgrade: 'NotDeferred', redisVersion: '7.4' } },
      }],
      computed: (body) => mapAt(body, 'properties.modules[]', ofObjects((module) => (module['version'] === '{module}' ? { ...module, version: versions[textAt(module, 'name', '')] ?? '2.10.20' } : module))),
    },
    local: {
      duration: 'minutes',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '200 async-operation', delete: '202 async-operation' },
      actions: { listkeys: keys, regeneratekey: keys },
    },
  });
}
