import { modelledKind } from '../modelled-kind.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.insights/autoscalesettings */
export function autoscalesetting(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Insights/autoscalesettings',
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
