import { canonicalJson } from '../../model/canonical-json.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import { isSensitiveValue } from '../../model/sensitive-paths.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import { arrayFormOf } from './array-form.ts';
import { bodyRoot, elementPoint, propertyPoint, type PropertyPoint } from './property-point.ts';

/** One scalar (or empty object or array) that differs between two bodies. May hold a secret: never shown as it is. */
export interface ValueDifference {
  readonly point: PropertyPoint;
  readonly kind: 'add' | 'remove' | 'change';
  readonly before?: Json;
  readonly after?: Json;
}

/** When two values count as equal. */
export interface ValueComparison {
  readonly kind: ResourceKind | undefined;
  readonly same: (before: Json, after: Json, plainPath: string) => boolean;
  /** Text that is equal for values that count as equal; matches the elements of sets and keyed arrays. */
  readonly keyText: (value: Json, plainPath: string) => string;
}

/** Compares by value only. */
export function exactComparison(kind: ResourceKind | undefined): ValueComparison {
  return { kind, same: (before, after) => canonicalJson(before) === canonicalJson(after), keyText: (value) => canonicalJson(value) };
}

/** Tags that the run writes and that no comparison sees. */
const runTags: ReadonlySet<string> = new Set(['tags.atakora:run', 'tags.atakora-run']);

/**
 * Every leaf in which `after` differs from `before`. Objects are compared by property; arrays of objects by their key, sets without
 * order, everything else by position. Visits each leaf once.
 */
export function diffValues(before: Json | undefined, after: Json | undefined, comparison: ValueComparison): readonly ValueDifference[] {
  const found: ValueDifference[] = [];
  walk(before, after, bodyRoot, comparison, found);
  return found;
}

function walk(before: Json | undefined, after: Json | undefined, point: PropertyPoint, comparison: ValueComparison, found: ValueDifference[]): void {
  if (runTags.has(point.plainPath)) {
    return;
  }
  if (isJsonObject(before) && isJsonObject(after)) {
    walkObjects(before, after, point, comparison, found);
  } else if (Array.isArray(before) && Array.isArray(after)) {
    walkArrays(before, after, point, comparison, found);
  } else if (isLeaf(before) && isLeaf(after)) {
    if (!comparison.same(before, after, point.plainPath)) {
      found.push({ point, kind: 'change', before, after });
    }
  } else {
    walkLeaves(before, 'remove', point, comparison, found);
    walkLeaves(after, 'add', point, comparison, found);
  }
}

function isLeaf(value: Json | undefined): value is Json {
  if (value === undefined) {
    return false;
  }
  return Array.isArray(value) ? value.length === 0 : !isJsonObject(value) || Object.keys(value).length === 0;
}

function walkObjects(before: JsonObject, after: JsonObject, point: PropertyPoint, comparison: ValueComparison, found: ValueDifference[]): void {
  if (Object.keys(before).length === 0 || Object.keys(after).length === 0) {
    walkEmptied(before, after, point, comparison, found);
    return;
  }
  for (const key of Object.keys(after)) {
    walk(before[key], after[key], propertyPoint(point, key, after), comparison, found);
  }
  for (const key of Object.keys(before)) {
    if (after[key] === undefined) {
      walk(before[key], undefined, propertyPoint(point, key, before), comparison, found);
    }
  }
}

/** One side is empty: what stands in the other was added or removed; at the root an empty body is no value of its own. */
function walkEmptied(before: Json, after: Json, point: PropertyPoint, comparison: ValueComparison, found: ValueDifference[]): void {
  if (!isLeaf(before)) {
    walkLeaves(before, 'remove', point, comparison, found);
  } else if (!isLeaf(after)) {
    walkLeaves(after, 'add', point, comparison, found);
  }
}

function walkLeaves(value: Json | undefined, kind: 'add' | 'remove', point: PropertyPoint, comparison: ValueComparison, found: ValueDifference[]): void {
  if (value === undefined || runTags.has(point.plainPath)) {
    return;
  }
  if (isLeaf(value)) {
    found.push(kind === 'add' ? { point, kind, after: value } : { point, kind, before: value });
  } else if (Array.isArray(value)) {
    for (const { marker, element } of markElements(value, [value], point, comparison)) {
      walkLeaves(element, kind, elementPoint(point, marker), comparison, found);
    }
  } else {
    for (const [key, item] of Object.entries(value as JsonObject)) {
      walkLeaves(item, kind, propertyPoint(point, key, value as JsonObject), comparison, found);
    }
  }
}

function walkArrays(before: readonly Json[], after: readonly Json[], point: PropertyPoint, comparison: ValueComparison, found: ValueDifference[]): void {
  if (before.length === 0 || after.length === 0) {
    walkEmptied(before, after, point, comparison, found);
    return;
  }
  const versions = [before, after];
  const old = new Map(markElements(before, versions, point, comparison).map((marked) => [marked.match, marked]));
  for (const { marker, match, element } of markElements(after, versions, point, comparison)) {
    walk(old.get(match)?.element, element, elementPoint(point, marker), comparison, found);
    old.delete(match);
  }
  for (const { marker, element } of old.values()) {
    walk(element, undefined, elementPoint(point, marker), comparison, found);
  }
}

interface MarkedElement {
  /** Names the element in a path. */
  readonly marker: string;
  /** Equal for the elements that are compared with each other. */
  readonly match: string;
  readonly element: Json;
}

function markElements(array: readonly Json[], versions: readonly (readonly Json[])[], point: PropertyPoint, comparison: ValueComparison): readonly MarkedElement[] {
  const form = arrayFormOf(versions, point.plainPath, comparison.kind);
  switch (form.kind) {
    case 'keyed':
      return array.map((element) => {
        const key = (element as JsonObject)[form.key] ?? null;
        return { marker: `${form.key}=${String(key)}`, match: comparison.keyText(key, `${point.plainPath}.${form.key}`), element };
      });
    case 'set':
      return array.map((element, index) => ({ marker: setMarker(element, index, point, comparison), match: comparison.keyText(element, point.plainPath), element }));
    case 'list':
      return array.map((element, index) => ({ marker: String(index), match: String(index), element }));
  }
}

/** Elements of a set are named by their value; a secret one, or an object, by its position. */
function setMarker(element: Json, index: number, point: PropertyPoint, comparison: ValueComparison): string {
  const isPlain = !Array.isArray(element) && !isJsonObject(element) && !isSensitiveValue(element, point, comparison.kind?.sensitive ?? []);
  return isPlain ? canonicalJson(element) : String(index);
}
