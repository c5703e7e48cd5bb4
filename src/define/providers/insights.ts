import { refTo } from '../../model/value.ts';
import { applicationInsights } from '../../resources/application-insights.ts';
import { accessIn, impliedByAccess } from './access-grants.ts';
import type { NodeDraft, Provider } from './provider.ts';
import { roleAssignment } from './role-assignments.ts';

/**
 * Requirement `insights`: telemetry of apps, kept in the workspace `logs.main`, sent with an Entra identity only.
 * Fields: `access` `[{ identity, level: 'publish' }]`.
 */
export const insightsProvider: Provider = {
  resourceType: 'insights',
  fields: { access: { merge: 'union' } },
  implied: (config) => [...impliedByAccess(config), { resourceType: 'logs', requirementKey: 'main', config: {} }],
  provide: (context) => {
    const { config, requirementKey } = context.requirement;
    const address = context.address('component');
    const component: NodeDraft = {
      address,
      type: applicationInsights.type,
      apiVersion: applicationInsights.apiVersion,
      name: context.nameFor(applicationInsights, address, requirementKey),
      body: {
        kind: 'web',
        location: context.target.location,
        properties: {
          Application_Type: 'web',
          WorkspaceResourceId: refTo(context.addressOf('logs', 'main', 'workspace'), 'id'),
          IngestionMode: 'LogAnalytics',
          DisableLocalAuth: true,
          publicNetworkAccessForIngestion: 'Enabled',
          publicNetworkAccessForQuery: 'Enabled',
        },
      },
    };
    const publishers = [...new Set(accessIn(config, ['publish']).map((entry) => entry.identity))].sort();
    return {
      nodes: [component, ...publishers.map((identity) => roleAssignment(context, { target: component, role: 'metrics-publisher', identity }))],
      exports: { connectionString: { address, output: 'connectionString' }, id: { address, output: 'id' } },
      diagnostics: [],
    };
  },
};
