import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.sql/servers/virtualnetworkrules */
export function virtualNetworkRule(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Sql/servers/virtualNetworkRules',
    apiVersion: '2025-01-01',
    title: 'sql network rule',
    stack: 'data',
    naming: ownName(1, 128, /^[\w-]+$/),
    required: ['properties.virtualNetworkSubnetId'],
    settle: {
      defaults: { properties: { state: 'Ready', ignoreMissingVnetServiceEndpoint: false } },
      provisioning: false,
    },
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '202 async-operation', update: '202 async-operation', delete: '202 async-operation' },
    },
  });
}
