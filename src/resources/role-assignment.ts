import type { JsonObject } from '../model/json.ts';
import { describeKind } from './describe-kind.ts';
import { immutable, liveRules } from './live-rules.ts';
import { guidName } from './naming-rules.ts';
import type { LocalFacts } from './local-facts.ts';
import type { ResourceKind } from './resource-kind.ts';
import { textAt } from './json-path.ts';

/** Azure answers with the definition of the subscription, whatever scope the id was written with. */
function subscriptionRole(id: string, facts: LocalFacts): string {
  const role = id.split('/').at(-1) ?? id;
  return `/subscriptions/${facts.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/${role}`;
}

function computedAssignment(sent: JsonObject, facts: LocalFacts): JsonObject {
  const cut = facts.id.toLowerCase().lastIndexOf('/providers/microsoft.authorization/roleassignments/');
  return {
    properties: {
      roleDefinitionId: subscriptionRole(textAt(sent, 'properties.roleDefinitionId', ''), facts),
      scope: cut <= 0 ? '/' : facts.id.slice(0, cut),
      createdOn: facts.createdAt,
      updatedOn: facts.createdAt,
      createdBy: facts.guid('deployer'),
      updatedBy: facts.guid('deployer'),
    },
  };
}

/** @see https://learn.microsoft.com/azure/role-based-access-control/role-assignments */
export const roleAssignment: ResourceKind = describeKind({
  type: 'Microsoft.Authorization/roleAssignments',
  apiVersion: '2022-04-01',
  title: 'role assignment',
  stack: 'security',
  scope: 'extension',
  naming: guidName,
  immutable: [
    immutable('properties.principalId', 'an assignment is for one principal'),
    immutable('properties.roleDefinitionId', 'an assignment is of one role'),
    immutable('properties.scope', 'an assignment holds in one scope'),
  ],
  live: liveRules(),
  settle: {
    defaults: {
      properties: {
        principalType: 'ServicePrincipal',
        condition: null,
        conditionVersion: null,
        delegatedManagedIdentityResourceId: null,
        description: null,
      },
    },
    computed: computedAssignment,
    provisioning: false,
  },
  local: { duration: 'seconds', answers: { create: '201 none', update: '201 none', delete: '200 none' } },
});
