import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.consumption/budgets */
export function budget(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Consumption/budgets',
    apiVersion: '2026-06-01',
    title: 'budget',
    stack: 'foundation',
    naming: ownName(1, 63, /^[^/]+$/),
    required: [
      'properties.category',
      'properties.amount',
      'properties.timeGrain',
      'properties.timePeriod',
      'properties.timePeriod.startDate',
    ],
    settle: {
      defaults: { properties: { currentSpend: null, filters: { meters: [], resourceGroups: [], resources: [] }, notifications: {} } },
      normalised: {
        'properties.category': ['Usage', 'Cost'],
        'properties.timeGrain': ['Monthly', 'Quarterly', 'Annually', 'BillingMonth', 'BillingQuarter', 'BillingAnnual'],
        'properties.timePeriod.endDate': 'timestamp',
        'properties.timePeriod.startDate': 'timestamp',
      },
      outputs: { eTag: '"{etag}"' },
      tags: false,
      provisioning: false,
    },
    local: { answers: { create: '201 none', delete: '200 none' } },
  });
}
