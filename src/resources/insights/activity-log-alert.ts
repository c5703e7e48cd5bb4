import { modelledKind } from '../modelled-kind.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/activitylogalerts */
export function activityLogAlert(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Insights/activityLogAlerts',
    apiVersion: '2026-01-01',
    title: 'activity log alert',
    stack: 'observability',
    location: 'global',
    settle: { location: 'sent', tags: false, provisioning: false },
    local: { answers: { create: '201 none', update: '200 none', delete: '200 none' } },
  });
}
