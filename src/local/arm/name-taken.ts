import type { Refusal } from '../refusal.ts';
import { refuse } from '../refusal.ts';
import { refuseAppService, refuseCosmos, refuseWithDetails } from '../service-refusals.ts';

/**
 * What each service says when a name that must be unique in the whole world belongs to somebody else.
 * @param tracking id that some services put into their sentence
 */
export function nameTaken(type: string, name: string, tracking: string): Refusal {
  switch (type.toLowerCase()) {
    case 'microsoft.storage/storageaccounts':
      return refuse(409, 'StorageAccountAlreadyTaken', `The storage account named ${name} is already taken.`);
    case 'microsoft.keyvault/vaults':
      return refuse(409, 'VaultAlreadyExists', `The vault name '${name}' is already in use. Vault names are globally unique so it is possible that the name is already taken. If you are sure that the vault name was not taken then it is possible that a vault with the same name was recently deleted but not purged after being placed in a recoverable state. If the vault is in a recoverable state then the vault will need to be purged before reusing the name. For more information about VaultAlreadyExists, soft delete and purging a vault follow this link https://go.microsoft.com/fwlink/?linkid=2147740.`);
    case 'microsoft.web/sites':
      return refuseAppService({ status: 409, code: 'Conflict', extendedCode: '54001', template: 'Website with given name {0} already exists.', parameters: [name] });
    case 'microsoft.documentdb/databaseaccounts':
      return refuseCosmos(`Dns record for ${name} under zone Document is already taken. Please use a different name for the account.`);
    case 'microsoft.containerregistry/registries':
      return refuse(409, 'AlreadyInUse', `The registry DNS name ${name}.azurecr.io is already in use. You can check if the name is already claimed using following API: https://docs.microsoft.com/en-us/rest/api/containerregistry/registries/checknameavailability`);
    case 'microsoft.servicebus/namespaces':
    case 'microsoft.eventhub/namespaces':
      return refuse(400, 'BadRequest', `The specified name is not available. For more information visit https://aka.ms/eventhubsarmexceptions. CorrelationId: ${tracking}`);
    case 'microsoft.cache/redis':
      return refuse(409, 'NameNotAvailable', `An error occured when trying to reserve the DNS name for the cache instance. This may be a temporary issue if a cache instance of this name was recently deleted. Please choose a different name or try again later.\r\nRequestID=${tracking}`);
    case 'microsoft.sql/servers':
      return refuse(409, 'NameAlreadyExists', `The name '${name}.database.windows.net' already exists. Choose a different name.`);
    default:
      return refuse(409, 'NameNotAvailable', `The name '${name}' is already in use.`, name);
  }
}

/**
 * What each service says when a name has the wrong characters or length.
 * @param tracking id that some services put into their sentence
 */
export function nameInvalid(type: string, name: string, tracking: string): Refusal {
  switch (type.toLowerCase()) {
    case 'microsoft.storage/storageaccounts':
      return refuse(400, 'AccountNameInvalid', `${name} is not a valid storage account name. Storage account name must be between 3 and 24 characters in length and use numbers and lower-case letters only.`);
    case 'microsoft.keyvault/vaults':
      return refuse(400, 'VaultNameNotValid', `The vault name '${name}' is invalid. A vault's name must be between 3-24 alphanumeric characters. The name must begin with a letter, end with a letter or digit, and not contain consecutive hyphens.`);
    case 'microsoft.servicebus/namespaces':
    case 'microsoft.eventhub/namespaces':
      return refuse(400, 'BadRequest', `The specified service namespace is invalid. CorrelationId: ${tracking}`);
    case 'microsoft.app/containerapps':
    case 'microsoft.app/jobs':
      return refuse(400, 'ContainerAppInvalidName', `Invalid ContainerApp name '${name}'. A name must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character and cannot have '--'. The length must be between 2 and 32 characters inclusive.`);
    case 'microsoft.web/sites':
    case 'microsoft.web/sites/slots':
    case 'microsoft.web/serverfarms':
      return refuseAppService({ status: 400, code: 'BadRequest', extendedCode: '51021', template: '{0} is invalid.  {1}', parameters: ['Name', `'${name}' has characters or a length that a name of this kind cannot have.`] });
    case 'microsoft.documentdb/databaseaccounts':
      return refuseCosmos(`The account name '${name}' is invalid. It can have lowercase letters, numbers and the '-' character, 3 to 44 of them.`);
    default:
      if (/^microsoft\.network\/(?!dnszones|privatednszones\/a$|privatednszones$)/i.test(type)) {
        return refuseWithDetails('InvalidResourceName', `Resource name ${name} is invalid. The name can be up to 80 characters long. It must begin with a word character, and it must end with a word character or with '_'. The name may contain word characters or '.', '-', '_'.`);
      }
      return refuse(400, 'InvalidResourceName', `The name '${name}' is not valid for a resource of type '${type}'.`, name);
  }
}

/** What Key Vault says when a vault of that name was deleted and is kept for recovery. */
export function vaultSoftDeleted(): Refusal {
  return refuse(409, 'ConflictError', 'A vault with the same name already exists in deleted state. You need to either recover or purge existing key vault.');
}
