import { logAnalyticsWorkspace } from '../../resources/log-analytics-workspace.ts';
import { impliedGroup } from './access-grants.ts';
import { diagnosticSetting } from './diagnostics.ts';
import type { NodeDraft, Provider } from './provider.ts';
import { numberIn } from './requirement-config.ts';

/**
 * Requirement `logs`: the workspace that all logs and telemetry go to.
 * Fields: `retentionDays` (30 to 730), `dailyQuotaGb` (-1: no cap); absent ones are the environment's.
 */
export const logsProvider: Provider = {
  resourceType: 'logs',
  fields: { retentionDays: { merge: 'maximum' }, dailyQuotaGb: { merge: 'priority' } },
  implied: () => [impliedGroup],
  provide: (context) => {
    const { config, requirementKey } = context.requirement;
    const { monitoring } = context.target.settings;
    const address = context.address('workspace');
    const workspace: NodeDraft = {
      address,
      type: logAnalyticsWorkspace.type,
      apiVersion: logAnalyticsWorkspace.apiVersion,
      name: context.nameFor(logAnalyticsWorkspace, address, requirementKey),
      body: {
        location: context.target.location,
        properties: {
          sku: { name: 'PerGB2018' },
          retentionInDays: numberIn(config, 'retentionDays') ?? monitoring.retentionDays,
          workspaceCapping: { dailyQuotaGb: numberIn(config, 'dailyQuotaGb') ?? monitoring.dailyQuotaGb },
          features: { enableLogAccessUsingOnlyResourcePermissions: true, disableLocalAuth: true },
          publicNetworkAccessForIngestion: 'Enabled',
          publicNetworkAccessForQuery: 'Enabled',
        },
      },
    };
    return {
      nodes: [workspace, ...diagnosticSetting(context, workspace)],
      exports: { id: { address, output: 'id' }, workspaceId: { address, output: 'workspaceId' } },
      diagnostics: [],
    };
  },
};
