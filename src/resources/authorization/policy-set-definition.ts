import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.authorization/policysetdefinitions */
export function policySetDefinition(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Authorization/policySetDefinitions',
    apiVersion: '2026-07-01',
    title: 'policy set',
    stack: 'foundation',
    naming: ownName(1, 260, /^[^%/]*[^%/. ]$/),
    required: ['properties.policyDefinitions'],
    settle: {
      defaults: { properties: { policyType: 'Custom' } },
      outputs: {
        'properties.metadata.createdBy': '{guid:deployer}',
        'properties.metadata.createdOn': '{time}',
        'properties.metadata.updatedBy': null,
        'properties.metadata.updatedOn': null,
      },
      tags: false,
      provisioning: false,
    },
    local: { answers: { create: '201 none', update: '200 none', delete: '200 none' } },
  });
}
