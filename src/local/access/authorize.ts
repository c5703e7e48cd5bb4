import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import { ancestorKeys } from '../policy/management-group-tree.ts';
import { Refusal } from '../refusal.ts';
import type { Database } from '../world/database.ts';
import type { Permission } from './action-match.ts';
import { permits } from './action-match.ts';
import type { Caller } from './caller.ts';
import { findRole } from './role-definitions.ts';

/** What somebody wants to do, and where. */
export interface Access {
  /** Such as `Microsoft.Storage/storageAccounts/write`. */
  readonly action: string;
  /** Id of the resource or scope. */
  readonly scope: string;
}

/** A role that a principal has at a scope and everything below it. */
interface RoleGrantAtScope {
  /** Id in lower case; empty for the tenant. */
  readonly scope: string;
  readonly roleDefinitionId: string;
}

const assignmentType = 'microsoft.authorization/roleassignments';
const assignmentMark = `/providers/${assignmentType}/`;

/**
 * True when the caller may do it: some role at the scope or above it gives the action. The owner may do everything, on data too.
 * Conditions of assignments are not evaluated; deny assignments do not exist here.
 * @see https://learn.microsoft.com/azure/role-based-access-control/overview#how-azure-rbac-determines-if-a-user-has-access-to-a-resource
 */
export function isAllowed(context: LocalContext, caller: Caller, access: Access, plane: 'control' | 'data' = 'control'): boolean {
  if (caller.kind === 'owner') return true;
  const scopes = new Set(ancestorKeys(context, access.scope));
  return grantsOf(context.db, caller.principalId).some(({ scope, roleDefinitionId }) => {
    if (!scopes.has(scope)) return false;
    const role = findRole(context.db, roleDefinitionId);
    return role !== undefined && permits(role.permissions, access.action, plane);
  });
}

/** @throws Refusal `AuthorizationFailed` unless the caller may do it. */
export function requireAllowed(context: LocalContext, access: Access): void {
  if (!isAllowed(context, context.caller, access)) throw authorizationFailed(context.caller, access);
}

/** True when the caller has any role at, above or inside a scope: enough to see that a subscription exists. */
export function hasRoleAround(context: LocalContext, caller: Caller, scope: string): boolean {
  if (caller.kind === 'owner') return true;
  const key = scope.toLowerCase();
  const above = new Set(ancestorKeys(context, scope));
  return grantsOf(context.db, caller.principalId).some((grant) => above.has(grant.scope) || grant.scope.startsWith(`${key}/`));
}

/** What the roles of a caller at a scope and above it allow, a row for each permission of each role; the owner may do everything. */
export function permissionsAt(context: LocalContext, caller: Caller, scope: string): readonly Permission[] {
  if (caller.kind === 'owner') return [{ actions: ['*'], notActions: [], dataActions: [], notDataActions: [] }];
  const scopes = new Set(ancestorKeys(context, scope));
  return grantsOf(context.db, caller.principalId).filter((grant) => scopes.has(grant.scope)).flatMap(({ roleDefinitionId }) => findRole(context.db, roleDefinitionId)?.permissions ?? []);
}

/** All roles of a principal. */
function grantsOf(db: Database, principalId: string): readonly RoleGrantAtScope[] {
  const rows = db.all("select key, sent from resources where type = ? and deleting_until is null and lower(json_extract(sent, '$.properties.principalId')) = ?", assignmentType, principalId.toLowerCase());
  return rows.map((row) => {
    const key = String(row['key']);
    const sent = JSON.parse(String(row['sent'])) as JsonObject;
    const properties = isJsonObject(sent['properties']) ? sent['properties'] : {};
    return { scope: key.slice(0, key.lastIndexOf(assignmentMark)), roleDefinitionId: String(properties['roleDefinitionId'] ?? '') };
  });
}

/** Azure's refusal of an action. */
export function authorizationFailed(caller: Caller, { action, scope }: Access): Refusal {
  return new Refusal(403, {
    code: 'AuthorizationFailed',
    message: `The client '${caller.name}' with object id '${caller.principalId}' does not have authorization to perform action '${action}' over scope '${scope === '' ? '/' : scope}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
  });
}
