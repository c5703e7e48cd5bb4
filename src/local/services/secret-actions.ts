import type { JsonObject } from '../../model/json.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { objectsOf } from './subject.ts';

/**
 * What `POST {id}/{action}` shows of the secrets that a resource was sent with; undefined for actions that show none.
 * @see https://learn.microsoft.com/rest/api/containerapps/container-apps/list-secrets
 * @see https://learn.microsoft.com/rest/api/apimanagement/named-value/list-value
 */
export function secretAction({ type, sent }: StoredResource, action: string): JsonObject | undefined {
  switch (`${type}/${action.toLowerCase()}`) {
    case 'microsoft.app/containerapps/listsecrets':
    case 'microsoft.app/jobs/listsecrets':
      return { value: objectsOf(sent, 'properties.configuration.secrets').map((secret) => shown(secret, ['name', 'value', 'keyVaultUrl', 'identity'])) };
    case 'microsoft.apimanagement/service/namedvalues/listvalue':
      return shown((sent['properties'] ?? {}) as JsonObject, ['value']);
    default:
      return undefined;
  }
}

function shown(value: JsonObject, keys: readonly string[]): JsonObject {
  return Object.fromEntries(keys.flatMap((key) => (value[key] === undefined ? [] : [[key, value[key]]])));
}
