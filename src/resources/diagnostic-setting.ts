import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { describeKind } from './describe-kind.ts';
import { liveRules } from './live-rules.ts';
import { ownName } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';
import { fillDefaults, jsonAt } from './settled-body.ts';

const noRetention: JsonObject = { retentionPolicy: { enabled: false, days: 0 } };

function entries(sent: JsonObject, path: string, defaults: JsonObject): readonly Json[] {
  const found = jsonAt(sent, path);
  return Array.isArray(found) ? (found as readonly Json[]).map((entry) => (isJsonObject(entry) ? fillDefaults(entry, defaults) : entry)) : [];
}

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
  }),
  arrayKeys: { 'properties.logs': 'categoryGroup', 'properties.metrics': 'category' },
  settle: {
    provisioning: false,
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
        logs: [],
        metrics: [{ category: 'AllMetrics', enabled: false }],
      },
    },
    computed: (sent) => ({
      properties: {
        logs: entries(sent, 'properties.logs', { category: null, categoryGroup: null, ...noRetention }),
        metrics: entries(sent, 'properties.metrics', noRetention),
      },
    }),
  },
});
