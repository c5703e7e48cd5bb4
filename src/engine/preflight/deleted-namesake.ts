import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { jsonAt } from '../../resources/json-path.ts';
import { plainRegion } from '../../resources/region-names.ts';
import type { ResourceKind, SoftDelete } from '../../resources/resource-kind.ts';
import type { AzureQuestions } from '../azure-questions.ts';
import type { Azure } from '../ports.ts';
import { creations, groupOf, regionOf } from './preflight-input.ts';
import type { Creation, PreflightInput } from './preflight-input.ts';

/** A deleted resource that keeps the name of a new one. */
export interface DeletedNamesake {
  /** Resource id that it had. */
  readonly formerId: string;
  /** Plain name of the region in which it stood. */
  readonly location: string;
  /** Day until which it is kept, where Azure says it. */
  readonly until?: string;
  /** True where making the new one brings it back: it stood under the same id, in the same region. */
  readonly recoverable: boolean;
  /** Why it cannot be purged as things are; completes "It cannot be purged: …". */
  readonly unpurgeable?: string;
}

/** A creation with the deleted namesake that is in its way. */
export interface HeldName {
  readonly creation: Creation & { readonly kind: ResourceKind & { readonly softDelete: SoftDelete } };
  readonly namesake: DeletedNamesake;
}

/** What has to be asked to find one. */
export type NamesakeInput = Pick<PreflightInput, 'synthesis' | 'signal' | 'kindOf'> & {
  readonly azure: Pick<Azure, 'subscriptionId' | 'read'>;
  readonly questions: Pick<AzureQuestions, 'ask'>;
};

/** All creations of a plan whose name a deleted resource keeps. */
export async function heldNames(input: NamesakeInput & Pick<PreflightInput, 'plan'>): Promise<readonly HeldName[]> {
  const found = await Promise.all(creations(input).map((creation) => heldName(creation, input)));
  return found.filter((held) => held !== undefined);
}

/** Undefined for types that keep no name, and when none is kept. */
export async function heldName(creation: Creation, input: NamesakeInput): Promise<HeldName | undefined> {
  const { change, resource, kind } = creation;
  if (kind?.softDelete === undefined) return undefined;
  const known = { ...kind, softDelete: kind.softDelete };
  const wanted = plainRegion(regionOf(resource) ?? input.synthesis?.target.location ?? '');
  const record = await findRecord(change.azureName, wanted, known, input);
  if (record === undefined) return undefined;
  const place = jsonAt(record, 'properties.location') ?? record['location'];
  const location = typeof place === 'string' ? plainRegion(place) : wanted;
  const formerId = String(jsonAt(record, known.softDelete.formerId));
  const until = jsonAt(record, 'properties.scheduledPurgeDate');
  const unpurgeable = await whyNotPurged(record, formerId, known, input);
  const namesake: DeletedNamesake = {
    formerId,
    location,
    recoverable: formerId.toLowerCase() === change.id.toLowerCase() && location === wanted,
    ...(typeof until === 'string' ? { until: until.slice(0, 10) } : {}),
    ...(unpurgeable === undefined ? {} : { unpurgeable }),
  };
  return { creation: { ...creation, kind: known }, namesake };
}

/** Path of the record of a deleted resource; undefined where there is only the list. */
export function recordPath(subscriptionId: string, { record }: SoftDelete, name: string, location: string): string | undefined {
  return record === undefined ? undefined : `/subscriptions/${subscriptionId}/providers/${record.replace('{location}', location).replace('{name}', name)}`;
}

/** The name is kept in every region; only the list of the subscription tells of those that were deleted in another one. */
async function findRecord(name: string, location: string, { softDelete, apiVersion }: HeldName['creation']['kind'], input: NamesakeInput): Promise<JsonObject | undefined> {
  const { azure, questions, signal } = input;
  const path = recordPath(azure.subscriptionId, softDelete, name, location);
  const here = path === undefined ? undefined : await azure.read(path, apiVersion, signal);
  if (isJsonObject(here?.['properties'])) return here;
  let next: string | undefined = `/subscriptions/${azure.subscriptionId}/providers/${softDelete.list}`;
  while (next !== undefined) {
    const { status, body } = await questions.ask({ method: 'GET', path: next, apiVersion }, signal);
    const rows: readonly Json[] = status === 200 && isJsonObject(body) && Array.isArray(body['value']) ? body['value'] : [];
    const found = rows.find((row) => isJsonObject(row) && String(row['name']).toLowerCase() === name.toLowerCase());
    if (isJsonObject(found)) return found;
    next = isJsonObject(body) ? pathOf(body['nextLink']) : undefined;
  }
  return undefined;
}

/** Path and query of a link to the next page, without the api version, which every question brings. */
function pathOf(link: Json | undefined): string | undefined {
  if (typeof link !== 'string') return undefined;
  const [, path = '', query = ''] = /^(?:https?:\/\/[^/]+)?([^?]*)\??(.*)$/.exec(link) ?? [];
  const rest = query.split('&').filter((part) => part !== '' && !part.toLowerCase().startsWith('api-version='));
  return rest.length === 0 ? path : `${path}?${rest.join('&')}`;
}

async function whyNotPurged(record: JsonObject, formerId: string, { softDelete }: HeldName['creation']['kind'], { azure, kindOf, signal }: NamesakeInput): Promise<string | undefined> {
  if (jsonAt(record, 'properties.purgeProtectionEnabled') === true) return 'purge protection keeps it until then';
  if (softDelete.purge.kind === 'record') return undefined;
  const group = groupOf(formerId);
  const groups = kindOf('Microsoft.Resources/resourceGroups');
  const isThere = group === undefined || groups === undefined || (await azure.read(`/subscriptions/${azure.subscriptionId}/resourceGroups/${group}`, groups.apiVersion, signal)) !== undefined;
  return isThere ? undefined : `Azure purges it only once it stands again, and its resource group ${group} is gone`;
}
