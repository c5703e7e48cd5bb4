import { modelledKind } from '../modelled-kind.ts';
import { guidName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.authorization/roledefinitions */
export function roleDefinition(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Authorization/roleDefinitions',
    apiVersion: '2022-04-01',
    title: 'role definition',
    stack: 'security',
    naming: guidName,
    settle: {
      defaults: { properties: { description: null } },
      within: { 'properties.permissions[]': { notActions: [] } },
      conditional: [{
        when: { apiVersion: '>=2022-04-01' },
        within: { 'properties.permissions[]': { dataActions: [], notDataActions: [] } },
      }],
      normalised: { 'properties.type': ['CustomRole'] },
      outputs: {
        'properties.createdBy': null,
        'properties.createdOn': '{time}',
        'properties.type': 'CustomRole',
        'properties.updatedBy': '{guid}',
        'properties.updatedOn': '{time}',
      },
      tags: false,
      provisioning: false,
    },
    local: { answers: { create: '201 none', update: '201 none', delete: '200 none' } },
  });
}
