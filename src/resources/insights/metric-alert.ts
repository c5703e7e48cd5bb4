import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/metricalerts */
export function metricAlert(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Insights/metricAlerts',
    apiVersion: '2026-01-01',
    title: 'metric alert',
    stack: 'observability',
    naming: ownName(1, 260, /^[^*#&+:<>?@%{}/\\]*[^*#&+:<>?@%{}/\\. ]$/),
    location: 'global',
    required: ['properties.severity', 'properties.enabled', 'properties.scopes', 'properties.evaluationFrequency', 'properties.criteria'],
    settle: {
      defaults: { properties: { actions: [] } },
      normalised: {
        'properties.criteria.allOf[].dimensions': 'drop-empty',
        'properties.criteria.allOf[].ignoreDataBefore': 'timestamp',
        'properties.targetResourceRegion': 'region',
      },
      tags: false,
      provisioning: false,
    },
    local: { answers: { create: '200 none', update: '200 none', delete: '200 none' } },
  });
}
