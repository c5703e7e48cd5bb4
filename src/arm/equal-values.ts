import type { Value } from './expression.ts';
import { isArray, isObject } from './value.ts';

/** Equality of known values: case-sensitive strings and keys, key order ignored, integers by value whatever holds them. */
export function equalValues(left: Value, right: Value): boolean {
  if (left === right) return true;
  if (typeof left === 'bigint' || typeof right === 'bigint') return typeof left === 'bigint' && typeof right === 'bigint' && left === right;
  if (isArray(left)) return isArray(right) && left.length === right.length && left.every((value, i) => equalValues(value, right[i] ?? null));
  if (!isObject(left) || !isObject(right)) return false;
  const keys = Object.keys(left);
  return keys.length === Object.keys(right).length && keys.every((key) => Object.hasOwn(right, key) && equalValues(left[key] ?? null, right[key] ?? null));
}

/**
 * A text that is the same exactly for equal values; makes membership in a list a look-up.
 */
export function valueKey(value: Value): string {
  if (typeof value === 'bigint') return `${value}`;
  if (isArray(value)) return `[${value.map(valueKey).join(',')}]`;
  if (isObject(value)) {
    const keys = Object.keys(value).sort();
    return `{${keys.map((key) => `${JSON.stringify(key)}:${valueKey(value[key] ?? null)}`).join(',')}}`;
  }
  return JSON.stringify(value) ?? '';
}
