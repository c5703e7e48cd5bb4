import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import { derivedGuid } from '../arm/derived-guid.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import { resourceView } from '../arm/resource-view.ts';
import type { LocalContext } from '../context.ts';
import { ancestorKeys } from '../policy/management-group-tree.ts';
import { refuse } from '../refusal.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';
import type { Permission } from './action-match.ts';
import { permissionsAt } from './authorize.ts';
import { checkRoleDeletion } from './check-role.ts';
import { ownerPrincipalId } from './identities.ts';
import type { RoleDefinition } from './role-definitions.ts';
import { builtInRoles, findRole } from './role-definitions.ts';

/**
 * Lists of roles and assignments, and roles that Azure brings along; undefined for everything else, which is stored like any resource.
 * @throws Refusal
 * @see https://learn.microsoft.com/rest/api/authorization/role-assignments
 */
export function routeRoles(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const low = call.segments.map((segment) => segment.toLowerCase());
  const at = low.lastIndexOf('microsoft.authorization');
  if (at < 1 || low[at - 1] !== 'providers' || low.length > at + 3) return undefined;
  const kind = low[at + 1];
  const name = call.segments[at + 2];
  const scope = parseArmPath(`/${call.segments.slice(0, at - 1).join('/')}`);
  if (scope === undefined) return undefined;
  if (kind === 'roleassignments' && name === undefined && call.method === 'GET') return answer(200, { value: listAssignments(context, scope.id, filterOf(call)) });
  if (kind === 'permissions' && name === undefined && call.method === 'GET') return answer(200, { value: permissionsAt(context, context.caller, scope.id).map((permission) => permissionView(permission, call.apiVersion)) });
  if (kind !== 'roledefinitions') return undefined;
  if (name === undefined) return call.method === 'GET' ? answer(200, { value: listDefinitions(context, scope.id, filterOf(call)) }) : undefined;
  return oneDefinition(context, call, scope.id, name);
}

function filterOf(call: ArmCall): string {
  return call.query.get('$filter') ?? '';
}

/** Data actions are shown since 2018-01-01. @see https://learn.microsoft.com/rest/api/authorization/permissions */
function permissionView({ actions, notActions, dataActions, notDataActions }: Permission, apiVersion: string): JsonObject {
  return {
    actions: [...actions],
    notActions: [...notActions],
    ...(apiVersion < '2018' ? {} : { dataActions: [...dataActions], notDataActions: [...notDataActions] }),
  };
}

function oneDefinition(context: LocalContext, call: ArmCall, scope: string, name: string): LocalResponse | undefined {
  const role = findRole(context.db, name);
  const path = parseArmPath(`/${call.segments.join('/')}`);
  if (call.method === 'DELETE' && role?.custom === true && path?.kind === 'resource') checkRoleDeletion(context, path);
  if (call.method === 'GET') {
    if (role === undefined) throw refuse(404, 'RoleDefinitionDoesNotExist', `The specified role definition with ID '${name.replaceAll('-', '')}' does not exist.`);
    return answer(200, definitionView(context, scope, role));
  }
  if (role !== undefined && !role.custom && call.method !== 'HEAD') throw refuse(400, 'RoleDefinitionNotAllowed', `The role '${role.roleName}' is built in and cannot be changed.`);
  return undefined;
}

function listDefinitions(context: LocalContext, scope: string, filter: string): readonly JsonObject[] {
  const roleName = quoted(filter, 'roleName')?.toLowerCase();
  const type = quoted(filter, 'type')?.toLowerCase();
  const above = new Set(ancestorKeys(context, scope));
  const custom = keysOfType(context.db, 'microsoft.authorization/roledefinitions', '').flatMap((key) => findRole(context.db, key) ?? []);
  const here = custom.filter(({ assignableScopes }) => assignableScopes.some((one) => above.has(resourceIdKey(one.replace(/\/$/, '')))));
  return [...builtInRoles(), ...here]
    .filter((role) => roleName === undefined || role.roleName.toLowerCase() === roleName)
    .filter((role) => type === undefined || (role.custom ? 'customrole' : 'builtinrole') === type)
    .map((role) => definitionView(context, scope, role));
}

function definitionView(context: LocalContext, scope: string, role: RoleDefinition): JsonObject {
  const [first = ''] = /^\/subscriptions\/[^/]+/.exec(scope) ?? [];
  const stored = role.custom ? keysOfType(context.db, 'microsoft.authorization/roledefinitions', '').find((key) => key.endsWith(`/${role.name}`)) : undefined;
  const sent = stored === undefined ? undefined : findResource(context.db, stored)?.sent['properties'];
  return {
    id: `${first}/providers/Microsoft.Authorization/roleDefinitions/${role.name}`,
    type: 'Microsoft.Authorization/roleDefinitions',
    name: role.name,
    properties: {
      roleName: role.roleName,
      type: role.custom ? 'CustomRole' : 'BuiltInRole',
      description: isJsonObject(sent) && typeof sent['description'] === 'string' ? sent['description'] : '',
      assignableScopes: [...role.assignableScopes],
      permissions: role.permissions.map(({ actions, notActions, dataActions, notDataActions }) => ({
        actions: [...actions],
        notActions: [...notActions],
        dataActions: [...dataActions],
        notDataActions: [...notDataActions],
      })),
    },
  };
}

/** At the scope, above it, and below it unless the filter is `atScope()`. */
function listAssignments(context: LocalContext, scope: string, filter: string): readonly JsonObject[] {
  const principal = (quoted(filter, 'principalId') ?? /assignedTo\('([^']*)'\)/i.exec(filter)?.[1])?.toLowerCase();
  const onlyAbove = /atScope\(\)/i.test(filter);
  const above = new Set(ancestorKeys(context, scope));
  const own = resourceIdKey(scope);
  const stored = keysOfType(context.db, 'microsoft.authorization/roleassignments', '').filter((key) => {
    const at = key.slice(0, key.lastIndexOf('/providers/microsoft.authorization/roleassignments/'));
    return above.has(at) || (!onlyAbove && (own === '' || at.startsWith(`${own}/`)));
  });
  const views = stored.flatMap((key) => {
    const resource = findResource(context.db, key);
    return resource === undefined ? [] : [resourceView(resource, context.at)];
  });
  return [...views, ownersAssignment(context)].filter((view) => principal === undefined || principalOf(view) === principal);
}

/** What gives the developer every right here. It is in no template and cannot be deleted. */
function ownersAssignment(context: LocalContext): JsonObject {
  const scope = `/subscriptions/${context.subscriptionId}`;
  const name = derivedGuid('owner', context.subscriptionId);
  const ownerRole = '8e3af657-a8ff-443c-a75c-2fe8c4bcb635';
  return {
    id: `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`,
    type: 'Microsoft.Authorization/roleAssignments',
    name,
    properties: {
      roleDefinitionId: `${scope}/providers/Microsoft.Authorization/roleDefinitions/${ownerRole}`,
      principalId: ownerPrincipalId,
      principalType: 'User',
      scope,
    },
  };
}

function principalOf(view: JsonObject): string {
  const properties = view['properties'];
  return isJsonObject(properties) && typeof properties['principalId'] === 'string' ? properties['principalId'].toLowerCase() : '';
}

function quoted(filter: string, name: string): string | undefined {
  return new RegExp(`${name}\\s+eq\\s+'([^']*)'`, 'i').exec(filter)?.[1];
}
