import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource, resourcesBelow } from '../world/resource-store.ts';
import { checkGroup, exists } from './check-put.ts';
import { requireWritable } from './locks.ts';
import { kindFor } from './kind.ts';
import { asyncHeaders } from './operation-token.ts';
import type { PutOutcome } from './put-resource.ts';
import { factsOf, mergePatch, putResource } from './put-resource.ts';
import { groupNotFound, notSupported, parentNotFound, resourceNotFound } from './refusals.ts';
import type { ResourcePath } from './resource-path.ts';
import { idKey, parentOf, parseArmPath } from './resource-path.ts';
import { resourceRow, resourceView } from './resource-view.ts';

/** GET, HEAD, PUT and PATCH of any resource, child or extension. */
export function genericResource(context: LocalContext, method: string, path: ResourcePath, apiVersion: string, body: JsonObject): LocalResponse {
  switch (method) {
    case 'GET':
      return answer(200, readResource(context, path));
    case 'HEAD':
      return findShown(context, path) === undefined ? answer(404) : answer(204);
    case 'PUT':
      requireWritable(context, path.id);
      return putAnswer(context, putResource(context, { path, apiVersion, body }), apiVersion);
    case 'PATCH':
      return patchResource(context, path, apiVersion, body);
    default:
      throw notSupported(method);
  }
}

/** What a GET of a resource shows. @throws Refusal when it, its group or its parent is not there. */
export function readResource(context: LocalContext, path: ResourcePath): JsonObject {
  if (path.group !== undefined && findResource(context.db, groupKey(path)) === undefined) throw groupNotFound(path.group);
  const shown = findShown(context, path);
  if (shown !== undefined) return shown;
  const parent = parentOf(path);
  if (parent !== undefined && !exists(context, parent)) throw parentNotFound(parent);
  throw resourceNotFound(path);
}

/** What a GET of a resource shows; undefined when it is not there. */
function findShown(context: LocalContext, path: ResourcePath): JsonObject | undefined {
  const stored = findResource(context.db, idKey(path.id));
  if (stored !== undefined) return resourceView(stored, context.at);
  if (!exists(context, path)) return undefined;
  const facts = factsOf(context, path, path.id, {}, context.at);
  return { id: path.id, name: path.names.at(-1) ?? '', type: path.type, ...kindFor(path.type).local.settle({}, facts) };
}

function patchResource(context: LocalContext, path: ResourcePath, apiVersion: string, patch: JsonObject): LocalResponse {
  requireWritable(context, path.id);
  const stored = findResource(context.db, idKey(path.id));
  if (stored === undefined && !exists(context, path)) throw resourceNotFound(path);
  const merged = mergePatch(stored?.sent ?? {}, patch);
  return putAnswer(context, putResource(context, { path, apiVersion, body: isJsonObject(merged) ? merged : {} }), apiVersion);
}

function putAnswer(context: LocalContext, outcome: PutOutcome, apiVersion: string): LocalResponse {
  const { resource, existed, kind } = outcome;
  const view = resourceView(resource, context.at);
  const operation = { kind: 'put', key: resource.key, readyAt: resource.readyAt } as const;
  if (resource.readyAt <= context.at || kind.local.asyncStyle === 'none') return answer(existed ? 200 : 201, view);
  switch (kind.local.asyncStyle) {
    case 'async-operation':
      return answer(existed ? 200 : 201, view, asyncHeaders(context, 'azure-asyncoperation', operation, apiVersion));
    case 'location':
      return answer(202, undefined, asyncHeaders(context, 'location', operation, apiVersion));
    case 'provisioning-state':
      return answer(existed ? 200 : 201, view, { 'retry-after': '1' });
  }
}

/** `GET …/resources` of a subscription or a group: top-level resources, without properties. */
export function listResources(context: LocalContext, scopeId: string, filter: string | null): LocalResponse {
  const scope = parseArmPath(scopeId);
  if (scope?.kind === 'group') checkGroupRead(context, scope.group);
  const wanted = /resourceType eq '([^']+)'/i.exec(filter ?? '')?.[1]?.toLowerCase();
  const rows = resourcesBelow(context.db, idKey(scopeId)).filter((resource) => isListed(resource) && (wanted === undefined || resource.type === wanted));
  return answer(200, { value: rows.map(resourceRow) });
}

/** `GET` of a collection: the resources of a type directly in a scope or below a parent. */
export function listCollection(context: LocalContext, scopeId: string, type: string): LocalResponse {
  const scope = parseArmPath(scopeId);
  if (scope?.kind === 'group') checkGroupRead(context, scope.group);
  const depth = scopeId.split('/').length;
  const found = resourcesBelow(context.db, idKey(scopeId)).filter((resource) => resource.type === type.toLowerCase() && resource.id.split('/').length >= depth);
  return answer(200, { value: found.map((resource) => resourceView(resource, context.at)) });
}

function checkGroupRead(context: LocalContext, name: string): void {
  const key = idKey(`/subscriptions/${context.subscriptionId}/resourceGroups/${name}`);
  if (findResource(context.db, key) === undefined) checkGroup(context, name);
}

/** Children and extensions are not listed, except those that are resources of their own in a list: top-level ones in a group. */
function isListed(resource: StoredResource): boolean {
  const path = parseArmPath(resource.id);
  if (path?.kind !== 'resource' || path.names.length > 1) return false;
  const scope = parseArmPath(path.scopeId);
  return scope?.kind === 'group' && !extensionTypes.has(resource.type);
}

const extensionTypes = new Set(['microsoft.authorization/roleassignments', 'microsoft.authorization/locks', 'microsoft.authorization/policyassignments', 'microsoft.insights/diagnosticsettings']);

function groupKey(path: ResourcePath): string {
  return idKey(`/subscriptions/${path.subscriptionId}/resourceGroups/${path.group ?? ''}`);
}
