import { describeKind } from './describe-kind.ts';
import { immutable, liveRules } from './live-rules.ts';
import { namingRule } from './naming-rules.ts';
import { plainRegion } from './region-names.ts';
import type { LocalFacts } from './local-facts.ts';
import type { ResourceKind } from './resource-kind.ts';

function connectionString(facts: LocalFacts): string {
  const region = plainRegion(facts.location);
  return [
    `InstrumentationKey=${facts.guid('instrumentation')}`,
    `IngestionEndpoint=https://${region}-0.in.applicationinsights.azure.com/`,
    `LiveEndpoint=https://${region}.livediagnostics.monitor.azure.com/`,
    `ApplicationId=${facts.guid('application')}`,
  ].join(';');
}

/** Its telemetry lies in the workspace that it names; without local authentication its connection string grants nothing. */
export const applicationInsights: ResourceKind = describeKind({
  type: 'Microsoft.Insights/components',
  apiVersion: '2020-02-02',
  title: 'application insights',
  stack: 'observability',
  scope: 'resourceGroup',
  naming: namingRule({
    abbreviation: 'appi',
    minLength: 1,
    maxLength: 260,
    pattern: /^[^\s%&\\?/](?:[^%&\\?/]{0,258}[^\s.%&\\?/])?$/,
    unique: 'resourceGroup',
  }),
  immutable: [
    immutable('properties.Application_Type', 'the type of the monitored application is fixed when the component is made'),
    immutable('properties.Flow_Type', 'it is fixed when the component is made'),
  ],
  outputs: {
    connectionString: { path: 'properties.ConnectionString', title: 'connection string' },
    appId: { path: 'properties.AppId', title: 'application id' },
  },
  live: liveRules({ opaque: ['etag'], answered: { 'properties.IngestionMode': [{ sent: 'ApplicationInsights', live: 'LogAnalytics' }] } }),
  // Its logs are in the workspace already: a diagnostic setting would store and bill them twice.
  diagnostics: 'none',
  settle: {
    defaults: {
      properties: {
        Flow_Type: null,
        Request_Source: null,
        SamplingPercentage: null,
        RetentionInDays: 90,
        publicNetworkAccessForIngestion: 'Enabled',
        publicNetworkAccessForQuery: 'Enabled',
        Ver: 'v2',
      },
    },
    computed: (_sent, facts) => ({
      etag: `"${facts.guid('etag')}"`,
      properties: {
        // Classic ingestion is gone: whatever was asked for, logs go to a workspace.
        IngestionMode: 'LogAnalytics',
        ApplicationId: facts.name,
        AppId: facts.guid('application'),
        InstrumentationKey: facts.guid('instrumentation'),
        ConnectionString: connectionString(facts),
        Name: facts.name,
        CreationDate: facts.createdAt,
        TenantId: facts.subscriptionId,
      },
    }),
  },
  local: { duration: 'seconds', answers: { create: '200 none', update: '200 none', delete: '200 none' } },
});
