import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import { parentGroupKey, rootGroupKey } from '../policy/management-group-tree.ts';
import { emptyResource, findResource, keysOfType, removeResources, resourcesBelow, saveResource } from '../world/resource-store.ts';
import type { ArmCall } from './arm-call.ts';
import { asyncHeaders } from './operation-token.ts';
import { notSupported } from './refusals.ts';
import type { ManagementGroupPath } from './resource-path.ts';
import { parseArmPath } from './resource-path.ts';

const groupType = 'microsoft.management/managementgroups';
const membershipType = `${groupType}/subscriptions`;

/**
 * Answers calls about management groups themselves and the subscriptions in them; undefined for all others.
 * @see https://learn.microsoft.com/rest/api/managementgroups/management-groups
 */
export function routeManagementGroups(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const low = call.segments.map((segment) => segment.toLowerCase());
  if (low[0] !== 'providers' || low[1] !== 'microsoft.management' || low[2] !== 'managementgroups') return undefined;
  if (low.length === 3) return call.method === 'GET' ? listGroups(context) : refuseMethod(call.method);
  const path = parseArmPath(`/${call.segments.join('/')}`);
  if (path?.kind === 'managementGroup') return oneGroup(context, call, path);
  if (low[4] === 'subscriptions' && low.length <= 6) return memberships(context, call);
  if (low[4] === 'descendants' && low.length === 5) return answer(200, { value: descendants(context, call.segments[3] ?? '') });
  return undefined;
}

/**
 * The group of that name; the root group, named like the tenant, is always there.
 * @throws Refusal when there is no such group
 */
export function requireManagementGroup(context: LocalContext, name: string): void {
  const key = keyOf(name);
  if (key !== rootGroupKey(context) && findResource(context.db, key) === undefined) throw groupNotFound(name);
}

/**
 * What a GET of a management group shows.
 * @throws Refusal when there is no such group
 */
export function managementGroupView(context: LocalContext, name: string): JsonObject {
  requireManagementGroup(context, name);
  return viewOf(context, name, null);
}

function oneGroup(context: LocalContext, call: ArmCall, path: ManagementGroupPath): LocalResponse {
  const key = resourceIdKey(path.id);
  switch (call.method) {
    case 'PUT':
    case 'PATCH':
      return answer(200, putManagementGroup(context, path, call.body, call.apiVersion));
    case 'GET':
      requireManagementGroup(context, path.managementGroup);
      return answer(200, viewOf(context, path.managementGroup, call.query.get('$expand')));
    case 'HEAD':
      requireManagementGroup(context, path.managementGroup);
      return answer(204);
    case 'DELETE':
      if (findResource(context.db, key) === undefined) return answer(204);
      if (childrenOf(context, key).length > 0) throw refuse(400, 'BadRequest', `Management group '${path.managementGroup}' cannot be deleted: it still has children.`);
      removeResources(context.db, key);
      return answer(202, undefined, asyncHeaders(context, 'location', { kind: 'delete', key, readyAt: context.at }, call.apiVersion));
    default:
      return refuseMethod(call.method);
  }
}

/**
 * Makes or changes a management group, and answers what a GET shows of it.
 * @throws Refusal when its name or its parent is not valid
 */
export function putManagementGroup(context: LocalContext, path: ManagementGroupPath, body: JsonObject, apiVersion: string): JsonObject {
  const name = path.managementGroup;
  if (!/^[-\w().]{1,90}$/.test(name)) throw refuse(400, 'BadRequest', `The management group name '${name}' is not valid.`);
  const key = resourceIdKey(path.id);
  const before = findResource(context.db, key);
  const properties = isJsonObject(body['properties']) ? body['properties'] : {};
  const displayName = properties['displayName'] ?? body['displayName'];
  const details = isJsonObject(properties['details']) ? properties['details'] : {};
  const parent = isJsonObject(details['parent']) ? details['parent']['id'] : undefined;
  const parentId = typeof parent === 'string' ? parent : (body['parentId'] ?? `/providers/Microsoft.Management/managementGroups/${context.tenantId}`);
  const parentPath = parseArmPath(String(parentId));
  if (parentPath?.kind !== 'managementGroup') throw refuse(400, 'BadRequest', `The parent '${String(parentId)}' is not a management group.`);
  requireManagementGroup(context, parentPath.managementGroup);
  const sent: JsonObject = { properties: { displayName: typeof displayName === 'string' ? displayName : name, details: { parent: { id: parentPath.id } } } };
  saveResource(context.db, {
    key,
    id: before?.id ?? path.id,
    type: groupType,
    apiVersion,
    sent,
    body: sent,
    createdAt: before?.createdAt ?? context.at,
    changedAt: context.at,
    readyAt: context.at,
    verb: before === undefined ? 'Creating' : 'Updating',
  });
  return viewOf(context, name, null);
}

function memberships(context: LocalContext, call: ArmCall): LocalResponse {
  const [, , , name = '', , subscription] = call.segments;
  requireManagementGroup(context, name);
  const groupKey = keyOf(name);
  if (subscription === undefined) return answer(200, { value: subscriptionsIn(context, groupKey).map((id) => membershipView(context, name, id)) });
  const key = `${groupKey}/subscriptions/${subscription.toLowerCase()}`;
  switch (call.method) {
    case 'PUT': {
      for (const other of keysOfType(context.db, membershipType, '')) if (other.endsWith(`/subscriptions/${subscription.toLowerCase()}`)) removeResources(context.db, other);
      saveResource(context.db, emptyResource(`/providers/Microsoft.Management/managementGroups/${name}/subscriptions/${subscription}`, membershipType, context.at, call.apiVersion));
      return answer(200, membershipView(context, name, subscription));
    }
    case 'DELETE':
      removeResources(context.db, key);
      return answer(204);
    case 'GET':
      if (!subscriptionsIn(context, groupKey).includes(subscription.toLowerCase())) throw refuse(404, 'NotFound', `The subscription '${subscription}' is not in the management group '${name}'.`);
      return answer(200, membershipView(context, name, subscription));
    default:
      return refuseMethod(call.method);
  }
}

