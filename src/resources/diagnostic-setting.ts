import type { JsonObject } from '../model/json.ts';
import { describeKind } from './describe-kind.ts';
import { liveRules } from './live-rules.ts';
import { ownName } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

const noRetention: JsonObject = { retentionPolicy: { enabled: false, days: 0 } };

/**
 * The newest stable version cannot name category groups, so a preview is pinned.
 * @see https://learn.microsoft.com/azure/azure-monitor/essentials/diagnostic-settings
 */
export const diagnosticSetting: ResourceKind = describeKind({
  type: 'Microsoft.Insights/diagnosticSettings',
  apiVersion: '2021-05-01-preview',
  title: 'diagnostic setting',
  stack: 'observability',
  scope: 'extension',
  naming: ownName(1, 260, /^[^*<>%:&?+/\\]+$/),
  live: liveRules({
    unordered: ['properties.logs', 'properties.metrics'],
    // Many services keep it and answer with null.
    writeOnly: ['properties.logAnalyticsDestinationType'],
    // A subscription's setting is told to be everywhere, wherever it was sent.
    answered: { location: [{ live: 'global' }] },
    // Every category that the service has is listed.
    added: { 'properties.logs': [{ enabled: false }], 'properties.metrics': [{ enabled: false }] },
  }),
  arrayKeys: { 'properties.logs': 'categoryGroup', 'properties.metrics': 'category' },
  settle: {
    defaults: { properties: { logs: [] } },
    within: { 'properties.logs[]': { category: null, categoryGroup: null } },
    conditional: [
      // What the activity log of a subscription exports is a plainer thing.
      { when: { id: '~/networkSecurityGroups/' }, defaults: { properties: { metrics: [] } } },
      {
        when: { id: '~/resourceGroups/' },
        defaults: {
          identity: null,
          kind: null,
          tags: null,
          properties: {
            storageAccountId: null,
            serviceBusRuleId: null,
            workspaceId: null,
            eventHubAuthorizationRuleId: null,
            eventHubName: null,
            logAnalyticsDestinationType: null,
            metrics: [{ category: 'AllMetrics', enabled: false }],
          },
        },
        within: { 'properties.logs[]': noRetention, 'properties.metrics[]': noRetention },
      },
    ],
    provisioning: false,
  },
  local: { answers: { create: '200 none', update: '200 none', delete: '200 none' } },
});
