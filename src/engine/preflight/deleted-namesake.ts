import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { regionOf } from './preflight-input.ts';
import type { Creation, PreflightInput } from './preflight-input.ts';

/** A deleted resource that keeps the name of a new one. */
export interface DeletedNamesake {
  /** Resource id that it had. */
  readonly formerId: string;
  /** Day until which it is kept, where Azure says it. */
  readonly until?: string;
  /** Command that deletes it for good. */
  readonly purge: string;
}

/** The record of what was deleted and keeps the name; undefined for types that keep none, and when there is none. */
export async function deletedNamesake({ change, resource, kind }: Creation, { azure, synthesis, signal }: PreflightInput): Promise<DeletedNamesake | undefined> {
  if (kind?.softDelete === undefined) return undefined;
  const { record, formerId, purge } = kind.softDelete;
  const location = regionOf(resource) ?? synthesis?.target.location ?? '';
  const providers = `/subscriptions/${azure.subscriptionId}/providers/`;
  const here = propertiesOf(await azure.read(`${providers}${record.replace('{location}', location).replace('{name}', change.azureName)}`, kind.apiVersion, signal));
  // The name is kept in every region; only the list of the subscription tells of those that were deleted in another one.
  const all = here === undefined ? await azure.read(`${providers}${record.replace('/locations/{location}', '').replace('/{name}', '')}`, kind.apiVersion, signal) : undefined;
  const properties = here ?? namedIn(all, change.azureName);
  if (properties === undefined) return undefined;
  const { scheduledPurgeDate, location: place } = properties;
  return {
    formerId: String(properties[formerId]),
    purge: purge.replace('{name}', change.azureName).replace('{location}', typeof place === 'string' ? place : location),
    ...(typeof scheduledPurgeDate === 'string' ? { until: scheduledPurgeDate.slice(0, 10) } : {}),
  };
}

function propertiesOf(body: JsonObject | undefined): JsonObject | undefined {
  const properties = body?.['properties'];
  return isJsonObject(properties) ? properties : undefined;
}

function namedIn(list: JsonObject | undefined, name: string): JsonObject | undefined {
  const rows = list?.['value'];
  const found = Array.isArray(rows) ? (rows as readonly Json[]).find((row) => isJsonObject(row) && String(row['name']).toLowerCase() === name.toLowerCase()) : undefined;
  return isJsonObject(found) ? propertiesOf(found) : undefined;
}
