import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { isExpression, missingProperties, unknownValues } from '../../resources/asked-properties.ts';
import { jsonAt } from '../../resources/json-path.ts';
import type { ImmutableProperty, ResourceKind } from '../../resources/resource-kind.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { propertyMissing, valueUnknown } from './body-refusals.ts';
import { changeRefused } from './changed-refusals.ts';
import type { ResourcePath } from './resource-path.ts';

/**
 * What a service asks of the properties of a body. Values that only a running deployment knows are taken.
 * @throws Refusal naming the first property that is missing or has an unknown value
 */
export function checkBody(path: ResourcePath, kind: ResourceKind, body: JsonObject, isNew: boolean): void {
  const [missing] = missingProperties(kind, body, isNew);
  if (missing !== undefined) throw propertyMissing(path, missing, body);
  const [unknown] = unknownValues(kind, body);
  if (unknown !== undefined) throw valueUnknown(path, unknown);
}

/** A body that is to replace another. */
export interface Replacement {
  readonly path: ResourcePath;
  readonly kind: ResourceKind;
  readonly before: StoredResource;
  readonly sent: JsonObject;
  /** The body as it would be returned, to compare normalised values; asked for when a value was sent in another form. */
  readonly settled: () => JsonObject;
}

/** Types whose own rules say what may change. */
const others = new Set(['microsoft.authorization/roleassignments']);

/**
 * Refuses the change of what stays as it was made. A property that is left out is not changed.
 * @throws Refusal in the words of the service
 */
export function checkImmutable({ path, kind, before, sent, settled }: Replacement, tracking: string): void {
  if (others.has(path.type.toLowerCase())) return;
  for (const rule of kind.immutable) {
    if (rule.path === 'location' || rule.path === 'name') continue;
    const next = jsonAt(sent, rule.path);
    if (next === undefined || next === null || isExpression(next)) continue;
    const previous = jsonAt(before.body, rule.path) ?? jsonAt(before.sent, rule.path) ?? (typeof next === 'boolean' ? false : undefined);
    if (previous === undefined || isSame(previous, next) || isSame(jsonAt(before.sent, rule.path), next) || isSame(previous, jsonAt(settled(), rule.path))) continue;
    if (madeInPlace(rule, previous, next)) continue;
    throw changeRefused(path, { path: rule.path, before: previous, after: next }, tracking);
  }
}

function madeInPlace({ inPlace = [] }: ImmutableProperty, previous: Json, next: Json): boolean {
  return inPlace.some(({ from, to }) => isSame(previous, from) && isSame(next, to));
}

/** Letter case aside; an object also when it says a part of what the other does. */
function isSame(previous: Json | undefined, next: Json | undefined): boolean {
  if (previous === undefined || next === undefined) return false;
  if (isJsonObject(previous) && isJsonObject(next)) return Object.entries(next).every(([key, value]) => value === null || isSame(previous[key], value));
  return canonicalJson(previous).toLowerCase() === canonicalJson(next).toLowerCase();
}
