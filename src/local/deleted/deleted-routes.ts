import { plainRegion } from '../../resources/region-names.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import { asyncHeaders } from '../arm/operation-token.ts';
import { onePage } from '../arm/paging.ts';
import { notSupported } from '../arm/refusals.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { durationMs } from '../settings.ts';
import type { DeletedKind } from './deleted-kind.ts';
import { deletedKinds } from './deleted-kinds.ts';
import type { DeletedResource } from './deleted-resource.ts';
import { listDeleted, purgeDeleted, purgeLater } from './deleted-store.ts';

/**
 * Lists, shows and purges what was deleted and is kept; undefined for all other calls.
 * @see https://learn.microsoft.com/rest/api/apimanagement/deleted-services
 */
export function routeDeleted(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const low = call.segments.map((segment) => segment.toLowerCase());
  const [subscriptions, , providers, namespace = '', ...rest] = low;
  if (subscriptions !== 'subscriptions' || providers !== 'providers') return undefined;
  const kind = [...deletedKinds.values()].find(({ type, collection }) => type.startsWith(`${namespace}/`) && rest.includes(collection.toLowerCase()));
  if (kind === undefined) return undefined;
  if (rest.length === 1) return listed(context, call, kind);
  const [at, place = ''] = rest;
  const [collection, name, action] = kind.inGroup ? rest.slice(4) : rest.slice(2);
  if (at !== 'locations' || collection !== kind.collection.toLowerCase() || name === undefined) return undefined;
  const group = kind.inGroup ? rest[3] : undefined;
  const kept = listDeleted(context, kind.type).find((one) => one.name.toLowerCase() === name && one.location === plainRegion(place) && (group === undefined || resourceIdKey(one.id).includes(`/resourcegroups/${group}/`)));
  const called = call.segments.at(action === undefined ? -1 : -2) ?? '';
  if (kept === undefined) throw kind.notFound?.(called) ?? refuse(404, 'ResourceNotFound', `The deleted resource '${called}' could not be found.`);
  return one(context, call, kind, kept, action);
}

function listed(context: LocalContext, call: ArmCall, kind: DeletedKind): LocalResponse {
  if (call.method !== 'GET') throw notSupported(call.method);
  const page = onePage(call, listDeleted(context, kind.type), 100);
  return answer(200, { value: page.items.map((kept) => kind.view(kept, context.subscriptionId)), ...page.next });
}

function one(context: LocalContext, { method, apiVersion }: ArmCall, kind: DeletedKind, kept: DeletedResource, action: string | undefined): LocalResponse {
  const view = kind.view(kept, context.subscriptionId);
  if (method === 'GET' && action === undefined) return answer(200, view);
  const { purge } = kind;
  if (method !== purge.method || (action !== undefined) !== (purge.method === 'POST') || (action !== undefined && action !== 'purge')) throw notSupported(method);
  const refused = kind.refusesPurge?.(kept);
  if (refused !== undefined) throw refused;
  const readyAt = purge.durationType === undefined ? context.at : later(context.at, durationMs(context.settings, purge.durationType, 'seconds'));
  if (readyAt <= context.at) purgeDeleted(context, resourceIdKey(kept.id));
  else purgeLater(context, kept, readyAt);
  const headers = purge.status === 202 ? asyncHeaders(context, 'location', { kind: 'delete', key: resourceIdKey(kept.id), readyAt }, apiVersion) : {};
  return answer(purge.status, purge.showsBody ? view : undefined, headers);
}
