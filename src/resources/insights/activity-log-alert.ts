import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/activitylogalerts */
export function activityLogAlert(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Insights/activityLogAlerts',
    apiVersion: '2026-01-01',
    title: 'activity log alert',
    stack: 'observability',
    naming: ownName(1, 260, /^[^:<>+/&%\\?]*[^:<>+/&%\\?. ]$/),
    location: 'global',
    required: [
      'properties.condition',
      'properties.condition.allOf',
      'properties.actions',
      'properties.actions.actionGroups[].actionGroupId',
    ],
    settle: { location: 'sent', tags: false, provisioning: false },
    local: { answers: { create: '201 none', update: '200 none', delete: '200 none' } },
  });
}
