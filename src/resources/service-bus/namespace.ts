import { amongst, immutable, liveRules } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { namespaceOutputs, oneLocation } from './messaging-parts.ts';
import type { SettleRules } from '../settle-rules.ts';

/**
 * Since 2025 Azure spreads new namespaces over zones on its own where there are any; what was sent is shown here.
 * @see https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-overview
 */
export function serviceBusNamespace(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.ServiceBus/namespaces',
    apiVersion: '2026-01-01',
    title: 'service bus namespace',
    stack: 'messaging',
    naming: namingRule({
      abbreviation: 'sbns',
      minLength: 6,
      maxLength: 50,
      fitLength: 40,
      pattern: /^(?!.*(?:-sb|-mgmt)$)[A-Za-z][A-Za-z0-9-]{4,48}[A-Za-z0-9]$/,
      unique: 'global',
    }),
    holdsData: true,
    immutable: [
      immutable('sku.name', 'premium namespaces and the others cannot become each other', amongst('Basic', 'Standard')),
      immutable('properties.premiumMessagingPartitions', 'partitions are fixed when a namespace is made'),
    ],
    required: ['sku.name'],
    allowed: { 'sku.name': ['Basic', 'Standard', 'Premium'], 'sku.tier': ['Basic', 'Standard', 'Premium'] },
    live: liveRules({
      answered: { 'properties.zoneRedundant': [{ sent: false, live: true, where: { 'sku.name': ['Basic', 'Standard'] } }] },
    }),
    diagnostics: 'logs',
    checks: { name: { asks: 'post', path: 'Microsoft.ServiceBus/CheckNameAvailability', apiVersion: '2024-01-01' } },
    settle: serviceBusNamespaceRules(),
    local: {
      duration: 'minutes',
      asyncStyle: 'async-operation',
      answers: { create: '201 provisioning-state', update: '200 provisioning-state', delete: '202 location' },
    },
  });
}

function serviceBusNamespaceRules(): SettleRules {
  return {
    defaults: { properties: { disableLocalAuth: false, zoneRedundant: false, status: 'Active' } },
    within: {
      'properties.encryption': { requireInfrastructureEncryption: false },
      'properties.geoDataReplication.locations[]': { replicaState: 'Ready' },
    },
    conditional: [
      { when: { apiVersion: '>=2022-10-01' }, defaults: { properties: { minimumTlsVersion: '1.2', publicNetworkAccess: 'Enabled' } } },
      { when: { 'apiVersion': '>=2022-10-01', 'sku.name': 'Premium' }, defaults: { properties: { premiumMessagingPartitions: 1 } } },
      {
        when: { 'apiVersion': '>=2022-10-01', 'sku.name': ['Basic', 'Standard'] },
        defaults: { properties: { premiumMessagingPartitions: 0 } },
      },
      {
        when: { 'apiVersion': '>=2023-01-01', 'properties.geoDataReplication': '{absent}' },
        outputs: { 'properties.geoDataReplication': oneLocation },
      },
      { when: { 'sku.name': 'Premium' }, defaults: { sku: { tier: 'Premium', capacity: 1 } } },
      { when: { 'sku.name': 'Standard' }, defaults: { sku: { tier: 'Standard' } } },
      { when: { 'sku.name': 'Basic' }, defaults: { sku: { tier: 'Basic' } } },
      // TLS 1.0 and 1.1 have ended: what asks for them gets 1.2.
      { when: { 'properties.minimumTlsVersion': ['1.0', '1.1'] }, outputs: { 'properties.minimumTlsVersion': '1.2' } },
      { when: { 'identity.type': 'None' }, dropped: ['identity'] },
    ],
    outputs: namespaceOutputs ?? {},
  };
}
