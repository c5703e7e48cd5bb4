import type { JsonObject } from '../model/json.ts';
import { describeKind } from './describe-kind.ts';
import { liveRules } from './live-rules.ts';
import { namingRule } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

/** @see https://learn.microsoft.com/rest/api/loganalytics/shared-keys/get-shared-keys */
const sharedKeys: JsonObject = { primarySharedKey: '{key:primary}', secondarySharedKey: '{key:secondary}' };

/** @see https://learn.microsoft.com/azure/azure-monitor/logs/log-analytics-workspace-overview */
export const logAnalyticsWorkspace: ResourceKind = describeKind({
  type: 'Microsoft.OperationalInsights/workspaces',
  apiVersion: '2025-07-01',
  title: 'log workspace',
  stack: 'observability',
  scope: 'resourceGroup',
  naming: namingRule({
    abbreviation: 'log',
    minLength: 4,
    maxLength: 63,
    pattern: /^[A-Za-z0-9][A-Za-z0-9-]{2,61}[A-Za-z0-9]$/,
    unique: 'resourceGroup',
  }),
  holdsData: true,
  required: ['properties.sku.name'],
  allowed: {
    'properties.sku.name': ['Free', 'Standard', 'Premium', 'PerNode', 'PerGB2018', 'Standalone', 'CapacityReservation', 'LACluster'],
  },
  outputs: { workspaceId: { path: 'properties.customerId', title: 'workspace id' } },
  live: liveRules({
    writeOnly: ['properties.sku.tier', 'properties.portalUrl'],
    omitted: ['properties.source'],
    // Old tiers have become the one that is paid by the gigabyte.
    answered: { 'properties.sku.name': [{ sent: 'Standalone', live: 'PerGB2018' }] },
    ignoreCase: ['properties.sku.name'],
    opaque: ['etag'],
  }),
  sensitive: ['properties.primarySharedKey', 'properties.secondarySharedKey'],
  diagnostics: 'logs',
  // Kept for 14 days; what is made again where it stood comes back with its data. @see https://learn.microsoft.com/azure/azure-monitor/logs/delete-workspace
  softDelete: { list: 'Microsoft.OperationalInsights/deletedWorkspaces', formerId: 'id', recover: {}, purge: { kind: 'recover-first' } },
  settle: {
    defaults: {
      properties: {
        sku: { name: 'PerGB2018' },
        retentionInDays: 30,
        features: { legacy: 0, searchVersion: 1, enableLogAccessUsingOnlyResourcePermissions: true },
        workspaceCapping: { dailyQuotaGb: -1 },
        publicNetworkAccessForIngestion: 'Enabled',
        publicNetworkAccessForQuery: 'Enabled',
      },
    },
    dropped: ['properties.sku.tier', 'properties.portalUrl'],
    normalised: {
      'properties.features.legacy': 'number',
      'properties.features.searchVersion': 'number',
      'properties.retentionInDays': 'number',
    },
    computed: (_sent, facts) => ({
      etag: `"${facts.guid('etag')}"`,
      properties: {
        customerId: facts.guid('workspace'),
        sku: { lastSkuUpdate: facts.createdAt },
        workspaceCapping: { dataIngestionStatus: 'RespectQuota', quotaNextResetTime: facts.createdAt },
        createdDate: facts.createdAt,
        modifiedDate: facts.createdAt,
      },
    }),
    tags: false,
  },
  local: {
    duration: 'seconds',
    asyncStyle: 'provisioning-state',
    answers: { create: '201 provisioning-state', update: '200 none', delete: '200 none' },
    actions: { listkeys: sharedKeys, sharedkeys: sharedKeys },
  },
});
