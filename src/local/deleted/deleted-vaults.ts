import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { jsonAt } from '../../resources/json-path.ts';
import { nameTaken, vaultSoftDeleted } from '../arm/name-taken.ts';
import { lastName } from '../arm/resource-path.ts';
import { refuse } from '../refusal.ts';
import type { DeletedKind } from './deleted-kind.ts';
import type { DeletedResource } from './deleted-resource.ts';

/**
 * Vaults keep their secrets with them, come back by `createMode: recover`, and may be protected from being purged.
 * @see https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
 */
export const vaults: DeletedKind = {
  type: 'microsoft.keyvault/vaults',
  collection: 'deletedVaults',
  hours: ({ body }) => 24 * daysOf(body),
  holds: 'name',
  restores: (body) => String(jsonAt(body, 'properties.createMode') ?? '').toLowerCase() === 'recover',
  refusal: () => vaultSoftDeleted(),
  nothingKept: () => refuse(400, 'SoftDeletedVaultDoesNotExist', 'A soft deleted vault with the given name does not exist. Ensure that the name for the vault that is being attempted to recover is in a recoverable state. For more information on soft delete please follow this link https://go.microsoft.com/fwlink/?linkid=2149745'),
  elsewhere: (path, tracking) => nameTaken(path.type, lastName(path), tracking),
  notFound: (name) => refuse(404, 'DeletedVaultNotFound', `The specified deleted vault '${name}' does not exist. Ensure that the vault was indeed deleted and that it is in recoverable state. If soft delete was not enabled then the vault is permanently deleted. Follow this link for more information: https://go.microsoft.com/fwlink/?linkid=2149745`),
  view: (kept, subscriptionId) => ({
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.KeyVault/locations/${kept.location}/deletedVaults/${kept.name}`,
    name: kept.name,
    type: 'Microsoft.KeyVault/deletedVaults',
    properties: {
      vaultId: kept.id,
      location: kept.location,
      tags: isJsonObject(kept.resource.body['tags']) ? kept.resource.body['tags'] : {},
      deletionDate: seconds(kept.deletedAt),
      scheduledPurgeDate: seconds(kept.purgeAt),
      ...(isProtected(kept) ? { purgeProtectionEnabled: true } : {}),
    },
  }),
  inGroup: false,
  purge: { method: 'POST', status: 202, showsBody: false, durationType: 'Microsoft.KeyVault/deletedVaults' },
  refusesPurge: (kept) => (isProtected(kept) ? refuse(405, 'MethodNotAllowed', "Operation 'DeletedVaultPurge' is not allowed.") : undefined),
  forget: ({ db }, { name }) => {
    db.run('delete from secrets where vault = ?', name.toLowerCase());
    db.run('delete from secret_moves where vault = ?', name.toLowerCase());
  },
};

function daysOf(body: JsonObject): number {
  const days = jsonAt(body, 'properties.softDeleteRetentionInDays');
  return typeof days === 'number' ? days : 90;
}

function isProtected({ resource }: DeletedResource): boolean {
  return jsonAt(resource.body, 'properties.enablePurgeProtection') === true;
}

/** Key Vault shows whole seconds. */
function seconds(at: string): string {
  return at.replace(/\.\d+Z$/, 'Z');
}
