import type { LocalContext } from '../context.ts';
import { Refusal } from '../refusal.ts';
import { checkDeletion } from '../services/service-rules.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource, resourcesBelow } from '../world/resource-store.ts';
import { parseArmPath, typeAndName } from './resource-path.ts';

/** True for the key of a resource group. */
export function isGroupKey(key: string): boolean {
  return /^\/subscriptions\/[^/]+\/resourcegroups\/[^/]+$/.test(key);
}

/** True when something outside of a group names something in it: only then can a service keep what is in the group. */
export function isUsedFromOutside(context: LocalContext, key: string): boolean {
  const mark = `${key}/providers/`;
  return context.db.get('select 1 from resources where instr(lower(sent), ?) > 0 and deleting_until is null and not (key > ? and key < ?) limit 1', mark, `${key}/`, `${key}0`) !== undefined;
}

/** Resources in a group that their services give up, those that others in the group use left for another round. */
export function deletableIn(context: LocalContext, key: string): readonly StoredResource[] {
  return topLevel(context, key).filter((resource) => refusalOf(context, resource) === undefined);
}

/**
 * Why a group that was to be deleted is still there; undefined when it is not, or was made again.
 * @param readyAt When the deletion should have ended.
 */
export function blockedDeletion(context: LocalContext, key: string, readyAt: string): Refusal | undefined {
  const group = isGroupKey(key) ? findResource(context.db, key) : undefined;
  if (group === undefined || group.deletingUntil !== undefined || group.createdAt > readyAt) return undefined;
  const kept = topLevel(context, key).flatMap((resource) => {
    const path = parseArmPath(resource.id);
    const refusal = refusalOf(context, resource);
    return refusal === undefined || path?.kind !== 'resource' ? [] : [{ name: typeAndName(path), id: resource.id, refusal }];
  });
  if (kept.length === 0) return undefined;
  const name = group.id.slice(group.id.lastIndexOf('/') + 1);
  return new Refusal(409, {
    code: 'ResourceGroupDeletionBlocked',
    message: `Deletion of resource group '${name}' failed as resources with identifiers '${kept.map((one) => one.name).join(',')}' could not be deleted. The provisioning state of the resource group will be rolled back. The tracking Id is '${context.correlationId ?? context.ids.uuid()}'. Please check audit logs for more details.`,
    details: kept.map(({ id, refusal }) => ({ code: refusal.error.code, target: id, message: JSON.stringify({ error: refusal.error }) })),
  });
}

function topLevel(context: LocalContext, key: string): readonly StoredResource[] {
  return resourcesBelow(context.db, key).filter(({ id }) => {
    const path = parseArmPath(id);
    return path?.kind === 'resource' && path.names.length === 1 && path.scopeId.toLowerCase() === key;
  });
}

function refusalOf(context: LocalContext, resource: StoredResource): Refusal | undefined {
  const path = parseArmPath(resource.id);
  if (path?.kind !== 'resource') return undefined;
  try {
    checkDeletion({ context, path, resource });
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
