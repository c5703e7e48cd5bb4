import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource, saveResource } from '../world/resource-store.ts';
import { recordWrite } from '../activity/record-answer.ts';
import { applyPolicy } from '../policy/check-policy.ts';
import type { ArmCall } from './arm-call.ts';
import { checkTags } from './check-tags.ts';
import { resourceFilter } from './list-filter.ts';
import { requireWritable } from './locks.ts';
import { onePage } from './paging.ts';
import { groupBeingDeleted, groupNotFound, locationRequired } from './refusals.ts';
import type { GroupPath } from './resource-path.ts';
import { resourceView } from './resource-view.ts';

const groupType = 'microsoft.resources/resourcegroups';

/** Creates or replaces a resource group. @throws Refusal */
export function putGroup(context: LocalContext, path: GroupPath, body: JsonObject): { readonly group: StoredResource; readonly existed: boolean } {
  const before = findResource(context.db, resourceIdKey(path.id));
  requireWritable(context, path.id);
  checkTags(body['tags']);
  if (before?.deletingUntil !== undefined) throw groupBeingDeleted(path.group);
  if (!/^[-\w._()]{0,89}[-\w_()]$/.test(path.group)) throw refuse(400, 'InvalidResourceGroup', `The provided resource group name '${path.group}' is not valid.`);
  const location = body['location'];
  if (typeof location !== 'string' || location === '') throw locationRequired();
  checkRegion(context, location);
  const was = before?.body['location'];
  if (typeof was === 'string' && was !== plainRegion(location)) {
    throw refuse(409, 'InvalidResourceGroupLocation', `Invalid resource group location '${location}'. The Resource group already exists in location '${was}'.`);
  }
  const allowed = applyPolicy(context, path, { ...body, location: plainRegion(location) }, '');
  const group = saved(context, path, before, {
    location: plainRegion(location),
    ...(typeof body['managedBy'] === 'string' ? { managedBy: body['managedBy'] } : {}),
    ...(isJsonObject(allowed['tags']) ? { tags: allowed['tags'] } : {}),
    properties: { provisioningState: 'Succeeded' },
  });
  recordWrite(context, group);
  return { group, existed: before !== undefined };
}

/** Groups live in physical regions. */
function checkRegion(context: LocalContext, location: string): void {
  const regions = context.catalogue.locations('Microsoft.Resources/resourceGroups') ?? [];
  if (regions.length === 0 || regions.includes(plainRegion(location))) return;
  throw refuse(400, 'LocationNotAvailableForResourceGroup', `The provided location '${location}' is not available for resource group. List of available regions is '${regions.join(',')}'.`);
}

/** GET, HEAD, PUT and PATCH of a resource group. */
export function resourceGroup(context: LocalContext, method: string, path: GroupPath, body: JsonObject): LocalResponse {
  if (method === 'PUT') {
    const { group, existed } = putGroup(context, path, body);
    return answer(existed ? 200 : 201, resourceView(group, context.at));
  }
  const group = findResource(context.db, resourceIdKey(path.id));
  if (group === undefined) throw groupNotFound(path.group);
  if (method === 'HEAD') return answer(204);
  if (method === 'GET') return answer(200, resourceView(group, context.at));
  const { group: changed } = putGroup(context, path, { ...group.body, ...body, location: group.body['location'] ?? '' });
  return answer(200, resourceView(changed, context.at));
}

/** `GET …/resourcegroups` */
export function listGroups(context: LocalContext, call: ArmCall): LocalResponse {
  const keys = context.db.all('select key from resources where type = ? order by key', groupType);
  const groups = keys.flatMap((row) => findResource(context.db, String(row['key'])) ?? []);
  const page = onePage(call, groups.filter(resourceFilter(call.query.get('$filter'))), 1000);
  return answer(200, { value: page.items.map((group) => resourceView(group, context.at)), ...page.next });
}

function saved(context: LocalContext, path: GroupPath, before: StoredResource | undefined, body: JsonObject): StoredResource {
  const group: StoredResource = {
    key: resourceIdKey(path.id),
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
