import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { plain } from '../arm/check-put.ts';
import { kindFor } from '../arm/kind.ts';
import { factsOf } from '../arm/put-resource.ts';
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
  const shaped = prune({ ...body, ...(typeof location === 'string' && !location.startsWith('[') ? { location: plain(location) } : {}) });
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
  // Of policies the defaults are kept with what was sent: what is filled in again when it is left out is one of them.
  const comesBack = (keys: readonly string[], value: Json): boolean => {
    try {
      const again = policyResourceBody(context, path, withValue(stored.sent, keys, undefined));
      return valueAt(stored.sent, keys) !== undefined && valueAt(again, keys) === value;
    } catch {
      return false;
    }
  };
  const isPolicy = path.namespace.toLowerCase() === 'microsoft.authorization';
  const walk = (value: JsonObject, keys: readonly string[]): JsonObject =>
    Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]): [string, Json][] => {
        const at = [...keys, key];
        if (isOutput(at)) return [];
        if (isJsonObject(inner)) return [[key, walk(inner, at)]];
        if (valueAt(stored.sent, at) !== undefined) {
          if (isPolicy && comesBack(at, inner)) filledIn.add(at.join('.'));
          return [[key, inner]];
        }
        if (Array.isArray(inner) && inner.length === 0) return [];
        if (!givesWay(at, inner)) return [];
        filledIn.add(at.join('.'));
        return [[key, inner]];
      }),
    );
  return walk(body, []);
}

/** Never written, whatever the type. */
function isOutput(keys: readonly string[]): boolean {
  const path = keys.join('.');
  return path === 'properties.provisioningState' || path === 'etag' || path === 'systemData' || path === 'identity.principalId' || path === 'identity.tenantId';
}

function otherThan(value: Json): Json {
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'number') return value + 1;
  return 'value-that-nobody-sends';
}

function valueAt(value: Json | undefined, keys: readonly string[]): Json | undefined {
  return keys.reduce<Json | undefined>((at, key) => (isJsonObject(at) ? at[key] : undefined), value);
}

function withValue(value: JsonObject, [key = '', ...rest]: readonly string[], leaf: Json | undefined): JsonObject {
  const own = value[key];
  if (rest.length === 0 && leaf === undefined) return Object.fromEntries(Object.entries(value).filter(([name]) => name !== key));
  return { ...value, [key]: rest.length === 0 && leaf !== undefined ? leaf : withValue(isJsonObject(own) ? own : {}, rest, leaf) };
}
