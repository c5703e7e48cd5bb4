import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/datacollectionendpoints */
export function dataCollectionEndpoint(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Insights/dataCollectionEndpoints',
    apiVersion: '2024-03-11',
    title: 'data collection endpoint',
    stack: 'observability',
    naming: ownName(1, 260, /^[A-Za-z0-9](?:[\w.-]*\w)?$/),
    allowed: { 'properties.networkAcls.publicNetworkAccess': ['Enabled', 'Disabled', 'SecuredByPerimeter'] },
    settle: {
      defaults: { properties: { networkAcls: { publicNetworkAccess: 'Enabled' } } },
      outputs: {
        etag: '"{guid}"',
        'properties.configurationAccess.endpoint': 'https://{name}-1gzf.{location}-1.handler.canary.control.monitor.azure.com',
        'properties.logsIngestion.endpoint': 'https://{name}-1gzf.{location}-1.canary.ingest.monitor.azure.com',
        'properties.metricsIngestion.endpoint': 'https://{name}-1gzf.{location}-1.metrics.canary.ingest.monitor.azure.com',
      },
      tags: false,
    },
    local: { answers: { create: '200 none', update: '200 none', delete: '200 none' } },
  });
}
