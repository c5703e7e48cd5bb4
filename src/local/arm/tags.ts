import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { emptyResource, findResource, saveResource } from '../world/resource-store.ts';
import { checkTags } from './check-tags.ts';
import { groupNotFound, notSupported, resourceNotFound } from './refusals.ts';
import type { ResourcePath } from './resource-path.ts';
import { lastName, parseArmPath } from './resource-path.ts';

/**
 * `…/providers/Microsoft.Resources/tags/default`: the tags of the subscription, group or resource that it extends.
 * @see https://learn.microsoft.com/rest/api/resources/tags
 */
export function resourceTags(context: LocalContext, method: string, path: ResourcePath, body: JsonObject): LocalResponse {
  if (lastName(path).toLowerCase() !== 'default') throw refuse(400, 'InvalidTagsResourceName', `The tags resource name '${lastName(path)}' is not valid: it must be 'default'.`);
  const owner = ownerOf(context, path);
  const current = isJsonObject(owner.body['tags']) ? owner.body['tags'] : {};
  if (method === 'GET') return answer(200, view(owner, current));
  if (method === 'HEAD') return answer(204);
  const next = nextTags(method, body, current);
  checkTags(next, owner.type);
  saveResource(context.db, { ...owner, sent: { ...owner.sent, tags: next }, body: { ...owner.body, tags: next }, changedAt: context.at });
  return method === 'DELETE' ? answer(200) : answer(200, view(owner, next));
}

function nextTags(method: string, body: JsonObject, current: JsonObject): JsonObject {
  if (method === 'DELETE') return {};
  const properties = isJsonObject(body['properties']) ? body['properties'] : {};
  const given = isJsonObject(properties['tags']) ? properties['tags'] : {};
  if (method === 'PUT') return given;
  if (method !== 'PATCH') throw notSupported(method);
  const operation = String(body['operation'] ?? '').toLowerCase();
  switch (operation) {
    case 'replace':
      return given;
    case 'delete':
      return without(current, given);
    case 'merge':
      return merged(current, given);
    default:
      throw refuse(400, 'InvalidRequestContent', `The request content was invalid and could not be deserialized: 'Error converting value "${String(body['operation'] ?? '')}" to type 'TagPatchOperation'. Path 'operation', line 1, position 1.'.`);
  }
}

/** A tag goes when both its name and its value are given. Names ignore case. */
function without(current: JsonObject, given: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(current).filter(([name, value]) => !Object.entries(given).some(([other, wanted]) => other.toLowerCase() === name.toLowerCase() && same(wanted, value))));
}

function same(left: Json, right: Json): boolean {
  return JSON.stringify(left) === JSON.stringify(right);
}

function merged(current: JsonObject, given: JsonObject): JsonObject {
  const kept = Object.entries(current).filter(([name]) => !Object.keys(given).some((other) => other.toLowerCase() === name.toLowerCase()));
  return { ...Object.fromEntries(kept), ...given };
}

function ownerOf(context: LocalContext, path: ResourcePath): StoredResource {
  const stored = findResource(context.db, resourceIdKey(path.scopeId));
  if (stored !== undefined) return stored;
  const owner = parseArmPath(path.scopeId);
  // A subscription has a record of its own once it has tags.
  if (owner?.kind === 'subscription') return emptyResource(owner.id, 'microsoft.resources/subscriptions', context.at);
  if (owner?.kind === 'group') throw groupNotFound(owner.group);
  throw resourceNotFound(owner?.kind === 'resource' ? owner : path);
}

function view(owner: StoredResource, tags: JsonObject): JsonObject {
  return { id: `${owner.id}/providers/Microsoft.Resources/tags/default`, name: 'default', type: 'Microsoft.Resources/tags', properties: { tags } };
}
