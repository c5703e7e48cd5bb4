import type { JsonObject } from '../../model/json.ts';
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
  const path = `/subscriptions/${azure.subscriptionId}/providers/${record.replace('{location}', location).replace('{name}', change.azureName)}`;
  const properties: JsonObject | undefined = propertiesOf(await azure.read(path, kind.apiVersion, signal));
  if (properties === undefined) return undefined;
  const { scheduledPurgeDate } = properties;
  return {
    formerId: String(properties[formerId]),
    purge: purge.replace('{name}', change.azureName).replace('{location}', location),
    ...(typeof scheduledPurgeDate === 'string' ? { until: scheduledPurgeDate.slice(0, 10) } : {}),
  };
}

function propertiesOf(body: JsonObject | undefined): JsonObject | undefined {
  const properties = body?.['properties'];
  return isJsonObject(properties) ? properties : undefined;
}
