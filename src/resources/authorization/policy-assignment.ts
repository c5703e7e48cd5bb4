import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.authorization/policyassignments */
export function policyAssignment(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Authorization/policyAssignments',
    apiVersion: '2026-07-01',
    title: 'policy assignment',
    stack: 'foundation',
    naming: ownName(1, 260, /^[^%/]*[^%/. ]$/),
    required: ['properties.nonComplianceMessages[].message'],
    settle: {
      outputs: {
        'properties.metadata.createdBy': '{guid:deployer}', 'properties.metadata.createdOn': '{time}', 'properties.metadata.updatedBy': null, 'properties.metadata.updatedOn': null,
        'properties.scope': '{scope}',
      },
      tags: false,
      provisioning: false,
    },
    local: { answers: { create: '201 none', update: '201 none', delete: '200 none' } },
  });
}
