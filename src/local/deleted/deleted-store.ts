import type { JsonObject } from '../../model/json.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import { lastName, parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import type { Row } from '../world/database.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { schedule, unschedule } from '../world/event-queue.ts';
import type { DeletedKind } from './deleted-kind.ts';
import { deletedKinds } from './deleted-kinds.ts';
import type { DeletedResource } from './deleted-resource.ts';

/** Keeps a deleted resource when its service does that. */
export function keepDeleted(context: LocalContext, resource: StoredResource): void {
  const kind = deletedKinds.get(resource.type);
  const path = parseArmPath(resource.id);
  const hours = kind?.hours(resource) ?? 0;
  if (hours === 0 || path?.kind !== 'resource') return;
  const location = plainRegion(String(resource.body['location'] ?? ''));
  const purgeAt = later(context.at, hours * 3_600_000);
  context.db.run(
    'insert or replace into deleted_resources (key, type, name, id, location, deleted_at, purge_at, resource) values (?, ?, ?, ?, ?, ?, ?, ?)',
    resource.key,
    resource.type,
    lastName(path).toLowerCase(),
    resource.id,
    location,
    context.at,
    purgeAt,
    JSON.stringify(resource),
  );
  schedule(context.db, { at: purgeAt, kind: 'purge', subject: resource.key, row: 0 });
}

/** Those of a type that are kept at this moment, by name. */
export function listDeleted(context: LocalContext, type: string): readonly DeletedResource[] {
  return context.db.all('select * from deleted_resources where type = ? order by name, key', type).map(fromRow);
}

/** Forgets one for good with all that was kept of it: by its key, whether it is still there or not. */
export function purgeDeleted(context: LocalContext, key: string): void {
  const row = context.db.get('select * from deleted_resources where key = ?', key);
  if (row !== undefined) deletedKinds.get(String(row['type']))?.forget?.(context, fromRow(row));
  dropRecord(context, key);
}

/** Purges one at a moment to come; its name is held until then. */
export function purgeLater(context: LocalContext, { id }: DeletedResource, at: string): void {
  const subject = resourceIdKey(id);
  unschedule(context.db, 'purge', subject);
  schedule(context.db, { at, kind: 'purge', subject, row: 0 });
}

function dropRecord(context: LocalContext, key: string): void {
  context.db.run('delete from deleted_resources where key = ?', key);
  unschedule(context.db, 'purge', key);
}

/** True when a deleted resource of the type holds the name. */
export function isNameKept(context: LocalContext, type: string, name: string): boolean {
  return deletedKinds.get(type.toLowerCase())?.holds === 'name' && listDeleted(context, type.toLowerCase()).some((kept) => kept.name.toLowerCase() === name.toLowerCase());
}

/** @throws Refusal when a deleted namesake is in the way of a new resource, and the PUT does not bring it back. */
export function checkNamesake(context: LocalContext, path: ResourcePath, body: JsonObject): void {
  const found = namesake(context, path);
  if (found === undefined) return;
  const { kind, kept } = found;
  const tracking = context.correlationId ?? context.ids.uuid();
  if (!kind.restores(body)) throw kind.refusal(kept, tracking);
  if (!isSamePlace(kept, path, body)) throw kind.elsewhere?.(path, tracking) ?? kind.refusal(kept, tracking);
}

/**
 * The deleted resource that a PUT brings back; it is kept no longer. Undefined when there is none.
 * @throws Refusal when the PUT asks for one and there is none, where the service says so.
 */
export function recoverDeleted(context: LocalContext, path: ResourcePath, body: JsonObject): StoredResource | undefined {
  const kind = deletedKinds.get(path.type.toLowerCase());
  if (kind?.restores(body) !== true) return undefined;
  const found = namesake(context, path);
  if (found === undefined && kind.nothingKept !== undefined) throw kind.nothingKept();
  if (found === undefined || !isSamePlace(found.kept, path, body)) return undefined;
  dropRecord(context, resourceIdKey(found.kept.id));
  return found.kept.resource;
}

/** True for a type whose PUT that brings one back changes nothing else of it. */
export function comesBackAsItWas(type: string): boolean {
  return deletedKinds.get(type.toLowerCase())?.asItWas === true;
}

function namesake(context: LocalContext, path: ResourcePath): { readonly kind: DeletedKind; readonly kept: DeletedResource } | undefined {
  const kind = deletedKinds.get(path.type.toLowerCase());
  if (kind === undefined) return undefined;
  const fits = (kept: DeletedResource) => (kind.holds === 'id' ? resourceIdKey(kept.id) === resourceIdKey(path.id) : kept.name.toLowerCase() === lastName(path).toLowerCase());
  const kept = listDeleted(context, kind.type).find(fits);
  return kept === undefined ? undefined : { kind, kept };
}

function isSamePlace(kept: DeletedResource, path: ResourcePath, body: JsonObject): boolean {
  const location = body['location'];
  return resourceIdKey(kept.id) === resourceIdKey(path.id) && (typeof location !== 'string' || location.startsWith('[') || plainRegion(location) === kept.location);
}

function fromRow(row: Row): DeletedResource {
  const id = String(row['id']);
  return {
    id,
    name: id.slice(id.lastIndexOf('/') + 1),
    location: String(row['location']),
    deletedAt: String(row['deleted_at']),
    purgeAt: String(row['purge_at']),
    resource: JSON.parse(String(row['resource'])) as StoredResource,
  };
}
