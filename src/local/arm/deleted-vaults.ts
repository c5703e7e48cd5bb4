import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { plainRegion } from '../../resources/region-names.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import { answer } from '../request.ts';
import type { LocalResponse } from '../request.ts';
import { refuse } from '../refusal.ts';
import { durationMs } from '../settings.ts';
import type { Row } from '../world/database.ts';
import { schedule, unschedule } from '../world/event-queue.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { nameTaken } from './name-taken.ts';
import { asyncHeaders } from './operation-token.ts';
import type { ResourcePath } from './resource-path.ts';
import { lastName, parseArmPath } from './resource-path.ts';

const dayMs = 86_400_000;

/** Keeps a vault that was deleted, with its secrets, until its retention is over. */
export function keepDeletedVault(context: LocalContext, vault: StoredResource): void {
  const properties = isJsonObject(vault.body['properties']) ? vault.body['properties'] : {};
  const days = typeof properties['softDeleteRetentionInDays'] === 'number' ? properties['softDeleteRetentionInDays'] : 90;
  const name = vaultName(vault.id);
  const purgeAt = later(context.at, days * dayMs);
  const location = typeof vault.body['location'] === 'string' ? vault.body['location'] : '';
  context.db.run('insert or replace into deleted_vaults (name, id, location, deleted_at, purge_at, resource) values (?, ?, ?, ?, ?, ?)', name, vault.id, location, context.at, purgeAt, JSON.stringify(vault));
  schedule(context.db, { at: purgeAt, kind: 'purge', subject: name, row: 0 });
}

/** True when a vault of that name is kept for recovery. */
export function isVaultDeleted(context: LocalContext, name: string): boolean {
  return context.db.get('select 1 from deleted_vaults where name = ?', name.toLowerCase()) !== undefined;
}

/**
 * The deleted vault that a PUT with `createMode: recover` brings back; undefined when it is no such PUT.
 * @throws Refusal when no such vault is kept, or it belongs to another place: a vault comes back where it was.
 */
export function recoverVault(context: LocalContext, path: ResourcePath, body: JsonObject): StoredResource | undefined {
  if (path.type.toLowerCase() !== 'microsoft.keyvault/vaults') return undefined;
  const properties = body['properties'];
  const mode = isJsonObject(properties) ? properties['createMode'] : undefined;
  if (typeof mode !== 'string' || mode.toLowerCase() !== 'recover') return undefined;
  const name = lastName(path).toLowerCase();
  const row = context.db.get('select id, resource from deleted_vaults where name = ?', name);
  if (row === undefined) throw refuse(400, 'SoftDeletedVaultDoesNotExist', 'A soft deleted vault with the given name does not exist. Ensure that the name for the vault that is being attempted to recover is in a recoverable state. For more information on soft delete please follow this link https://go.microsoft.com/fwlink/?linkid=2149745');
  if (resourceIdKey(String(row['id'])) !== resourceIdKey(path.id)) throw nameTaken(path.type, lastName(path), context.correlationId ?? context.ids.uuid());
  context.db.run('delete from deleted_vaults where name = ?', name);
  unschedule(context.db, 'purge', name);
  return JSON.parse(String(row['resource'])) as StoredResource;
}

/** Forgets a deleted vault and its secrets for good. */
export function purgeVault(context: LocalContext, name: string): void {
  context.db.run('delete from deleted_vaults where name = ?', name.toLowerCase());
  context.db.run('delete from secrets where vault = ?', name.toLowerCase());
  context.db.run('delete from secret_moves where vault = ?', name.toLowerCase());
  unschedule(context.db, 'purge', name.toLowerCase());
}

/** `GET …/Microsoft.KeyVault/deletedVaults` */
export function listDeletedVaults(context: LocalContext): LocalResponse {
  return answer(200, { value: context.db.all('select * from deleted_vaults order by name').map((row) => viewOf(context, row)) });
}

/**
 * `GET` and `POST …/purge` of `…/Microsoft.KeyVault/locations/{location}/deletedVaults/{name}`. Purging goes on after the answer; the
 * name is held until it is done.
 * @see https://learn.microsoft.com/rest/api/keyvault/keyvault/vaults/purge-deleted
 */
export function deletedVault(context: LocalContext, location: string, name: string, purge: { readonly apiVersion: string } | undefined): LocalResponse {
  const row = context.db.get('select * from deleted_vaults where name = ?', name.toLowerCase());
  if (row === undefined || plainRegion(String(row['location'])) !== plainRegion(location)) throw refuse(404, 'DeletedVaultNotFound', `The specified deleted vault '${name}' does not exist. Ensure that the vault was indeed deleted and that it is in recoverable state. If soft delete was not enabled then the vault is permanently deleted. Follow this link for more information: https://go.microsoft.com/fwlink/?linkid=2149745`);
  if (purge === undefined) return answer(200, viewOf(context, row));
  if (isProtected(row)) throw refuse(405, 'MethodNotAllowed', "Operation 'DeletedVaultPurge' is not allowed.");
  const until = later(context.at, durationMs(context.settings, 'Microsoft.KeyVault/deletedVaults', 'seconds'));
  unschedule(context.db, 'purge', name.toLowerCase());
  if (until <= context.at) purgeVault(context, name);
  else schedule(context.db, { at: until, kind: 'purge', subject: name.toLowerCase(), row: 0 });
  return answer(202, undefined, asyncHeaders(context, 'location', { kind: 'delete', key: resourceIdKey(String(row['id'])), readyAt: until }, purge.apiVersion));
}

function isProtected(row: Row): boolean {
  const { body } = JSON.parse(String(row['resource'])) as StoredResource;
  return isJsonObject(body['properties']) && body['properties']['enablePurgeProtection'] === true;
}

function viewOf(context: LocalContext, row: Row): JsonObject {
  const { body } = JSON.parse(String(row['resource'])) as StoredResource;
  const tags = isJsonObject(body['tags']) ? body['tags'] : {};
  const name = vaultName(String(row['id']), false);
  return {
    id: `/subscriptions/${context.subscriptionId}/providers/Microsoft.KeyVault/locations/${String(row['location'])}/deletedVaults/${name}`,
    name,
    type: 'Microsoft.KeyVault/deletedVaults',
    properties: {
      vaultId: String(row['id']),
      location: String(row['location']),
      tags,
      deletionDate: seconds(row['deleted_at']),
      scheduledPurgeDate: seconds(row['purge_at']),
      ...(isProtected(row) ? { purgeProtectionEnabled: true } : {}),
    },
  };
}

/** Key Vault shows whole seconds. */
function seconds(at: unknown): string {
  return String(at).replace(/\.\d+Z$/, 'Z');
}

function vaultName(id: string, lower = true): string {
  const path = parseArmPath(id);
  const name = path?.kind === 'resource' ? lastName(path) : '';
  return lower ? name.toLowerCase() : name;
}
