import type { JsonObject } from '../../model/json.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import { lastName, parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import type { Row } from '../world/database.ts';
import type { StoredResource } from '../world/resource-store.ts';
import type { DeletedKind } from './deleted-kinds.ts';
import { deletedKinds } from './deleted-kinds.ts';
import type { DeletedResource } from './deleted-resource.ts';

/** Keeps a deleted resource when its service does that. */
export function keepDeleted(context: LocalContext, resource: StoredResource): void {
  const kind = deletedKinds.get(resource.type);
  const path = parseArmPath(resource.id);
  const hours = kind?.hours(resource) ?? 0;
  if (hours === 0 || path?.kind !== 'resource') return;
  const location = plainRegion(String(resource.body['location'] ?? ''));
  context.db.run(
    'insert or replace into deleted_resources (key, type, name, id, location, deleted_at, purge_at, resource) values (?, ?, ?, ?, ?, ?, ?, ?)',
    resource.key,
    resource.type,
    lastName(path).toLowerCase(),
    resource.id,
    location,
    context.at,
    later(context.at, hours * 3_600_000),
    JSON.stringify(resource),
  );
}

/** Those of a type that are kept at this moment, by name. */
export function listDeleted(context: LocalContext, type: string): readonly DeletedResource[] {
  return context.db.all('select * from deleted_resources where type = ? and purge_at > ? order by name, key', type, context.at).map(fromRow);
}

/** Forgets one for good. */
export function purgeDeleted(context: LocalContext, { id }: DeletedResource): void {
  context.db.run('delete from deleted_resources where key = ?', resourceIdKey(id));
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
  if (kind.restores(body) && isSamePlace(kept, path, body)) return;
  throw kind.refusal(kept, context.correlationId ?? context.ids.uuid());
}

/** The deleted resource that a PUT brings back; it is kept no longer. Undefined when there is none. */
export function recoverDeleted(context: LocalContext, path: ResourcePath, body: JsonObject): StoredResource | undefined {
  const found = namesake(context, path);
  if (found === undefined || !found.kind.restores(body) || !isSamePlace(found.kept, path, body)) return undefined;
  purgeDeleted(context, found.kept);
  return found.kept.resource;
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
