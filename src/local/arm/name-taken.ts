import type { Refusal } from '../refusal.ts';
import { refuse } from '../refusal.ts';

/** What each service says when a name that must be unique in the whole world belongs to somebody else. */
export function nameTaken(type: string, name: string): Refusal {
  switch (type.toLowerCase()) {
    case 'microsoft.storage/storageaccounts':
      return refuse(409, 'StorageAccountAlreadyTaken', `The storage account named ${name} is already taken.`);
    case 'microsoft.keyvault/vaults':
      return refuse(409, 'VaultAlreadyExists', `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken.`);
    case 'microsoft.web/sites':
      return refuse(409, 'Conflict', `Website with given name ${name} already exists.`);
    case 'microsoft.documentdb/databaseaccounts':
      return refuse(400, 'BadRequest', `Dns record for ${name} under zone Document is already taken.`);
    default:
      return refuse(409, 'NameNotAvailable', `The name '${name}' is already in use.`, name);
  }
}

/** What each service says when a name has the wrong characters or length. */
export function nameInvalid(type: string, name: string): Refusal {
  switch (type.toLowerCase()) {
    case 'microsoft.storage/storageaccounts':
      return refuse(400, 'AccountNameInvalid', `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`);
    case 'microsoft.keyvault/vaults':
      return refuse(400, 'VaultNameNotValid', `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens.`);
    default:
      return refuse(400, 'InvalidResourceName', `The name '${name}' is not valid for a resource of type '${type}'.`, name);
  }
}

/** What Key Vault says when a vault of that name was deleted and is kept for recovery. */
export function vaultSoftDeleted(): Refusal {
  return refuse(409, 'ConflictError', 'A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault.');
}
