import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource, saveResource } from '../world/resource-store.ts';
import { groupNotFound, notSupported, resourceNotFound } from './refusals.ts';
import type { ResourcePath } from './resource-path.ts';
import { idKey, parseArmPath } from './resource-path.ts';

/**
 * `…/providers/Microsoft.Resources/tags/default`: the tags of the resource or group that it extends.
 * @see https://learn.microsoft.com/rest/api/resources/tags
 */
export function resourceTags(context: LocalContext, method: string, path: ResourcePath, body: JsonObject): LocalResponse {
  const owner = ownerOf(context, path);
  const current = isJsonObject(owner.body['tags']) ? owner.body['tags'] : {};
  if (method === 'GET') return answer(200, view(owner, current));
  const properties = isJsonObject(body['properties']) ? body['properties'] : {};
  const given = isJsonObject(properties['tags']) ? properties['tags'] : {};
  const next = nextTags(method, body['operation'], current, given);
  saveResource(context.db, { ...owner, sent: { ...owner.sent, tags: next }, body: { ...owner.body, tags: next }, changedAt: context.at });
  return method === 'DELETE' ? answer(200) : answer(200, view(owner, next));
}

function nextTags(method: string, operation: Json | undefined, current: JsonObject, given: JsonObject): JsonObject {
  if (method === 'PUT') return given;
  if (method === 'DELETE') return {};
  if (method !== 'PATCH') throw notSupported(method);
  switch (operation) {
    case 'Replace':
      return given;
    case 'Delete':
      return Object.fromEntries(Object.entries(current).filter(([name]) => given[name] === undefined));
    default:
      return { ...current, ...given };
  }
}

function ownerOf(context: LocalContext, path: ResourcePath): StoredResource {
  const stored = findResource(context.db, idKey(path.scopeId));
  if (stored !== undefined) return stored;
  const owner = parseArmPath(path.scopeId);
  if (owner?.kind === 'group') throw groupNotFound(owner.group);
  throw resourceNotFound(owner?.kind === 'resource' ? owner : path);
}

function view(owner: StoredResource, tags: JsonObject): JsonObject {
  return { id: `${owner.id}/providers/Microsoft.Resources/tags/default`, name: 'default', type: 'Microsoft.Resources/tags', properties: { tags } };
}
