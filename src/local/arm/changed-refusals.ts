import type { Json } from '../../model/json.ts';
import type { Refusal } from '../refusal.ts';
import { refuse } from '../refusal.ts';
import { propertyNotChangeable } from './refusals.ts';
import type { ResourcePath } from './resource-path.ts';
import { lastName } from './resource-path.ts';
import { refuseCosmos, refuseCosmosEngine, refuseWithDetails } from '../service-refusals.ts';

/** A change that a service does not make. */
export interface RefusedChange {
  /** Path of the property in the body. */
  readonly path: string;
  readonly before: Json | undefined;
  readonly after: Json;
}

/**
 * What a service says to a change of a property that stays as it was made. Where nothing is recorded it is the common refusal,
 * `PropertyChangeNotAllowed`.
 * @param tracking id that some services put into their sentence
 */
export function changeRefused(path: ResourcePath, change: RefusedChange, tracking: string): Refusal {
  const property = change.path.replace(/^properties\./, '');
  switch (path.namespace.toLowerCase()) {
    case 'microsoft.storage':
      return path.names.length === 1 ? ofStorage(property) : propertyNotChangeable(property, change.path);
    case 'microsoft.keyvault':
      return refuse(400, 'BadRequest', `The property "${property}" has been set already and it can't be modified.`);
    case 'microsoft.documentdb':
      return ofDocuments(property, tracking);
    case 'microsoft.servicebus':
    case 'microsoft.eventhub':
      return path.names.length === 1 ? propertyNotChangeable(property, change.path) : ofMessaging(path, property);
    case 'microsoft.sql':
      return refuse(409, 'InvalidParameterValue', `Invalid value given for parameter ${sqlNames[property] ?? titled(property)}. Specify a valid parameter value.`);
    case 'microsoft.network':
      if (property === 'zones') return ofZones(path, change);
      if (property !== 'sku.name') return propertyNotChangeable(property, change.path);
      return refuseWithDetails('SkuCannotBeChangedOnUpdate', `Sku property is set at creation time and cannot be changed from ${text(change.before)} to ${text(change.after)} on resource update for resource ${path.id}.`);
    case 'microsoft.app':
      return ofContainerApps(path, property, change);
    default:
      return propertyNotChangeable(property, change.path);
  }
}

/** @see https://aka.ms/storageaccountupdate */
function ofStorage(property: string): Refusal {
  if (property === 'sku.name') return refuse(400, 'StorageAccountTypeConversionNotAllowed', 'The storage account does not support SKU conversion.');
  return refuse(400, 'AccountPropertyCannotBeUpdated', `The property '${property.split('.').at(-1) ?? property}' was specified in the input, but it cannot be updated as it is read-only. For more information, see - https://aka.ms/storageaccountupdate`);
}

/** @see https://learn.microsoft.com/azure/reliability/availability-zones-overview */
function ofZones(path: ResourcePath, change: RefusedChange): Refusal {
  const zones = (value: Json | undefined): string => (Array.isArray(value) && value.length > 0 ? value.join(', ') : 'NoZone');
  const message = `Resource ${path.id} has an existing availability zone constraint ${zones(change.before)} and the request has availability zone constraint ${zones(change.after)}, which do not match. Zones cannot be added/updated/removed once the resource is created. The resource cannot be updated from regional to zonal or vice-versa.`;
  return refuseWithDetails('ResourceAvailabilityZonesCannotBeModified', message);
}

function ofDocuments(property: string, tracking: string): Refusal {
  if (property === 'resource.partitionKey') return refuseCosmosEngine('Document collection partition key cannot be changed.', tracking);
  const name = property.replace(/^resource\./, '');
  return property.startsWith('resource.') ? refuseCosmosEngine(`The property '${name}' cannot be changed.`, tracking) : refuseCosmos(`Updating the property '${name}' of an existing account is not supported.`);
}

/** @see https://learn.microsoft.com/azure/service-bus-messaging/service-bus-resource-manager-exceptions */
function ofMessaging(path: ResourcePath, property: string): Refusal {
  const entity = entities[path.type.split('/').at(-1)?.toLowerCase() ?? ''] ?? 'entity';
  const words = property.replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return refuse(400, 'MessagingGatewayBadRequest', `SubCode=40000. The value for the ${words} property of an existing ${entity} cannot be changed. To know more visit https://aka.ms/sbResourceMgrExceptions.`);
}

const entities: Readonly<Record<string, string>> = { queues: 'Queue', topics: 'Topic', subscriptions: 'Subscription', eventhubs: 'EventHub' };

function ofContainerApps(path: ResourcePath, property: string, change: RefusedChange): Refusal {
  if (path.type.toLowerCase() === 'microsoft.app/managedenvironments/storages') {
    return refuse(400, 'ManagedEnvironmentStorageUpdateBadRequest', `Invalid request body for managed environment storage '${lastName(path)}'. Only 'properties.azureFile.AccountKey' can be updated.`);
  }
  return propertyNotChangeable(property, change.path);
}

/** Names that SQL has for properties in its sentences. */
const sqlNames: Readonly<Record<string, string>> = { administratorLogin: 'Login' };

function titled(property: string): string {
  return `${property.charAt(0).toUpperCase()}${property.slice(1)}`;
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : JSON.stringify(value ?? null);
}
