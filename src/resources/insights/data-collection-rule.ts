import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/datacollectionrules */
export function dataCollectionRule(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Insights/dataCollectionRules',
    apiVersion: '2024-03-11',
    title: 'data collection rule',
    stack: 'observability',
    naming: ownName(1, 260, /^[A-Za-z0-9](?:[\w.-]*\w)?$/),
    required: ['properties.dataSources.extensions[].extensionName'],
    settle: {
      outputs: {
        etag: '"{guid}"',
        'properties.destinations.logAnalytics[].workspaceId': '{guid}',
        'properties.immutableId': 'dcr-21746ccd80a242838798680d7911f7af',
      },
    },
    local: { answers: { create: '200 none', update: '200 none', delete: '200 none' } },
  });
}
