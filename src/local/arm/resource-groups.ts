import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource, saveResource } from '../world/resource-store.ts';
import { plain } from './check-put.ts';
import { groupBeingDeleted, groupNotFound, locationRequired } from './refusals.ts';
import type { GroupPath } from './resource-path.ts';
import { idKey } from './resource-path.ts';
import { resourceView } from './resource-view.ts';

const groupType = 'microsoft.resources/resourcegroups';

/** Creates or replaces a resource group. @throws Refusal */
export function putGroup(context: LocalContext, path: GroupPath, body: JsonObject): { readonly group: StoredResource; readonly existed: boolean } {
  const before = findResource(context.db, idKey(path.id));
  if (before?.deletingUntil !== undefined) throw groupBeingDeleted(path.group);
  if (!/^[-\w._()]{0,89}[-\w_()]$/.test(path.group)) throw refuse(400, 'InvalidResourceGroup', `The provided resource group name '${path.group}' is not valid.`);
  const location = body['location'];
  if (typeof location !== 'string' || location === '') throw locationRequired();
  const was = before?.body['location'];
  if (typeof was === 'string' && was !== plain(location)) {
    throw refuse(409, 'InvalidResourceGroupLocation', `Invalid resource group location '${location}'. The Resource group already exists in location '${was}'.`);
  }
  const group = saved(context, path, before, {
    location: plain(location),
    ...(typeof body['managedBy'] === 'string' ? { managedBy: body['managedBy'] } : {}),
    ...(isJsonObject(body['tags']) ? { tags: body['tags'] } : {}),
    properties: { provisioningState: 'Succeeded' },
  });
  return { group, existed: before !== undefined };
}

/** GET, HEAD, PUT and PATCH of a resource group. */
export function resourceGroup(context: LocalContext, method: string, path: GroupPath, body: JsonObject): LocalResponse {
  if (method === 'PUT') {
    const { group, existed } = putGroup(context, path, body);
    return answer(existed ? 200 : 201, resourceView(group, context.at));
  }
  const group = findResource(context.db, idKey(path.id));
  if (group === undefined) throw groupNotFound(path.group);
  if (method === 'HEAD') return answer(204);
  if (method === 'GET') return answer(200, resourceView(group, context.at));
  const tags: Json | undefined = body['tags'];
  return answer(200, resourceView(saved(context, path, group, { ...group.body, ...(isJsonObject(tags) ? { tags } : {}) }), context.at));
}

/** `GET …/resourcegroups` */
export function listGroups(context: LocalContext): LocalResponse {
  const keys = context.db.all('select key from resources where type = ? order by key', groupType);
  const groups = keys.flatMap((row) => findResource(context.db, String(row['key'])) ?? []);
  return answer(200, { value: groups.map((group) => resourceView(group, context.at)) });
}

function saved(context: LocalContext, path: GroupPath, before: StoredResource | undefined, body: JsonObject): StoredResource {
  const group: StoredResource = {
    key: idKey(path.id),
    id: before?.id ?? path.id,
    type: groupType,
    apiVersion: '2021-04-01',
    sent: body,
    body,
    createdAt: before?.createdAt ?? context.at,
    changedAt: context.at,
    readyAt: context.at,
    verb: before === undefined ? 'Creating' : 'Updating',
  };
  saveResource(context.db, group);
  return group;
}
