import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';

const groupMark = '/providers/microsoft.management/managementgroups/';

/** Key of the group that every tenant has: its name is the tenant's id. */
export function rootGroupKey(context: LocalContext): string {
  return `${groupMark}${context.tenantId.toLowerCase()}`;
}

/**
 * Keys of an id and of all scopes above it, the nearest first: parents, the group, the subscription, its management groups, the tenant (an empty key).
 * @see https://learn.microsoft.com/azure/governance/management-groups/overview
 */
export function ancestorKeys(context: LocalContext, id: string): readonly string[] {
  const keys: string[] = [];
  let key = resourceIdKey(id);
  for (;;) {
    keys.push(key);
    const path = parseArmPath(key);
    if (path === undefined || path.kind === 'tenant') break;
    key = above(context, key, path.kind);
    if (keys.length > maxLevels) break;
  }
  return keys.includes('') ? keys : [...keys, ''];
}

/** More than an id can have: ends a tree of groups that somebody made a ring. */
const maxLevels = 64;

function above(context: LocalContext, key: string, kind: 'managementGroup' | 'subscription' | 'group' | 'resource'): string {
  switch (kind) {
    case 'group':
      return key.slice(0, key.indexOf('/resourcegroups/'));
    case 'subscription':
      return groupOfSubscription(context, key);
    case 'managementGroup':
      return key === rootGroupKey(context) ? '' : parentGroupKey(context, key);
    case 'resource': {
      const own = key.slice(key.lastIndexOf('/providers/') + '/providers/'.length).split('/');
      if (own.length > 3) return key.slice(0, key.length - own.slice(-2).join('/').length - 1);
      return key.slice(0, key.lastIndexOf('/providers/'));
    }
  }
}

/** Key of the management group that a subscription (by its key) is in. */
function groupOfSubscription(context: LocalContext, subscriptionKey: string): string {
  const id = subscriptionKey.split('/')[2] ?? '';
  const placed = keysOfType(context.db, 'microsoft.management/managementgroups/subscriptions', '').find((key) => key.endsWith(`/subscriptions/${id}`));
  return placed === undefined ? rootGroupKey(context) : placed.slice(0, placed.lastIndexOf('/subscriptions/'));
}

/** Key of the group above a management group. */
export function parentGroupKey(context: LocalContext, groupKey: string): string {
  const details = part(part(findResource(context.db, groupKey)?.sent ?? {}, 'properties'), 'details');
  const parent = part(details, 'parent')['id'];
  return typeof parent === 'string' && parent !== '' ? resourceIdKey(parent) : rootGroupKey(context);
}

function part(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}
