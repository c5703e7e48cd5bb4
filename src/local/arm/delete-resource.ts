import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import { forgetSites } from '../site/package-store.ts';
import { later } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { durationMs } from '../settings.ts';
import type { ScheduledEvent } from '../world/event-queue.ts';
import { schedule } from '../world/event-queue.ts';
import { findResource, keysOfType, markDeleting, removeResources, resourcesBelow, unmarkDeleting } from '../world/resource-store.ts';
import { checkGroup } from './check-put.ts';
import { keepDeleted } from '../deleted/deleted-store.ts';
import { deletedKinds } from '../deleted/deleted-kinds.ts';
import { checkDeletion } from '../services/service-rules.ts';
import { deletableIn, isGroupKey, isUsedFromOutside } from './group-deletion.ts';
import { checkDeletePolicy } from '../policy/check-policy.ts';
import { leaveParent } from './inline-children.ts';
import { kindFor } from './kind.ts';
import { requireDeletable } from './locks.ts';
import { asyncHeaders } from './operation-token.ts';
import type { ResourcePath } from './resource-path.ts';
import { parseArmPath } from './resource-path.ts';

/** Milliseconds that deleting a group takes before scaling. */
const groupDeletionMs = 400;

/** `DELETE` of a resource with everything below it. `forGood`: with `?force=true`, which some services take to keep nothing of it. */
export function deleteResource(context: LocalContext, path: ResourcePath, apiVersion: string, { forGood = false } = {}): LocalResponse {
  if (path.group !== undefined) checkGroup(context, path.group);
  const resource = findResource(context.db, resourceIdKey(path.id));
  if (resource === undefined) return answer(204);
  requireDeletable(context, path.id);
  checkDeletePolicy(context, path, resource);
  if (resource.deletingUntil !== undefined) return accepted(context, resource.key, resource.deletingUntil, apiVersion);
  checkDeletion({ context, path, resource });
  const kind = kindFor(path.type, path.names.at(-1));
  const until = later(context.at, durationMs(context.settings, path.type, kind.local.duration));
  if (until <= context.at) {
    finishDeletion(context, resource.key, forGood);
    return answer(kind.local.answers.delete?.startsWith('204') === true ? 204 : 200);
  }
  markDeleting(context.db, resource.key, until);
  schedule(context.db, { at: until, kind: 'delete', subject: resource.key, row: forGood ? 1 : 0 });
  return accepted(context, resource.key, until, apiVersion);
}

/** `DELETE` of a resource group: always asynchronous, everything in it goes along. */
export function deleteGroup(context: LocalContext, id: string, apiVersion: string): LocalResponse {
  const group = findResource(context.db, resourceIdKey(id));
  const path = parseArmPath(id);
  if (group === undefined) return groupGone(context, path?.kind === 'group' ? path.group : '');
  requireDeletable(context, id);
  const until = group.deletingUntil ?? later(context.at, groupDeletionMs * context.settings.timeScale);
  if (group.deletingUntil === undefined) {
    markDeleting(context.db, group.key, until);
    schedule(context.db, { at: until, kind: 'delete', subject: group.key, row: 0 });
  }
  return accepted(context, group.key, until, apiVersion);
}

/** Plays the end of a deletion that was accepted before. A group of which something is used from outside stays, with that alone in it. */
export function playDeletion(context: LocalContext, event: ScheduledEvent): void {
  const key = event.subject;
  if (!isGroupKey(key) || !isUsedFromOutside(context, key)) return finishDeletion(context, key, event.row === 1);
  for (let round = deletableIn(context, key); round.length > 0; round = deletableIn(context, key)) {
    for (const resource of round) finishDeletion(context, resource.key);
  }
  if (resourcesBelow(context.db, key).length === 0) finishDeletion(context, key);
  else unmarkDeleting(context.db, key);
}

function finishDeletion(context: LocalContext, key: string, forGood = false): void {
  for (const { type, forced } of deletedKinds.values()) {
    if (forGood && forced === true) continue;
    for (const kept of keysOfType(context.db, type, key)) {
      const resource = findResource(context.db, kept);
      if (resource !== undefined) keepDeleted(context, resource);
    }
  }
  leaveParent(context, key);
  removeResources(context.db, key);
  forgetSites(context, key);
  context.db.run('delete from operations where deployment > ? and deployment < ? and deployment in (select key from deployments where state not in (?, ?))', `${key}/`, `${key}0`, 'Accepted', 'Running');
  context.db.run('delete from deployments where key > ? and key < ? and state not in (?, ?)', `${key}/`, `${key}0`, 'Accepted', 'Running');
}

function accepted(context: LocalContext, key: string, readyAt: string, apiVersion: string): LocalResponse {
  return answer(202, undefined, asyncHeaders(context, 'location', { kind: 'delete', key, readyAt }, apiVersion));
}

function groupGone(context: LocalContext, name: string): LocalResponse {
  checkGroup(context, name);
  return answer(204);
}
