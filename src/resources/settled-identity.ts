import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { LocalFacts } from './local-facts.ts';

/**
 * The identity of a resource as its service returns it: principals of the identities that it has, one spelling of the kinds.
 * @see https://learn.microsoft.com/entra/identity/managed-identities-azure-resources/overview
 */
export function settledIdentity(identity: JsonObject, facts: LocalFacts): JsonObject {
  const type = typeof identity['type'] === 'string' ? identity['type'] : '';
  const assigned = identity['userAssignedIdentities'];
  const system = /systemassigned/i.test(type);
  return {
    ...identity,
    ...(type === '' ? {} : { type: spelledType(type) }),
    ...(system ? { principalId: facts.guid('principal'), tenantId: facts.tenantId } : {}),
    ...(isJsonObject(assigned) && Object.keys(assigned).length > 0 ? { userAssignedIdentities: principals(assigned, facts) } : {}),
  };
}

function spelledType(type: string): string {
  if (/systemassigned\s*,\s*userassigned/i.test(type)) return 'SystemAssigned, UserAssigned';
  return ['SystemAssigned', 'UserAssigned', 'None'].find((one) => one.toLowerCase() === type.toLowerCase()) ?? type;
}

function principals(assigned: JsonObject, facts: LocalFacts): JsonObject {
  return Object.fromEntries(
    Object.keys(assigned).map((id): [string, Json] => [
      id,
      { principalId: facts.guid(`principal ${id}`), clientId: facts.guid(`client ${id}`) },
    ]),
  );
}
