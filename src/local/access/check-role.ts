import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import { lastName } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import { refuse } from '../refusal.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';
import { findManagedIdentity, isKnownPrincipal, principalKind } from './identities.ts';
import { findRole } from './role-definitions.ts';

const assignments = 'microsoft.authorization/roleassignments';
const definitions = 'microsoft.authorization/roledefinitions';
const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * What Azure asks of a new role assignment or custom role; other resources pass.
 * @throws Refusal
 * @see https://learn.microsoft.com/azure/role-based-access-control/troubleshooting
 */
export function checkNewRole(context: LocalContext, path: ResourcePath, body: JsonObject): void {
  const type = path.type.toLowerCase();
  const properties = isJsonObject(body['properties']) ? body['properties'] : {};
  if (type === assignments) checkAssignment(context, path, properties);
  if (type === definitions) checkDefinition(context, path, properties);
}

/** @throws Refusal for a change of what an assignment is about. */
export function checkRoleUpdate(type: string, before: JsonObject, body: JsonObject): void {
  if (type.toLowerCase() !== assignments) return;
  const [was, is] = [before, body].map((one) => (isJsonObject(one['properties']) ? one['properties'] : {}));
  for (const name of ['principalId', 'roleDefinitionId']) {
    if (tail(was?.[name]) !== tail(is?.[name])) throw refuse(400, 'RoleAssignmentUpdateNotPermitted', 'Tenant ID, application ID, principal ID, and scope are not allowed to be updated.');
  }
}

/** @throws Refusal when a custom role that is to go is still assigned. */
export function checkRoleDeletion(context: LocalContext, path: ResourcePath): void {
  const name = lastName(path).toLowerCase();
  const used = keysOfType(context.db, assignments, '').some((key) => tail(propertiesOf(context, key)['roleDefinitionId']) === name);
  if (used) throw refuse(400, 'RoleDefinitionHasAssignments', 'There are existing role assignments referencing role.');
}

function checkAssignment(context: LocalContext, path: ResourcePath, properties: JsonObject): void {
  const name = lastName(path);
  if (!guid.test(name)) throw refuse(400, 'InvalidRoleAssignmentId', `The role assignment ID '${name}' is not valid. The role assignment ID must be a GUID.`);
  const { principalId, roleDefinitionId, principalType } = properties;
  if (typeof principalId !== 'string' || !guid.test(principalId)) throw refuse(400, 'InvalidPrincipalId', `The Principal ID '${text(principalId)}' is not valid. Principal ID must be a GUID.`);
  if (typeof roleDefinitionId !== 'string' || findRole(context.db, roleDefinitionId) === undefined) {
    throw refuse(400, 'RoleDefinitionDoesNotExist', `The specified role definition with ID '${plain(tail(roleDefinitionId))}' does not exist.`);
  }
  checkPrincipal(context, principalId, principalType);
  for (const key of keysOfType(context.db, assignments, resourceIdKey(path.scopeId))) {
    if (!key.startsWith(`${resourceIdKey(path.scopeId)}/providers/${assignments}/`) || key === resourceIdKey(path.id)) continue;
    const other = propertiesOf(context, key);
    if (tail(other['principalId']) !== tail(principalId) || tail(other['roleDefinitionId']) !== tail(roleDefinitionId)) continue;
    throw refuse(409, 'RoleAssignmentExists', `The role assignment already exists. The ID of the existing role assignment is ${plain(tail(key))}.`);
  }
}

/** With a type given, Azure does not look the principal up: the directory may not have heard of a new identity yet. */
function checkPrincipal(context: LocalContext, principalId: string, type: Json | undefined): void {
  const known = isKnownPrincipal(context.db, principalId) && !isReplicating(context, principalId);
  const given = typeof type === 'string' && type !== '';
  if (!known && !given) {
    throw refuse(
      400,
      'PrincipalNotFound',
      `Principal ${plain(principalId)} does not exist in the directory ${context.tenantId}. Check that you have the correct principal ID. If you are creating this principal and then immediately assigning a role, this error might be related to a replication delay. In this case, set the role assignment principalType property to a value, such as ServicePrincipal, User, or Group. See https://aka.ms/docs-principaltype`,
    );
  }
  const kind = principalKind(context.db, principalId);
  if (known && given && kind !== undefined && kind.toLowerCase() !== type.toLowerCase()) {
    throw refuse(400, 'UnmatchedPrincipalType', `The PrincipalId '${plain(principalId)}' has type '${kind}', which is different from specified PrinciaplType '${type}'.`);
  }
}

/** True while the directory has not heard of an identity yet: the world's settings say how long that takes. */
function isReplicating(context: LocalContext, principalId: string): boolean {
  const { replicationMs } = context.settings;
  const carrier = replicationMs === 0 ? undefined : findManagedIdentity(context.db, { objectId: principalId });
  const resource = carrier === undefined ? undefined : findResource(context.db, resourceIdKey(carrier.resourceId));
  return resource !== undefined && later(resource.createdAt, replicationMs) > context.at;
}

function checkDefinition(context: LocalContext, path: ResourcePath, properties: JsonObject): void {
  const name = lastName(path);
  if (!guid.test(name)) throw refuse(400, 'InvalidRoleDefinitionId', `The role definition ID '${name}' is not valid. The role definition ID must be a GUID.`);
  const { roleName, assignableScopes } = properties;
  if (typeof roleName !== 'string' || roleName === '') throw refuse(400, 'RoleDefinitionRoleNameNull', 'The role definition name is missing.');
  if (!Array.isArray(assignableScopes) || assignableScopes.length === 0) throw refuse(400, 'MissingAssignableScopes', 'The role definition has no assignable scopes.');
  const same = keysOfType(context.db, definitions, '').some((key) => key !== resourceIdKey(path.id) && text(propertiesOf(context, key)['roleName']).toLowerCase() === roleName.toLowerCase());
  if (same) throw refuse(409, 'RoleDefinitionWithSameNameExists', `A custom role with the same name already exists in this directory. Use a different name.`);
}

function propertiesOf(context: LocalContext, key: string): JsonObject {
  const properties = findResource(context.db, key)?.sent['properties'];
  return isJsonObject(properties) ? properties : {};
}

/** The last part of an id, in lower case: role ids come with and without their scope. */
function tail(id: unknown): string {
  return text(id).slice(text(id).lastIndexOf('/') + 1).toLowerCase();
}

function plain(id: string): string {
  return id.replaceAll('-', '');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
