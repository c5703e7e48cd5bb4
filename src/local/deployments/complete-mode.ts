import { resourceIdKey } from '../../arm/resource-id.ts';
import { deleteResource } from '../arm/delete-resource.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { Refusal } from '../refusal.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { resourcesBelow } from '../world/resource-store.ts';

/**
 * Top-level resources of a group that a deployment in mode `Complete` deletes: all that its template does not have. A resource whose
 * condition is false counts as one that the template has not.
 * @param kept keys of what the template deploys
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/deployment-modes
 */
export function resourcesToDelete(context: LocalContext, groupId: string, kept: ReadonlySet<string>): readonly StoredResource[] {
  return resourcesBelow(context.db, resourceIdKey(groupId)).filter((resource) => {
    const path = parseArmPath(resource.id);
    return path?.kind === 'resource' && path.names.length === 1 && resourceIdKey(path.scopeId) === resourceIdKey(groupId) && !kept.has(resource.key) && !isKeptAnyway(resource.type);
  });
}

/** Locks and role assignments of the group itself are no resources in it. */
function isKeptAnyway(type: string): boolean {
  return type.startsWith('microsoft.authorization/');
}

/** Deletes them. @throws Refusal when one is locked, or used by what stays */
export function removeOthers(context: LocalContext, groupId: string, kept: ReadonlySet<string>): void {
  let left = resourcesToDelete(context, groupId, kept);
  while (left.length > 0) {
    const refused = left.flatMap((resource) => {
      const refusal = refusedDeletion(context, resource);
      return refusal === undefined ? [] : [{ resource, refusal }];
    });
    // What another of them uses goes in the next round.
    if (refused.length === left.length && refused[0] !== undefined) throw refused[0].refusal;
    left = refused.map(({ resource }) => resource);
  }
}

function refusedDeletion(context: LocalContext, resource: StoredResource): Refusal | undefined {
  const path = parseArmPath(resource.id);
  if (path?.kind !== 'resource') return undefined;
  try {
    deleteResource(context, path, resource.apiVersion);
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}
