import type { Json, JsonObject } from '../../model/json.ts';
import { Refusal } from '../refusal.ts';
import type { ApplicablePolicy } from './applicable-policies.ts';
import type { EvaluatedExpression } from './evaluate-condition.ts';

/** A policy that refuses a request, and why. */
export interface Violation {
  readonly policy: ApplicablePolicy;
  /** As the definition or assignment writes it. */
  readonly effect: string;
  readonly trail: readonly EvaluatedExpression[];
}

/**
 * The refusal of a write, with the details that Azure gives.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-policy-requestdisallowedbypolicy
 */
export function disallowed(name: string, violations: readonly Violation[]): Refusal {
  const identifiers = JSON.stringify(violations.map(({ policy }) => identifiersOf(policy)));
  const reasons = violations.flatMap(({ policy }) => policy.message ?? []);
  const message =
    reasons.length > 0
      ? `Resource '${name}' was disallowed by policy. Reasons: '${reasons.join("', '")}'. See error details for policy resource IDs.`
      : `Resource '${name}' was disallowed by policy. Policy identifiers: '${identifiers}'.`;
  return new Refusal(403, {
    code: 'RequestDisallowedByPolicy',
    message,
    target: name,
    additionalInfo: violations.map((violation) => ({ type: 'PolicyViolation', info: infoOf(violation) })),
  });
}

/** The refusal of a value that an `append` would have to replace. */
export function appendedConflict(name: string, violation: Violation): Refusal {
  return disallowed(name, [violation]);
}

function identifiersOf({ assignment, definition, set }: ApplicablePolicy): JsonObject {
  return {
    policyAssignment: { name: assignment.displayName, id: assignment.id },
    policyDefinition: { name: definition.displayName, id: definition.id },
    ...(set === undefined ? {} : { policySetDefinition: { name: set.displayName, id: set.id } }),
  };
}

function infoOf({ policy, effect, trail }: Violation): JsonObject {
  const { assignment, definition, set, message } = policy;
  return {
    ...(message === undefined ? {} : { nonComplianceMessage: message }),
    policyDefinitionDisplayName: definition.displayName,
    ...(set === undefined ? {} : { policySetDefinitionDisplayName: set.displayName, policySetDefinitionId: set.id, policySetDefinitionName: set.name, policyDefinitionReferenceId: set.referenceId }),
    evaluationDetails: { evaluatedExpressions: trail as unknown as readonly Json[] },
    policyDefinitionId: definition.id,
    policyDefinitionName: definition.name,
    policyDefinitionEffect: effect.charAt(0).toUpperCase() + effect.slice(1),
    policyAssignmentId: assignment.id,
    policyAssignmentName: assignment.name,
    policyAssignmentDisplayName: assignment.displayName,
    policyAssignmentScope: assignment.scope,
    policyAssignmentParameters: assignment.parameters,
  };
}
