import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource, resourcesBelow } from '../world/resource-store.ts';
import type { ArmCall } from './arm-call.ts';
import { checkGroup, exists } from './check-put.ts';
import { etagHeaders } from './etags.ts';
import { resourceFilter } from './list-filter.ts';
import { kindFor } from './kind.ts';
import { asyncHeaders } from './operation-token.ts';
import { onePage } from './paging.ts';
import type { PutOutcome } from './put-resource.ts';
import { factsOf, mergePatch, putResource } from './put-resource.ts';
import { groupNotFound, notSupported, parentNotFound, resourceNotFound } from './refusals.ts';
import type { ResourcePath } from './resource-path.ts';
import { firstAnswer, putBody } from './service-answer.ts';
import { parentOf, parseArmPath } from './resource-path.ts';
import { resourceRow, resourceView } from './resource-view.ts';

/** GET, HEAD, PUT and PATCH of any resource, child or extension. */
export function genericResource(context: LocalContext, method: string, path: ResourcePath, apiVersion: string, body: JsonObject): LocalResponse {
  switch (method) {
    case 'GET':
      return answer(200, readResource(context, path), etagHeadersOf(context, path));
    case 'HEAD':
      return findShown(context, path) === undefined ? answer(404) : answer(204);
    case 'PUT':
      return putAnswer(context, path, putResource(context, { path, apiVersion, body }), apiVersion);
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
  // The address of a provider's own operation is below the resource that it is about.
  if (parent !== undefined && /\/operation(?:results|statuses)$/i.test(path.type)) throw resourceNotFound(parent);
  if (parent !== undefined && !exists(context, parent)) throw parentNotFound(parent);
  throw resourceNotFound(path);
}

/** What a GET of a resource shows; undefined when it is not there. */
function findShown(context: LocalContext, path: ResourcePath): JsonObject | undefined {
  const stored = findResource(context.db, resourceIdKey(path.id));
  if (stored !== undefined) return resourceView(stored, context.at);
  if (!exists(context, path)) return undefined;
  const facts = factsOf(context, path, path.id, {}, context.at);
  return { id: path.id, name: path.names.at(-1) ?? '', type: path.type, ...kindFor(path.type, path.names.at(-1)).local.settle({}, facts) };
}

function patchResource(context: LocalContext, path: ResourcePath, apiVersion: string, patch: JsonObject): LocalResponse {
  const stored = findResource(context.db, resourceIdKey(path.id));
  if (stored === undefined && !exists(context, path)) throw resourceNotFound(path);
  const merged = mergePatch(stored?.sent ?? {}, patch);
  return putAnswer(context, path, putResource(context, { path, apiVersion, body: isJsonObject(merged) ? merged : {} }), apiVersion, true);
}

function putAnswer(context: LocalContext, path: ResourcePath, outcome: PutOutcome, apiVersion: string, patch = false): LocalResponse {
  const { resource, existed, kind } = outcome;
  const view = resourceView({ ...resource, body: putBody(context, path, kind, resource) }, context.at);
  const operation = { kind: 'put', key: resource.key, readyAt: resource.readyAt } as const;
  const { status, style } = firstAnswer(kind, patch ? 'patch' : existed ? 'update' : 'create', resource.readyAt > context.at);
  switch (style) {
    case 'none':
      return answer(status, view, etagHeaders(resource));
    case 'async-operation':
      return answer(status, view, asyncHeaders(context, 'azure-asyncoperation', operation, apiVersion));
    case 'location':
      return answer(status, status === 202 ? undefined : view, asyncHeaders(context, 'location', operation, apiVersion));
    case 'provisioning-state':
      return answer(status, view, { 'retry-after': '1' });
  }
}

/** `GET …/resources` of a subscription or a group: top-level resources, without properties. */
export function listResources(context: LocalContext, call: ArmCall, scopeId: string): LocalResponse {
  const scope = parseArmPath(scopeId);
  if (scope?.kind === 'group') checkGroupRead(context, scope.group);
  const fits = resourceFilter(call.query.get('$filter'));
  const expand = (call.query.get('$expand') ?? '').toLowerCase().split(',').map((name) => name.trim());
  const rows = resourcesBelow(context.db, resourceIdKey(scopeId)).filter((resource) => isListed(resource) && fits(resource));
  const page = onePage(call, rows, pageSize);
  return answer(200, { value: page.items.map((resource) => ({ ...resourceRow(resource), ...expanded(context, resource, expand) })), ...page.next });
}

/** Resources on one page of a list. */
const pageSize = 1000;

function expanded(context: LocalContext, resource: StoredResource, expand: readonly string[]): JsonObject {
  const properties = resourceView(resource, context.at)['properties'];
  const state = isJsonObject(properties) ? properties['provisioningState'] : undefined;
  return {
    ...(expand.includes('createdtime') ? { createdTime: resource.createdAt } : {}),
    ...(expand.includes('changedtime') ? { changedTime: resource.changedAt } : {}),
    ...(expand.includes('provisioningstate') ? { provisioningState: typeof state === 'string' ? state : 'Succeeded' } : {}),
  };
}

function etagHeadersOf(context: LocalContext, path: ResourcePath): Readonly<Record<string, string>> {
  const stored = findResource(context.db, resourceIdKey(path.id));
  return stored === undefined ? {} : etagHeaders(stored);
}

/** `GET` of a collection: the resources of a type directly in a scope or below a parent. */
export function listCollection(context: LocalContext, scopeId: string, type: string): LocalResponse {
  const scope = parseArmPath(scopeId);
  if (scope?.kind === 'group') checkGroupRead(context, scope.group);
  const depth = scopeId.split('/').length;
  const found = resourcesBelow(context.db, resourceIdKey(scopeId)).filter((resource) => resource.type === type.toLowerCase() && resource.id.split('/').length >= depth);
  return answer(200, { value: found.map((resource) => resourceView(resource, context.at)) });
}

function checkGroupRead(context: LocalContext, name: string): void {
  const key = resourceIdKey(`/subscriptions/${context.subscriptionId}/resourceGroups/${name}`);
  if (findResource(context.db, key) === undefined) checkGroup(context, name);
}

/** Children and extensions are not listed, except those that are resources of their own in a list: top-level ones in a group. */
function isListed(resource: StoredResource): boolean {
  const path = parseArmPath(resource.id);
  if (path?.kind !== 'resource' || path.names.length > 1) return false;
  const scope = parseArmPath(path.scopeId);
  return scope?.kind === 'group' && !extensionTypes.has(resource.type);
}

const extensionTypes = new Set([
  'microsoft.authorization/roleassignments',
  'microsoft.authorization/locks',
  'microsoft.authorization/policyassignments',
  'microsoft.insights/diagnosticsettings',
]);

function groupKey(path: ResourcePath): string {
  return resourceIdKey(`/subscriptions/${path.subscriptionId}/resourceGroups/${path.group ?? ''}`);
}
