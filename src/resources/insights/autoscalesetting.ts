import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/autoscalesettings */
export function autoscalesetting(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Insights/autoscalesettings',
    required: ['properties.profiles', 'properties.profiles[].name', 'properties.profiles[].capacity', 'properties.profiles[].capacity.minimum', 'properties.profiles[].capacity.maximum', 'properties.profiles[].capacity.default', 'properties.profiles[].rules', 'properties.profiles[].rules[].metricTrigger.metricName', 'properties.profiles[].rules[].metricTrigger.metricResourceUri', 'properties.profiles[].rules[].metricTrigger.timeGrain', 'properties.profiles[].rules[].metricTrigger.statistic', 'properties.profiles[].rules[].metricTrigger.timeWindow', 'properties.profiles[].rules[].metricTrigger.timeAggregation', 'properties.profiles[].rules[].metricTrigger.operator', 'properties.profiles[].rules[].metricTrigger.threshold', 'properties.profiles[].rules[].scaleAction.direction', 'properties.profiles[].rules[].scaleAction.type', 'properties.profiles[].rules[].scaleAction.cooldown'],
    allowed: { 'properties.profiles[].rules[].metricTrigger.statistic': ['Average', 'Min', 'Max', 'Sum', 'Count'], 'properties.profiles[].rules[].metricTrigger.timeAggregation': ['Average', 'Minimum', 'Maximum', 'Total', 'Count', 'Last'], 'properties.profiles[].rules[].metricTrigger.operator': ['Equals', 'NotEquals', 'GreaterThan', 'GreaterThanOrEqual', 'LessThan', 'LessThanOrEqual'], 'properties.profiles[].rules[].scaleAction.direction': ['None', 'Increase', 'Decrease'], 'properties.profiles[].rules[].scaleAction.type': ['ChangeCount', 'PercentChangeCount', 'ExactCount', 'ServiceAllowedNextValue'] },
    naming: ownName(1, 260, /^[^:<>+/&%\\?]*[^:<>+/&%\\?. ]$/),
    apiVersion: '2022-10-01',
    title: 'autoscale setting',
    stack: 'observability',
    settle: {
      defaults: {
        properties: { enabled: false, notifications: null, predictiveAutoscalePolicy: { scaleLookAheadTime: null, scaleMode: 'Disabled' } },
      },
      within: {
        'properties.notifications[].email': { sendToSubscriptionAdministrator: false, sendToSubscriptionCoAdministrators: false },
        'properties.profiles[].rules[].metricTrigger': { dimensions: null, dividePerInstance: false, metricNamespace: '' },
      },
      normalised: {
        'properties.notifications[].operation': ['Scale'],
        'properties.profiles[].fixedDate.end': 'timestamp',
        'properties.profiles[].fixedDate.start': 'timestamp',
      },
      outputs: { 'properties.name': '{name}' },
      provisioning: false,
    },
    local: { answers: { create: '201 none', update: '200 none', delete: '200 none' } },
  });
}
