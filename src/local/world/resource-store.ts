import { resourceIdKey } from '../../arm/resource-id.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Database, Row } from './database.ts';

/** A resource (or resource group) as this world holds it. */
export interface StoredResource {
  /** Id in lower case. */
  readonly key: string;
  readonly id: string;
  /** ARM type in lower case. */
  readonly type: string;
  readonly apiVersion: string;
  /** Body of the last PUT, with PATCHes merged in. */
  readonly sent: JsonObject;
  /** What a GET shows below id, name and type. */
  readonly body: JsonObject;
  readonly createdAt: string;
  readonly changedAt: string;
  /** Until then the operation that `verb` names is running. */
  readonly readyAt: string;
  readonly verb: 'Creating' | 'Updating';
  /** Set once its deletion was accepted; it is gone from that moment on. */
  readonly deletingUntil?: string;
}

/** A record of something that has no body and is there at once. `type` in lower case, `at` in ISO 8601. */
export function emptyResource(id: string, type: string, at: string, apiVersion = ''): StoredResource {
  return { key: resourceIdKey(id), id, type, apiVersion, sent: {}, body: {}, createdAt: at, changedAt: at, readyAt: at, verb: 'Creating' };
}

/** The resource of that key; undefined when there is none. */
export function findResource(db: Database, key: string): StoredResource | undefined {
  const row = db.get('select * from resources where key = ?', key);
  return row === undefined ? undefined : fromRow(row);
}

/** True when a resource of that key exists. */
export function hasResource(db: Database, key: string): boolean {
  return db.get('select 1 from resources where key = ?', key) !== undefined;
}

/** Writes a resource over whatever had its key. */
export function saveResource(db: Database, resource: StoredResource): void {
  db.run(
    'insert or replace into resources (key, id, type, api_version, sent, body, created_at, changed_at, ready_at, verb, deleting_until) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
    resource.key,
    resource.id,
    resource.type,
    resource.apiVersion,
    JSON.stringify(resource.sent),
    JSON.stringify(resource.body),
    resource.createdAt,
    resource.changedAt,
    resource.readyAt,
    resource.verb,
    resource.deletingUntil ?? null,
  );
}

/** Resources whose id begins with that of another one: children, extensions, and what is in a group. Not the other one itself. */
export function resourcesBelow(db: Database, key: string): readonly StoredResource[] {
  return db.all('select * from resources where key > ? and key < ? order by key', `${key}/`, `${key}0`).map(fromRow);
}

/** Keys of the resources of a type (in lower case) below a key, the key itself included. */
export function keysOfType(db: Database, type: string, below: string): readonly string[] {
  const rows = db.all('select key from resources where type = ? and (key = ? or (key > ? and key < ?)) order by key', type, below, `${below}/`, `${below}0`);
  return rows.map((row) => String(row['key']));
}

/** Marks a resource and everything below it as being deleted. */
export function markDeleting(db: Database, key: string, until: string): void {
  db.run('update resources set deleting_until = ? where key = ? or (key > ? and key < ?)', until, key, `${key}/`, `${key}0`);
}

/** Takes the mark of {@link markDeleting} back. */
export function unmarkDeleting(db: Database, key: string): void {
  db.run('update resources set deleting_until = null where key = ? or (key > ? and key < ?)', key, `${key}/`, `${key}0`);
}

/** Removes a resource and everything below it, and gives their names back. */
export function removeResources(db: Database, key: string): void {
  db.run('delete from claims where key = ? or (key > ? and key < ?)', key, `${key}/`, `${key}0`);
  db.run('delete from resources where key = ? or (key > ? and key < ?)', key, `${key}/`, `${key}0`);
}

/** Key of the resource that holds a globally unique name; undefined when it is free. */
export function claimedBy(db: Database, type: string, name: string): string | undefined {
  const row = db.get('select key from claims where type = ? and name = ?', type.toLowerCase(), name.toLowerCase());
  return row === undefined ? undefined : String(row['key']);
}

/** Takes a globally unique name for a resource. */
export function claim(db: Database, type: string, name: string, key: string): void {
  db.run('insert or replace into claims (type, name, key) values (?, ?, ?)', type.toLowerCase(), name.toLowerCase(), key);
}

function fromRow(row: Row): StoredResource {
  return {
    key: String(row['key']),
    id: String(row['id']),
    type: String(row['type']),
    apiVersion: String(row['api_version']),
    sent: JSON.parse(String(row['sent'])) as JsonObject,
    body: JSON.parse(String(row['body'])) as JsonObject,
    createdAt: String(row['created_at']),
    changedAt: String(row['changed_at']),
    readyAt: String(row['ready_at']),
    verb: row['verb'] === 'Updating' ? 'Updating' : 'Creating',
    ...(row['deleting_until'] === null ? {} : { deletingUntil: String(row['deleting_until']) }),
  };
}
