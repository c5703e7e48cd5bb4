import type { JsonObject } from '../../model/json.ts';
import { labelOf, type ValuePlace } from '../../model/sensitive-paths.ts';

/** Where a walk through a resource body stands. */
export interface PropertyPoint extends ValuePlace {
  /** Path for people: dotted, elements in brackets: `properties.subnets[name=apps].properties.addressPrefix`. */
  readonly path: string;
}

export const bodyRoot: PropertyPoint = { path: '', plainPath: '', label: '' };

const plainKey = /^[^.[\]'"]+$/;

/** The property `key` of the object `parent` that stands at `point`. */
export function propertyPoint(point: PropertyPoint, key: string, parent: JsonObject): PropertyPoint {
  const text = plainKey.test(key) ? `.${key}` : `['${key}']`;
  const path = point.path === '' && text.startsWith('.') ? text.slice(1) : `${point.path}${text}`;
  return { path, plainPath: point.plainPath === '' ? key : `${point.plainPath}.${key}`, label: labelOf(parent, key) };
}

/** An element of the array at `point`; `marker` is an index or `name=value`. Elements share the array's plain path. */
export function elementPoint(point: PropertyPoint, marker: string): PropertyPoint {
  return { path: `${point.path}[${marker}]`, plainPath: point.plainPath, label: point.label };
}

/** True when `path` is `prefix` or lies below it. */
export function isAtOrBelow(path: string, prefix: string): boolean {
  return path === prefix || (path.startsWith(prefix) && (path[prefix.length] === '.' || path[prefix.length] === '['));
}
