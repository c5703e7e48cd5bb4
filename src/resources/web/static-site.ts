import type { JsonObject } from '../../model/json.ts';
import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/staticsites */
export function staticSite(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/staticSites',
    apiVersion: '2025-03-01',
    title: 'static site',
    stack: 'frontend',
    naming: ownName(1, 60, /^[\w-]+$/),
    required: ['sku.name'],
    allowed: { 'sku.name': ['Free', 'Standard', 'Trial'], 'properties.stagingEnvironmentPolicy': ['Enabled', 'Disabled'] },
    settle: staticSiteRules(),
    local: { answers: { create: '200 none' }, actions: { listsecrets: { properties: { apiKey: '{key32:deployment}' } } } },
  });
}

function staticSiteRules(): SettleRules {
  return {
    defaults: staticSiteDefaults(),
    dropped: ['properties.buildProperties'],
    outputs: {
      'properties.prettyNameHostname': null,
      'properties.repositoryUrl': null,
      'properties.stableInboundIP': '203.0.113.20',
      'properties.trialExpirationTimeUtc': null,
    },
    location: 'display',
    tags: false,
    provisioning: false,
  };
}

function staticSiteDefaults(): JsonObject {
  return {
    properties: {
      allowConfigFileUpdates: true,
      areStaticSitesDistributedBackendsEnabled: false,
      backendRegion: { regionName: null, status: null },
      branch: null,
      customDomains: [],
      databaseConnections: [],
      deploymentAuthPolicy: 'DeploymentToken',
      enterpriseGradeCdnStatus: 'Disabled',
      federatedIdentityClientId: null,
      federatedIdentitySubscriptionId: null,
      federatedIdentityTenantId: null,
      keyVaultReferenceIdentity: 'SystemAssigned',
      linkedBackends: [],
      prettyName: null,
      prettyNameStatus: null,
      privateEndpointConnections: [],
      provider: 'None',
      publicNetworkAccess: null,
      stagingEnvironmentPolicy: 'Enabled',
      stagingEnvironmentRegion: null,
      targetResourceGroupResourceId: null,
      trafficSplitting: { environmentDistribution: { default: 100 } },
      userProvidedFunctionApps: null,
    },
  };
}
