import type { JsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import type { ApplicablePolicy } from './applicable-policies.ts';

/** What a policy says about a resource that was written. */
export interface PolicyState {
  readonly resourceId: string;
  readonly policy: ApplicablePolicy;
  /** In lower case; empty when the condition was not met. */
  readonly effect: string;
  readonly compliant: boolean;
}

/** Keeps a state over the one before. */
export function recordState(context: LocalContext, { resourceId, policy, effect, compliant }: PolicyState): void {
  context.db.run(
    'insert or replace into policy_states (resource, assignment, definition, state, effect, set_definition, reference, resource_id, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)',
    resourceIdKey(resourceId),
    policy.assignment.id,
    policy.definition.id,
    compliant ? 'Compliant' : 'NonCompliant',
    effect,
    policy.set?.id ?? '',
    policy.set?.referenceId ?? '',
    resourceId,
    context.at,
  );
}

/**
 * The states of the resources at and below a scope that still exist, as `policyStates/latest/queryResults` shows them.
 * @see https://learn.microsoft.com/rest/api/policyinsights/policy-states
 */
export function policyStates(context: LocalContext, scopeId: string): readonly JsonObject[] {
  const key = resourceIdKey(scopeId);
  const rows = context.db.all('select * from policy_states where (resource = ? or (resource > ? and resource < ?)) and resource in (select key from resources) order by resource, assignment, definition', key, `${key}/`, `${key}0`);
  return rows.map((row) => {
    const id = String(row['resource_id']);
    const path = parseArmPath(id);
    const assignment = String(row['assignment']);
    const definition = String(row['definition']);
    const set = String(row['set_definition']);
    return {
      '@odata.id': null,
      timestamp: String(row['at']),
      resourceId: id,
      policyAssignmentId: assignment,
      policyDefinitionId: definition,
      isCompliant: row['state'] === 'Compliant',
      subscriptionId: path?.subscriptionId ?? '',
      resourceType: path?.kind === 'resource' ? path.type : 'Microsoft.Resources/subscriptions/resourceGroups',
      resourceGroup: path?.kind === 'resource' || path?.kind === 'group' ? (path.group ?? '') : '',
      policyAssignmentName: lastPart(assignment),
      policyDefinitionName: lastPart(definition),
      policyDefinitionAction: String(row['effect']),
      policySetDefinitionId: set,
      policyDefinitionReferenceId: String(row['reference']),
      complianceState: String(row['state']),
    };
  });
}

function lastPart(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
