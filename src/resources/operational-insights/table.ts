import type { JsonObject } from '../../model/json.ts';
import { jsonAt } from '../json-path.ts';
import { liveRules } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

/** Retention in days: -1 (or nothing) takes the workspace's, `archive` is what is kept beyond the interactive part. */
function retention(sent: JsonObject): JsonObject {
  const days = (path: string): number | undefined => {
    const value = jsonAt(sent, path);
    return typeof value === 'number' && value > 0 ? value : undefined;
  };
  const inherited = jsonAt(sent, 'properties.retentionInDaysAsDefault') === true;
  const interactive = days('properties.retentionInDays') ?? 30;
  const total = days('properties.totalRetentionInDays') ?? interactive;
  return {
    properties: {
      retentionInDays: interactive,
      totalRetentionInDays: total,
      archiveRetentionInDays: Math.max(0, total - interactive),
      retentionInDaysAsDefault: inherited || days('properties.retentionInDays') === undefined,
      totalRetentionInDaysAsDefault: (inherited && jsonAt(sent, 'properties.totalRetentionInDaysAsDefault') === true) || days('properties.totalRetentionInDays') === undefined,
    },
  };
}

/** @see https://learn.microsoft.com/azure/azure-monitor/logs/manage-logs-tables */
export function table(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.OperationalInsights/workspaces/tables',
    apiVersion: '2025-07-01',
    title: 'log table',
    stack: 'observability',
    naming: ownName(1, 63, /^[A-Za-z]\w*$/),
    holdsData: true,
    allowed: { 'properties.plan': ['Analytics', 'Basic', 'Auxiliary'] },
    live: liveRules({ omitted: ['properties.searchResults'] }),
    settle: tableRules(),
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '202 async-operation', update: '202 async-operation', patch: '200 none', delete: '202 async-operation' },
    },
  });
}

function tableRules(): SettleRules {
  return {
    defaults: { properties: { plan: 'Analytics' } },
    within: {
      'properties.schema': { solutions: ['LogManagement'] },
      'properties.schema.columns[]': { isDefaultDisplay: false, isHidden: false },
    },
    conditional: [
      {
        when: { name: '~_CL' },
        defaults: {
          properties: {
            schema: {
              columns: [],
              solutions: ['LogManagement'],
              tableType: 'CustomLog',
              tableSubType: 'DataCollectionRuleBased',
              isTroubleshootingAllowed: true,
            },
          },
        },
        outputs: { 'properties.schema.standardColumns': [{ name: 'TenantId', type: 'guid', isDefaultDisplay: false, isHidden: false }] },
      },
    ],
    normalised: { 'properties.searchResults.endSearchTime': 'timestamp', 'properties.searchResults.startSearchTime': 'timestamp' },
    computed: retention,
  };
}
