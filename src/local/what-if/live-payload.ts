import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { kindFor } from '../arm/kind.ts';
import { factsOf } from '../arm/put-resource.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import { policyResourceBody } from '../policy/policy-resources.ts';
import type { LocalContext } from '../context.ts';
import type { StoredResource } from '../world/resource-store.ts';

/** A resource as what-if sees it: what can be written, without empty objects and arrays, keys in order. */
export interface LivePayload {
  readonly payload: JsonObject;
  /** Dotted paths of values that nobody sent: the service filled them in. */
  readonly filledIn: ReadonlySet<string>;
}

/** The payload of a resource of this world, read-only values left out. */
export function livePayload(context: LocalContext, stored: StoredResource, apiVersion: string): LivePayload {
  const path = parseArmPath(stored.id);
  const { id: _id, name: _name, type: _type, ...body } = stored.body;
  const filledIn = new Set<string>();
  const writable = path?.kind === 'resource' ? withoutReadOnly(context, stored, body, filledIn) : withoutState(body);
  const type = path?.kind === 'resource' ? path.type : 'Microsoft.Resources/resourceGroups';
  const name = path?.kind === 'resource' ? path.names.join('/') : (stored.id.split('/').at(-1) ?? '');
  return { payload: normalPayload({ ...writable, apiVersion, id: stored.id, name: name.split('/').at(-1) ?? name, type }), filledIn };
}

/** A payload in the form in which both sides of a comparison come: region in plain form, no empty parts, keys in order. */
export function normalPayload(body: JsonObject): JsonObject {
  const location = body['location'];
  const shaped = prune({ ...body, ...(typeof location === 'string' && !location.startsWith('[') ? { location: plainRegion(location) } : {}) });
  return isJsonObject(shaped) ? shaped : {};
}

function prune(value: Json): Json | undefined {
  if (Array.isArray(value)) return value.length === 0 ? undefined : (value as readonly Json[]).map((item) => (isJsonObject(item) ? (prune(item) ?? {}) : item));
  if (!isJsonObject(value)) return value === null ? undefined : value;
  const kept = Object.keys(value).sort().flatMap((key): [string, Json][] => {
    const inner = prune(value[key] ?? null);
    return inner === undefined ? [] : [[key, inner]];
  });
  return kept.length === 0 ? undefined : Object.fromEntries(kept);
}

function withoutState(body: JsonObject): JsonObject {
  const { properties: _properties, ...rest } = body;
  return rest;
}

/**
 * What was not sent is either a default, which a PUT could have set, or an output. The descriptor of the type tells: with another
 * value sent in its place, a default gives way and an output does not.
 */
function withoutReadOnly(context: LocalContext, stored: StoredResource, body: JsonObject, filledIn: Set<string>): JsonObject {
  const path = parseArmPath(stored.id);
  if (path?.kind !== 'resource') return body;
  const kind = kindFor(path.type, path.names.at(-1));
  const facts = factsOf(context, path, stored.id, stored.sent, stored.createdAt);
  const givesWay = (keys: readonly string[], value: Json): boolean => {
    const other = otherThan(value);
    try {
      return valueAt(kind.local.settle(withValue(stored.sent, keys, other), facts), keys) === other;
    } catch {
      return false;
    }
  };
  const walk = (value: JsonObject, keys: readonly string[]): JsonObject =>
    Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
        const at = [...keys, key];
        if (isOutput(at)) return [];
        if (isJsonObject(inner)) return [[key, walk(inner, at)]];
        const sent = valueAt(stored.sent, at);
        if (isSameList(sent, inner)) return [[key, inner.map((item, index) => (isJsonObject(item) ? walk(item, [...at, String(index)]) : item))]];
        if (sent !== undefined) {
          if (comesBack(context, path, stored.sent, at, inner)) filledIn.add(at.join('.'));
          return [[key, inner]];
        }
        if (isOutputOfItem(at) || (Array.isArray(inner) && inner.length === 0)) return [];
        if (!givesWay(at, inner)) return [];
        filledIn.add(at.join('.'));
        return [[key, inner]];
      }),
    );
  return walk(body, []);
}

/** Of policies the defaults are kept with what was sent: what is filled in again when it is left out is one of them. */
function comesBack(context: LocalContext, path: ResourcePath, sent: JsonObject, keys: readonly string[], value: Json): boolean {
  if (path.namespace.toLowerCase() !== 'microsoft.authorization') return false;
  try {
    const again = policyResourceBody(context, path, withValue(sent, keys, undefined));
    return valueAt(sent, keys) !== undefined && valueAt(again, keys) === value;
  } catch {
    return false;
  }
}

/** What a list holds are often resources by themselves: their ids and states come from the service. */
function isOutputOfItem(keys: readonly string[]): boolean {
  return keys.some((key) => /^\d+$/.test(key)) && ['id', 'etag', 'type', 'provisioningState'].includes(keys.at(-1) ?? '');
}

/** Never written, whatever the type. */
function isOutput(keys: readonly string[]): boolean {
  const path = keys.join('.');
  return path === 'properties.provisioningState' || path === 'etag' || path === 'systemData' || path === 'identity.principalId' || path === 'identity.tenantId';
}

/** A list of objects that came back as it was sent, item by item. */
function isSameList(sent: Json | undefined, value: Json): value is readonly Json[] {
  if (!Array.isArray(sent) || !Array.isArray(value) || sent.length !== value.length) return false;
  return (sent as readonly Json[]).every((item, index) => {
    const other: Json | undefined = (value as readonly Json[])[index];
    return isJsonObject(item) && isJsonObject(other) && String(item['name']).toLowerCase() === String(other['name']).toLowerCase();
  });
}

function otherThan(value: Json): Json {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return 'value-that-nobody-sends';
}

function valueAt(value: Json | undefined, keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((at, key) => {
    if (Array.isArray(at)) return (at as readonly Json[])[Number(key)];
    return isJsonObject(at) ? at[key] : undefined;
  }, value);
}

function withValue(value: JsonObject, [key = '', ...rest]: readonly string[], leaf: Json | undefined): JsonObject {
  const own = value[key];
  if (rest.length === 0 && leaf === undefined) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  if (rest.length === 0 && leaf !== undefined) return { ...value, [key]: leaf };
  if (Array.isArray(own)) {
    const [index, ...inner] = rest;
    return { ...value, [key]: (own as readonly Json[]).map((item, at) => (String(at) === index && isJsonObject(item) ? withValue(item, inner, leaf) : item)) };
  }
  return { ...value, [key]: withValue(isJsonObject(own) ? own : {}, rest, leaf) };
}
