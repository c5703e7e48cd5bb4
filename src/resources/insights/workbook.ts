import { modelledKind } from '../modelled-kind.ts';
import { guidName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/workbooks */
export function workbook(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Insights/workbooks',
    apiVersion: '2023-06-01',
    title: 'workbook',
    stack: 'observability',
    naming: guidName,
    holdsData: true,
    required: ['properties.displayName', 'properties.serializedData', 'properties.category'],
    settle: {
      defaults: { properties: { sourceId: null, tags: null, version: null } },
      nulled: ['properties.serializedData'],
      outputs: {
        'tags.hidden-title': '{body.properties.displayName}',
        etag: '"{guid}"',
        'properties.storageUri': null,
        'properties.timeModified': '{time}',
        'properties.userId': '{guid}',
      },
      tags: false,
      provisioning: false,
    },
    local: { answers: { create: '200 none', update: '200 none', delete: '200 none' } },
  });
}
