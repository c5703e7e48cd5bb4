import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/scheduledqueryrules */
export function scheduledQueryRule(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Insights/scheduledQueryRules',
    apiVersion: '2026-03-01',
    title: 'log alert',
    stack: 'observability',
    naming: ownName(1, 260, /^[^*<>%{}&:\\?/#]*[^*<>%{}&:\\?/#. ]$/),
    settle: {
      defaults: { properties: { createdWithApiVersion: '2021-08-01', enabled: true } }, normalised: {
        'properties.actions.actionGroups': 'drop-empty',
        'properties.actions.customProperties': 'drop-empty',
        'properties.actions': 'drop-empty',
      }, tags: false, provisioning: false },
    local: { answers: { create: '201 none', update: '200 none', delete: '200 none' } },
  });
}
