import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { keepOmitted } from '../../resources/settled-body.ts';
import type { LocalFacts } from '../../resources/local-facts.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import { durationMs } from '../settings.ts';
import { isSecretResource, storeSecretResource } from '../vault/secret-resource.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { claim, findResource, saveResource } from '../world/resource-store.ts';
import { checkBody, checkImmutable } from './check-body.ts';
import { checkNew, checkPlace, checkUpdate } from './check-put.ts';
import { derivedGuid } from './derived-guid.ts';
import { isImplicit } from './implicit-resource.ts';
import { checkDroppedChildren, joinParent, spreadChildren, withKeptLists } from './inline-children.ts';
import { kindFor } from './kind.ts';
import { recordWrite } from '../activity/record-answer.ts';
import { checkTags } from './check-tags.ts';
import { requireVersion } from './check-version.ts';
import { requireWritable } from './locks.ts';
import { comesBackAsItWas, recoverDeleted } from '../deleted/deleted-store.ts';
import { checkWrite } from '../services/service-rules.ts';
import { applyPolicy } from '../policy/check-policy.ts';
import { policyResourceBody } from '../policy/policy-resources.ts';
import type { ResourcePath } from './resource-path.ts';
import { lastName } from './resource-path.ts';

export interface PutRequest {
  readonly path: ResourcePath;
  readonly apiVersion: string;
  /** The body as sent; `id`, `name` and `type` in it are ignored. */
  readonly body: JsonObject;
}

/** A PUT that was accepted: the resource is there, and working until `readyAt`. */
export interface PutOutcome {
  readonly resource: StoredResource;
  readonly existed: boolean;
  readonly kind: ResourceKind;
}

/**
 * Creates or replaces a resource.
 * @throws Refusal when Azure would refuse it; nothing is changed then.
 */
export function putResource(context: LocalContext, put: PutRequest): PutOutcome {
  const { path } = put;
  const kind = kindFor(path.type, lastName(path));
  const key = resourceIdKey(path.id);
  checkPlace(context, path);
  requireWritable(context, path.id);
  const before = findResource(context.db, key);
  requireVersion(context, path, put.apiVersion, textAt(put.body, 'location') ?? textAt(before?.body ?? {}, 'location') ?? '');
  checkTags(put.body['tags'], path.type);
  const sent = policyResourceBody(context, path, applyPolicy(context, path, withoutIdentity(put.body), put.apiVersion));
  if (before === undefined) checkNew(context, path, kind, sent);
  else checkUpdate(context, path, kind, before, sent);
  const whole = before === undefined ? sent : withKeptLists(path.type, keepOmitted(sent, before.sent, kind.local.putKeepsOmitted), before);
  checkBody(path, kind, whole, before === undefined);
  if (before !== undefined) checkImmutable({ path, kind, before, sent, settled: () => settled(context, put, kind, whole, before).body }, context.correlationId ?? context.ids.uuid());
  checkWrite({ context, path, body: whole, ...(before === undefined ? {} : { before }) });
  if (before !== undefined) checkDroppedChildren(context, path, whole);
  const recovered = before === undefined ? recoverDeleted(context, path, sent) : undefined;
  const kept = isSecretResource(path) ? storeSecretResource(context, path, whole) : comesBackAsItWas(path.type) ? (recovered?.sent ?? whole) : whole;
  const resource = settled(context, put, kind, kept, before ?? recovered);
  saveResource(context.db, resource);
  spreadChildren(context, path, resource);
  joinParent(context, path, resource);
  recordWrite(context, resource);
  if (kind.naming.unique === 'global') claim(context.db, path.type, lastName(path), key);
  return { resource, existed: before !== undefined || isImplicit(path), kind };
}

function settled(context: LocalContext, put: PutRequest, kind: ResourceKind, sent: JsonObject, before: StoredResource | undefined): StoredResource {
  const { path } = put;
  const createdAt = before?.createdAt ?? context.at;
  // The first spelling of an id stays.
  const id = before?.id ?? path.id;
  return {
    key: resourceIdKey(path.id),
    id,
    type: path.type.toLowerCase(),
    apiVersion: put.apiVersion,
    sent,
    body: kind.local.settle(sent, { ...factsOf(context, path, id, sent, createdAt), apiVersion: put.apiVersion }),
    createdAt,
    changedAt: context.at,
    readyAt: later(context.at, durationMs(context.settings, path.type, kind.local.duration)),
    verb: before === undefined ? 'Creating' : 'Updating',
  };
}

/** What a resource may know about itself while it settles. */
export function factsOf(context: LocalContext, path: ResourcePath, id: string, body: JsonObject, createdAt: string): LocalFacts {
  return {
    id,
    name: lastName(path),
    location: locationOf(context, path, body),
    tenantId: context.tenantId,
    subscriptionId: context.subscriptionId,
    resourceGroup: path.group ?? '',
    createdAt,
    // The creation is part of it: a resource that is made again gets another principal, as in Azure.
    guid: (label) => derivedGuid(id, createdAt, label),
  };
}

function locationOf(context: LocalContext, path: ResourcePath, body: JsonObject): string {
  const own = body['location'];
  if (typeof own === 'string') return own;
  for (const id of [path.scopeId, path.group === undefined ? '' : `/subscriptions/${path.subscriptionId}/resourceGroups/${path.group}`]) {
    const location = id === '' ? undefined : findResource(context.db, resourceIdKey(id))?.body['location'];
    if (typeof location === 'string') return location;
  }
  return '';
}

function textAt(body: JsonObject, key: string): string | undefined {
  const value = body[key];
  return typeof value === 'string' ? value : undefined;
}

const identityKeys = new Set(['id', 'name', 'type', 'apiVersion', 'etag', 'systemData']);

function withoutIdentity(body: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => !identityKeys.has(key)));
}

/** A body with the changes of a PATCH: objects are merged, everything else is replaced, null removes. */
export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isJsonObject(patch)) return patch;
  const merged: Record<string, Json> = { ...(isJsonObject(target) ? target : {}) };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete merged[key];
    else merged[key] = mergePatch(merged[key], value);
  }
  return merged;
}
