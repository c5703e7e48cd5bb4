import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';
import { scopeLocked } from './refusals.ts';

const lockType = 'microsoft.authorization/locks';
const lockMark = `/providers/${lockType}/`;

/**
 * Locks guard everything below their scope; and what holds something locked cannot be deleted either.
 * @throws Refusal `ScopeLocked` when the resource or group may not be deleted.
 */
export function requireDeletable(context: LocalContext, id: string): void {
  const key = resourceIdKey(id);
  if (key.includes(lockMark)) return;
  const blocking = keysOfType(context.db, lockType, subscriptionOf(key)).filter((lock) => {
    const scope = lock.slice(0, lock.indexOf(lockMark));
    return scope === key || key.startsWith(`${scope}/`) || scope.startsWith(`${key}/`);
  });
  if (blocking.length > 0) throw scopeLocked(id, 'delete', scopesOf(blocking));
}

/** @throws Refusal `ScopeLocked` when a `ReadOnly` lock forbids writing at or below its scope. */
export function requireWritable(context: LocalContext, id: string): void {
  const key = resourceIdKey(id);
  if (key.includes(lockMark)) return;
  const blocking = keysOfType(context.db, lockType, subscriptionOf(key)).filter((lock) => {
    const scope = lock.slice(0, lock.indexOf(lockMark));
    return (scope === key || key.startsWith(`${scope}/`)) && levelOf(context, lock) === 'readonly';
  });
  if (blocking.length > 0) throw scopeLocked(id, 'write', scopesOf(blocking));
}

function scopesOf(locks: readonly string[]): readonly string[] {
  return [...new Set(locks.map((lock) => lock.slice(0, lock.indexOf(lockMark))))];
}

function levelOf(context: LocalContext, lock: string): string {
  const properties = findResource(context.db, lock)?.body['properties'];
  return isJsonObject(properties) && typeof properties['level'] === 'string' ? properties['level'].toLowerCase() : '';
}

function subscriptionOf(key: string): string {
  return key.split('/').slice(0, 3).join('/');
}
