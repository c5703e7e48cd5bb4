import type { Value, ValueObject } from './expression.ts';
import { isObject, isUnknown, objectOf } from './value.ts';

/**
 * `union` of two objects: nested objects are merged, everything else of the second replaces the first. A key that differs only
 * in case is the same key and keeps its first spelling. Undefined when an unknown value decides whether a property is merged or replaced.
 */
export function mergeDeep(left: ValueObject, right: ValueObject): ValueObject | undefined {
  let undecided = false;
  const merged = merge(left, right, (a, b) => {
    if (isObject(a) && isObject(b)) {
      const inner = mergeDeep(a, b);
      undecided ||= inner === undefined;
      return inner ?? b;
    }
    undecided ||= (isUnknown(a) && (isObject(b) || isUnknown(b))) || (isUnknown(b) && isObject(a));
    return b;
  });
  return undecided ? undefined : merged;
}

/** Both objects' properties; those of the second win. Keys that differ only in case are one and keep the first spelling. */
export function mergeShallow(left: ValueObject, right: ValueObject): ValueObject {
  return merge(left, right, (_, b) => b);
}

function merge(left: ValueObject, right: ValueObject, combine: (a: Value, b: Value) => Value): ValueObject {
  const merged = new Map<string, Value>(Object.entries(left));
  const spellings = new Map(Object.keys(left).map((key) => [key.toLowerCase(), key]));
  for (const [key, value] of Object.entries(right)) {
    const spelling = merged.has(key) ? key : (spellings.get(key.toLowerCase()) ?? key);
    const before = merged.get(spelling);
    merged.set(spelling, before === undefined ? value : combine(before, value));
    spellings.set(key.toLowerCase(), spelling);
  }
  return objectOf(merged);
}
