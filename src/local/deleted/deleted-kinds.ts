import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { jsonAt } from '../../resources/json-path.ts';
import { displayRegion } from '../arm/regions.ts';
import { Refusal, refuse } from '../refusal.ts';
import type { DeletedKind } from './deleted-kind.ts';
import { vaults } from './deleted-vaults.ts';

const flag = (property: string) => (body: JsonObject) => jsonAt(body, `properties.${property}`) === true;

/** @see https://learn.microsoft.com/azure/api-management/soft-delete */
const apiManagement: DeletedKind = {
  type: 'microsoft.apimanagement/service',
  collection: 'deletedservices',
  hours: () => 48,
  holds: 'name',
  restores: flag('restore'),
  asItWas: true,
  refusal: ({ name }) => refuse(409, 'ServiceAlreadyExistsInSoftDeletedState', `Api service ${name} was soft-deleted. In order to create the new service with the same name, you have to either undelete the service or purge it. See https://aka.ms/apimsoftdelete.`),
  view: ({ name, id, location, deletedAt, purgeAt }, subscriptionId) => ({
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.ApiManagement/locations/${location}/deletedservices/${name}`,
    name,
    type: 'Microsoft.ApiManagement/deletedservices',
    location: displayRegion(location),
    properties: { serviceId: id, scheduledPurgeDate: purgeAt, deletionDate: deletedAt },
  }),
  inGroup: false,
  purge: { method: 'DELETE', status: 202, showsBody: true },
};

/** Free and Developer stores are not kept. @see https://learn.microsoft.com/azure/azure-app-configuration/concept-soft-delete */
const appConfiguration: DeletedKind = {
  type: 'microsoft.appconfiguration/configurationstores',
  collection: 'deletedConfigurationStores',
  hours: ({ body }) => (/^(?:free|developer)$/i.test(textAt(body, 'sku.name')) ? 0 : 24 * daysOf(body)),
  holds: 'name',
  restores: (body) => textAt(body, 'properties.createMode').toLowerCase() === 'recover',
  refusal: (_kept, tracking) => storeNameUnavailable(tracking),
  view: ({ name, id, location, deletedAt, purgeAt, resource }, subscriptionId) => ({
    id: `/subscriptions/${subscriptionId}/providers/Microsoft.AppConfiguration/locations/${location}/deletedConfigurationStores/${name.toLowerCase()}`,
    name,
    type: 'Microsoft.AppConfiguration/deletedConfigurationStores',
    properties: {
      configurationStoreId: id.replace(/[^/]+$/, (last) => last.toLowerCase()),
      location,
      deletionDate: offsetTime(deletedAt),
      scheduledPurgeDate: offsetTime(purgeAt),
      tags: isJsonObject(resource.body['tags']) ? resource.body['tags'] : {},
      purgeProtectionEnabled: jsonAt(resource.body, 'properties.enablePurgeProtection') === true,
    },
  }),
  inGroup: false,
  purge: { method: 'POST', status: 200, showsBody: false },
};

/** @see https://learn.microsoft.com/azure/ai-services/recover-purge-resources */
const cognitiveServices: DeletedKind = {
  type: 'microsoft.cognitiveservices/accounts',
  collection: 'deletedAccounts',
  hours: () => 48,
  holds: 'id',
  restores: flag('restore'),
  refusal: ({ id }) => refuse(409, 'FlagMustBeSetForRestore', `An existing resource with ID '${id}' has been soft-deleted. To restore the resource, you must specify 'restore' to be 'true' in the property. If you don't want to restore existing resource, please purge it first.`),
  view: ({ name, id, location, deletedAt, purgeAt, resource }, subscriptionId) => {
    const { body } = resource;
    const properties = isJsonObject(body['properties']) ? body['properties'] : {};
    const group = /\/resourceGroups\/([^/]+)/i.exec(id)?.[1] ?? '';
    return {
      id: `/subscriptions/${subscriptionId}/providers/Microsoft.CognitiveServices/locations/${location}/resourceGroups/${group}/deletedAccounts/${name}`,
      name,
      type: 'Microsoft.CognitiveServices/deletedAccounts',
      location,
      ...Object.fromEntries(['sku', 'kind', 'tags', 'identity'].flatMap((key) => (body[key] === undefined ? [] : [[key, body[key]]]))),
      properties: { ...properties, deletionDate: deletedAt, scheduledPurgeDate: purgeAt, provisioningState: 'Succeeded' },
    };
  },
  inGroup: true,
  purge: { method: 'DELETE', status: 202, showsBody: false },
};

/** A workspace that is made again where it was brings its data back; elsewhere its name is taken. @see https://learn.microsoft.com/azure/azure-monitor/logs/delete-workspace */
const workspaces: DeletedKind = {
  type: 'microsoft.operationalinsights/workspaces',
  collection: 'deletedWorkspaces',
  hours: () => 14 * 24,
  holds: 'name',
  restores: () => true,
  refusal: ({ name }) => refuse(409, 'Conflict', `The workspace name '${name}' is not unique`),
  view: ({ name, id, location, resource }) => ({ ...resource.body, id, name, type: 'Microsoft.OperationalInsights/workspaces', location }),
  inGroup: false,
  purge: { method: 'DELETE', status: 200, showsBody: false },
  forced: true,
};

/** All of them by type in lower case. */
export const deletedKinds: ReadonlyMap<string, DeletedKind> = new Map([apiManagement, appConfiguration, cognitiveServices, vaults, workspaces].map((kind) => [kind.type, kind]));

/** What App Configuration says of a name that is used, kept or given back minutes ago. */
export function storeNameUnavailable(tracking: string): Refusal {
  return new Refusal(409, {
    code: 'NameUnavailable',
    message: 'The specified name is already in use.',
    additionalInfo: [{ type: 'ActivityId', info: { activityId: tracking } }],
  });
}

function daysOf(body: JsonObject): number {
  const days = jsonAt(body, 'properties.softDeleteRetentionInDays');
  return typeof days === 'number' ? days : 7;
}

function textAt(body: JsonObject, path: string): string {
  const value = jsonAt(body, path);
  return typeof value === 'string' ? value : '';
}

/** `2024-12-05T02:16:23+00:00` */
function offsetTime(at: string): string {
  return at.replace(/(?:\.\d+)?Z$/, '+00:00');
}
