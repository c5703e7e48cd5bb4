import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import { claimedBy, findResource } from '../world/resource-store.ts';

/** The vault that is asked, as its resource says. */
export interface Vault {
  /** Lower case. */
  readonly name: string;
  /** Id of the resource. */
  readonly id: string;
  readonly location: string;
  readonly recoverableDays: number;
  readonly purgeProtected: boolean;
  readonly properties: JsonObject;
  /** Of the request: older ones show less. */
  readonly apiVersion: string;
}

/** The vault behind a host name; undefined when there is none, so that the name does not resolve. A deleted vault has none either. */
export function findVault(context: LocalContext, host: string, apiVersion: string): Vault | undefined {
  const name = /^([^.]+)\.vault\.azure\.net$/i.exec(host)?.[1];
  const key = name === undefined ? undefined : claimedBy(context.db, 'microsoft.keyvault/vaults', name);
  const resource = key === undefined ? undefined : findResource(context.db, key);
  if (name === undefined || resource === undefined) return undefined;
  const properties = isJsonObject(resource.body['properties']) ? resource.body['properties'] : {};
  const days = properties['softDeleteRetentionInDays'];
  return {
    name: name.toLowerCase(),
    id: resource.id,
    location: typeof resource.body['location'] === 'string' ? resource.body['location'] : '',
    recoverableDays: typeof days === 'number' ? days : 90,
    purgeProtected: properties['enablePurgeProtection'] === true,
    properties,
    apiVersion,
  };
}
