import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.cdn/profiles/origingroups */
export function originGroup(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cdn/profiles/originGroups',
    apiVersion: '2025-12-01',
    title: 'origin group',
    stack: 'frontend',
    naming: ownName(1, 260, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
    allowed: {
      'properties.healthProbeSettings.probeRequestType': ['NotSet', 'GET', 'HEAD'],
      'properties.healthProbeSettings.probeProtocol': ['NotSet', 'Http', 'Https'],
    },
    settle: {
      defaults: {
        properties: {
          deploymentStatus: 'NotStarted',
          healthProbeSettings: null,
          loadBalancingSettings: { additionalLatencyInMilliseconds: 0 },
          sessionAffinityState: 'Disabled',
          trafficRestorationTimeToHealedOrNewEndpointsInMinutes: null,
        },
      },
    },
    local: { answers: { create: '201 none', update: '202 async-operation', delete: '202 async-operation' } },
  });
}
