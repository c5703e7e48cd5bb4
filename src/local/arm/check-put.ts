import type { JsonObject } from '../../model/json.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { checkNewRole, checkRoleUpdate } from '../access/check-role.ts';
import type { LocalContext } from '../context.ts';
import { checkNamesake } from '../deleted/deleted-store.ts';
import { checkOffer } from '../services/service-rules.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { claimedBy, findResource, hasResource } from '../world/resource-store.ts';
import { isImplicit } from './implicit-resource.ts';
import { nameInvalid, nameTaken } from './name-taken.ts';
import { groupBeingDeleted, groupNotFound, locationRequired, otherLocation, parentNotFound, resourceBeingDeleted, resourceNotFound, wrongLocation } from './refusals.ts';
import { requireRegistered } from './registration.ts';
import type { ResourcePath } from './resource-path.ts';
import { lastName, parentOf, parseArmPath } from './resource-path.ts';

/** Subscription, group, provider, extended resource and parent: what must be there before a resource can be. */
export function checkPlace(context: LocalContext, path: ResourcePath): void {
  if (path.group !== undefined) checkGroup(context, path.group);
  requireRegistered(context, path.namespace);
  const target = parseArmPath(path.scopeId);
  if (target?.kind === 'resource' && !exists(context, heldBy(target))) throw resourceNotFound(target);
  const parent = parentOf(path);
  if (parent !== undefined && !exists(context, parent)) throw parentNotFound(parent);
}

/** @throws Refusal unless the group is there and stays. */
export function checkGroup(context: LocalContext, name: string): StoredResource {
  const group = findResource(context.db, resourceIdKey(`/subscriptions/${context.subscriptionId}/resourceGroups/${name}`));
  if (group === undefined) throw groupNotFound(name);
  if (group.deletingUntil !== undefined) throw groupBeingDeleted(name);
  return group;
}

/**
 * What must be there for something to extend a resource: itself, but of what lies in a vault only the vault, which alone Resource Manager
 * knows. A role on a secret may be assigned before the secret has a value.
 */
function heldBy(path: ResourcePath): ResourcePath {
  const vault = /^Microsoft\.KeyVault\/vaults\/(?:secrets|keys|certificates)$/i.test(path.type) ? parentOf(path) : undefined;
  return vault ?? path;
}

/** True for a resource that was made, or that exists with its parent. */
export function exists(context: LocalContext, path: ResourcePath): boolean {
  if (hasResource(context.db, resourceIdKey(path.id))) return true;
  const parent = parentOf(path);
  return isImplicit(path) && parent !== undefined && exists(context, parent);
}

/** What is asked of a resource that is not there yet. */
export function checkNew(context: LocalContext, path: ResourcePath, kind: ResourceKind, body: JsonObject): void {
  checkNewRole(context, path, body);
  const name = lastName(path);
  if (kind.naming.minLength > name.length || kind.naming.maxLength < name.length || !matches(kind.naming.pattern, name)) throw nameInvalid(path.type, name, context.correlationId ?? context.ids.uuid());
  checkLocation(context, path, kind, body);
  if (kind.naming.unique === 'global' && claimedBy(context.db, path.type, name) !== undefined) throw nameTaken(path.type, name, context.correlationId ?? context.ids.uuid());
  checkNamesake(context, path, body);
  checkOffer({ context, path, body });
}

/** What is asked of a change to a resource, but for its properties. */
export function checkUpdate(context: LocalContext, path: ResourcePath, kind: ResourceKind, before: StoredResource, body: JsonObject): void {
  if (before.deletingUntil !== undefined) throw resourceBeingDeleted(before.id);
  checkLocation(context, path, kind, body);
  const was = before.body['location'];
  const is = body['location'];
  if (typeof was === 'string' && typeof is === 'string' && plainRegion(was) !== plainRegion(is)) throw otherLocation(path, plainRegion(was), plainRegion(is));
  checkRoleUpdate(path.type, before.sent, body);
  checkOffer({ context, path, body, before });
}

function checkLocation(context: LocalContext, path: ResourcePath, kind: ResourceKind, body: JsonObject): void {
  const location = body['location'];
  if (kind.location === 'none') return;
  if (typeof location !== 'string' || location === '') {
    if (kind.location === 'required') throw locationRequired();
    return;
  }
  const regions = context.catalogue.locations(path.type);
  if (regions === undefined || regions.length === 0 || plainRegion(location) === 'global' || regions.includes('global')) return;
  if (!regions.includes(plainRegion(location))) throw wrongLocation(location, path.type, regions);
}

function matches(pattern: RegExp, name: string): boolean {
  pattern.lastIndex = 0;
  return pattern.test(name);
}