function listGroups(context: LocalContext): LocalResponse {
  const stored = keysOfType(context.db, groupType, '').flatMap((key) => findResource(context.db, key)?.id.split('/').at(-1) ?? []);
  const names = [context.tenantId, ...stored.filter((name) => name.toLowerCase() !== context.tenantId.toLowerCase())];
  return answer(200, {
    value: names.map((name) => {
      const { id, type, properties } = viewOf(context, name, null);
      const shown = isJsonObject(properties) ? properties : {};
      return { id: id ?? '', type: type ?? '', name, properties: { tenantId: context.tenantId, displayName: shown['displayName'] ?? name } };
    }),
  });
}

function viewOf(context: LocalContext, name: string, expand: string | null): JsonObject {
  const key = keyOf(name);
  const stored = findResource(context.db, key);
  const properties = isJsonObject(stored?.sent['properties']) ? stored.sent['properties'] : {};
  const isRoot = key === rootGroupKey(context);
  const above = isRoot ? undefined : parentGroupKey(context, key);
  return {
    id: stored?.id ?? `/providers/Microsoft.Management/managementGroups/${name}`,
    type: 'Microsoft.Management/managementGroups',
    name: stored?.id.split('/').at(-1) ?? name,
    properties: {
      tenantId: context.tenantId,
      displayName: properties['displayName'] ?? (isRoot ? 'Tenant Root Group' : name),
      details: {
        version: 1,
        updatedTime: stored?.changedAt ?? context.at,
        updatedBy: context.tenantId,
        ...(above === undefined ? {} : { parent: { id: findResource(context.db, above)?.id ?? `/providers/Microsoft.Management/managementGroups/${context.tenantId}`, name: above.split('/').at(-1) ?? '', displayName: displayNameOf(context, above) } }),
      },
      ...(expand?.toLowerCase().includes('children') === true ? { children: childrenOf(context, key) } : {}),
    },
  };
}

/** The name for people of a management group; its id where it has none. */
export function managementGroupTitle(context: LocalContext, name: string): string {
  const shown = viewOf(context, name, null)['properties'];
  return isJsonObject(shown) && typeof shown['displayName'] === 'string' ? shown['displayName'] : name;
}

function displayNameOf(context: LocalContext, key: string): string {
  const properties = findResource(context.db, key)?.sent['properties'];
  return isJsonObject(properties) && typeof properties['displayName'] === 'string' ? properties['displayName'] : 'Tenant Root Group';
}

function childrenOf(context: LocalContext, key: string): readonly JsonObject[] {
  const groups = keysOfType(context.db, groupType, '').filter((other) => other !== key && other !== rootGroupKey(context) && parentGroupKey(context, other) === key);
  return [
    ...groups.map((other) => ({
      type: 'Microsoft.Management/managementGroups',
      id: findResource(context.db, other)?.id ?? other,
      name: other.split('/').at(-1) ?? '',
      displayName: displayNameOf(context, other),
    })),
    ...subscriptionsIn(context, key).map((id) => ({ type: '/subscriptions', id: `/subscriptions/${id}`, name: id, displayName: 'Local Azure' })),
  ];
}

function descendants(context: LocalContext, name: string): readonly JsonObject[] {
  requireManagementGroup(context, name);
  const below = (key: string, seen: ReadonlySet<string>): readonly JsonObject[] =>
    childrenOf(context, key).flatMap((child) => {
      const id = resourceIdKey(String(child['id']));
      const row = {
        id: child['id'] ?? '',
        type: child['type'] ?? '',
        name: child['name'] ?? '',
        properties: { displayName: child['displayName'] ?? '', parent: { id: key } },
      };
      return seen.has(id) ? [] : [row, ...below(id, new Set([...seen, id]))];
    });
  return below(keyOf(name), new Set());
}

/** Ids in lower case. A subscription that nobody placed is in the root group. */
function subscriptionsIn(context: LocalContext, groupKey: string): readonly string[] {
  const placed = resourcesBelow(context.db, groupKey).flatMap(({ type, key }) => (type === membershipType && key.startsWith(`${groupKey}/subscriptions/`) ? [key.slice(`${groupKey}/subscriptions/`.length)] : []));
  const own = context.subscriptionId.toLowerCase();
  const somewhere = keysOfType(context.db, membershipType, '').some((key) => key.endsWith(`/subscriptions/${own}`));
  return groupKey === rootGroupKey(context) && !somewhere ? [own, ...placed] : placed;
}

function membershipView(context: LocalContext, name: string, subscription: string): JsonObject {
  const id = `/providers/Microsoft.Management/managementGroups/${name}`;
  return {
    id: `${id}/subscriptions/${subscription}`,
    type: 'Microsoft.Management/managementGroups/subscriptions',
    name: subscription,
    properties: { tenant: context.tenantId, displayName: 'Local Azure', parent: { id }, state: 'Active' },
  };
}

function keyOf(name: string): string {
  return resourceIdKey(`/providers/Microsoft.Management/managementGroups/${name}`);
}

function groupNotFound(name: string) {
  return refuse(404, 'NotFound', `The management group '${name}' cannot be found. Please check that the name is correct.`);
}

function refuseMethod(method: string): never {
  throw notSupported(method);
}
