import { amongst, immutable, liveRules } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { namespaceOutputs, oneLocation } from '../service-bus/messaging-parts.ts';
import type { SettleRules } from '../settle-rules.ts';

/** @see https://learn.microsoft.com/azure/event-hubs/event-hubs-about */
export function eventHubNamespace(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.EventHub/namespaces',
    apiVersion: '2026-01-01',
    title: 'event hubs namespace',
    stack: 'messaging',
    naming: namingRule({
      abbreviation: 'evhns',
      minLength: 6,
      maxLength: 50,
      fitLength: 40,
      pattern: /^[A-Za-z][A-Za-z0-9-]{4,48}[A-Za-z0-9]$/,
      unique: 'global',
    }),
    holdsData: true,
    immutable: [immutable('sku.name', 'premium namespaces and the others cannot become each other', amongst('Basic', 'Standard'))],
    required: ['sku.name'],
    allowed: { 'sku.name': ['Basic', 'Standard', 'Premium'], 'sku.tier': ['Basic', 'Standard', 'Premium'] },
    live: liveRules({ omitted: ['properties.clusterArmId'] }),
    diagnostics: 'logs',
    checks: { name: { asks: 'post', path: 'Microsoft.EventHub/checkNameAvailability', apiVersion: '2024-01-01' } },
    settle: eventHubNamespaceRules(),
    local: {
      duration: 'minutes',
      asyncStyle: 'async-operation',
      answers: { create: '201 provisioning-state', update: '200 provisioning-state', delete: '202 location' },
    },
  });
}

function eventHubNamespaceRules(): SettleRules {
  return {
    defaults: {
      sku: { capacity: 1 },
      properties: {
        disableLocalAuth: false,
        isAutoInflateEnabled: false,
        maximumThroughputUnits: 0,
        kafkaEnabled: true,
        zoneRedundant: false,
        status: 'Active',
      },
    },
    within: {
      'properties.encryption': { requireInfrastructureEncryption: false },
      'properties.geoDataReplication': { maxReplicationLagDurationInSeconds: 0 },
      'properties.geoDataReplication.locations[]': { replicaState: 'Ready' },
    },
    conditional: [
      { when: { apiVersion: '>=2022-01-01' }, defaults: { properties: { minimumTlsVersion: '1.2', publicNetworkAccess: 'Enabled' } } },
      {
        when: { 'apiVersion': '>=2024-01-01', 'properties.geoDataReplication': '{absent}' },
        outputs: { 'properties.geoDataReplication': oneLocation },
      },
      { when: { 'sku.name': 'Premium' }, defaults: { sku: { tier: 'Premium' }, properties: { zoneRedundant: true } } },
      { when: { 'sku.name': 'Standard' }, defaults: { sku: { tier: 'Standard' } } },
      { when: { 'sku.name': 'Basic' }, defaults: { sku: { tier: 'Basic' } } },
      { when: { 'identity.type': 'None' }, dropped: ['identity'] },
    ],
    normalised: {
      'properties.geoDataReplication.locations[].locationName': 'lower',
      'properties.encryption.keyVaultProperties[].keyVaultUri': 'no-slash',
    },
    outputs: namespaceOutputs ?? {},
  };
}
