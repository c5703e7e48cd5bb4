import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

const profile = 'properties.profiles[]';
const trigger = `${profile}.rules[].metricTrigger`;
const action = `${profile}.rules[].scaleAction`;

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/autoscalesettings */
export function autoscalesetting(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Insights/autoscalesettings',
    apiVersion: '2022-10-01',
    title: 'autoscale setting',
    stack: 'observability',
    naming: ownName(1, 260, /^[^:<>+/&%\\?]*[^:<>+/&%\\?. ]$/),
    required: [
      'properties.profiles',
      ...['name', 'capacity', 'capacity.minimum', 'capacity.maximum', 'capacity.default', 'rules'].map((name) => `${profile}.${name}`),
      ...['metricName', 'metricResourceUri', 'timeGrain', 'statistic', 'timeWindow', 'timeAggregation', 'operator', 'threshold'].map((name) => `${trigger}.${name}`),
      ...['direction', 'type', 'cooldown'].map((name) => `${action}.${name}`),
    ],
    allowed: {
      [`${trigger}.statistic`]: ['Average', 'Min', 'Max', 'Sum', 'Count'],
      [`${trigger}.timeAggregation`]: ['Average', 'Minimum', 'Maximum', 'Total', 'Count', 'Last'],
      [`${trigger}.operator`]: ['Equals', 'NotEquals', 'GreaterThan', 'GreaterThanOrEqual', 'LessThan', 'LessThanOrEqual'],
      [`${action}.direction`]: ['None', 'Increase', 'Decrease'],
      [`${action}.type`]: ['ChangeCount', 'PercentChangeCount', 'ExactCount', 'ServiceAllowedNextValue'],
    },
    settle: autoscalesettingRules(),
    local: { answers: { create: '201 none', update: '200 none', delete: '200 none' } },
  });
}

function autoscalesettingRules(): SettleRules {
  return {
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
  };
}
