import { escapeLiteral } from '../../arm/parse-expression.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { isSensitiveValue } from '../../model/sensitive-paths.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { arrayFormOf } from '../plan/array-form.ts';
import { bodyRoot, elementPoint, isAtOrBelow, type PropertyPoint, propertyPoint } from '../plan/property-point.ts';
import { isOpaque, isOutput, mayBeMissing } from './live-exceptions.ts';

/**
 * The body of a template resource with what Azure holds now at the paths that are left to others: an update for another reason must
 * neither write our value over theirs nor take away what only they set. Secrets, and what Azure never returns, stay as the body has them.
 */
export function keepLive(body: JsonObject, live: JsonObject, ignoreChanges: readonly string[], kind: ResourceKind | undefined): JsonObject {
  const kept = keepAt(body, live, bodyRoot, { ignoreChanges, kind });
  return isJsonObject(kept) ? kept : body;
}

interface Keeping {
  readonly ignoreChanges: readonly string[];
  readonly kind: ResourceKind | undefined;
}

function keepAt(value: Json | undefined, live: Json | undefined, point: PropertyPoint, keeping: Keeping): Json | undefined {
  const { ignoreChanges, kind } = keeping;
  if (ignoreChanges.some((path) => isAtOrBelow(point.path, path) || isAtOrBelow(point.plainPath, path))) {
    return othersValue(value, live, point, kind);
  }
  const leadsThere = point.path === '' || ignoreChanges.some((path) => isAtOrBelow(path, point.path) || isAtOrBelow(path, point.plainPath));
  if (!leadsThere || live === undefined || live === null) {
    return value;
  }
  if (Array.isArray(value) && Array.isArray(live)) {
    return keepElements(value as readonly Json[], live as readonly Json[], point, keeping);
  }
  return (value === undefined || isJsonObject(value)) && isJsonObject(live) ? keepMembers(value, live, point, keeping) : value;
}

function othersValue(value: Json | undefined, live: Json | undefined, point: PropertyPoint, kind: ResourceKind | undefined): Json | undefined {
  if (live === undefined || live === null) {
    return value !== undefined && mayBeMissing(point.plainPath, kind) ? value : undefined;
  }
  if (isOpaque(point.plainPath, kind)) {
    return value;
  }
  return holdsSecret(value, point, kind) || holdsSecret(live, point, kind) ? value : sendable(live, point, kind);
}

function holdsSecret(value: Json | undefined, point: PropertyPoint, kind: ResourceKind | undefined): boolean {
  if (Array.isArray(value)) {
    return (value as readonly Json[]).some((item) => holdsSecret(item, point, kind));
  }
  if (isJsonObject(value)) {
    return Object.entries(value).some(([key, item]) => holdsSecret(item, propertyPoint(point, key, value), kind));
  }
  return isSensitiveValue(value, point, kind?.sensitive ?? []);
}

/** A live value as a template says it: no text in it is an expression, and nothing that Azure decides is sent back. */
function sendable(live: Json, point: PropertyPoint, kind: ResourceKind | undefined): Json {
  if (typeof live === 'string') {
    return escapeLiteral(live);
  }
  if (Array.isArray(live)) {
    return (live as readonly Json[]).map((item) => sendable(item, point, kind));
  }
  if (!isJsonObject(live)) {
    return live;
  }
  const entries = Object.entries(live).map(([key, item]) => [key, item, propertyPoint(point, key, live)] as const);
  return Object.fromEntries(entries.filter(([, , at]) => !isOutput(at.plainPath, kind)).map(([key, item, at]) => [key, sendable(item, at, kind)]));
}

function keepMembers(value: JsonObject | undefined, live: JsonObject, point: PropertyPoint, keeping: Keeping): JsonObject | undefined {
  const own = value ?? {};
  const keys = [...new Set([...Object.keys(own), ...Object.keys(live)])];
  const kept = keys.map((key): readonly [string, Json | undefined] => [key, keepAt(own[key], live[key], propertyPoint(point, key, Object.hasOwn(own, key) ? own : live), keeping)]);
  const members = kept.filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return value === undefined && members.length === 0 ? undefined : Object.fromEntries(members);
}

function keepElements(value: readonly Json[], live: readonly Json[], point: PropertyPoint, keeping: Keeping): readonly Json[] {
  const form = arrayFormOf([value, live], point.plainPath, keeping.kind);
  const markerOf = (element: Json, index: number): string => (form.kind === 'keyed' ? `${form.key}=${String((element as JsonObject)[form.key])}` : String(index));
  const others = new Map(live.map((element, index) => [markerOf(element, index), element]));
  return value.map((element, index) => {
    const marker = markerOf(element, index);
    return keepAt(element, others.get(marker), elementPoint(point, marker), keeping) ?? element;
  });
}
