import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.cdn/profiles/securitypolicies */
export function securityPolicy(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cdn/profiles/securityPolicies',
    apiVersion: '2025-12-01',
    title: 'front door security policy',
    stack: 'frontend',
    naming: ownName(1, 260, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
    settle: {
      defaults: { properties: { deploymentStatus: 'NotStarted' } },
      within: { 'properties.parameters.associations[].domains[]': { isActive: true } },
    },
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '202 async-operation', delete: '202 async-operation' },
    },
  });
}
