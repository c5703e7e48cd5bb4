import type { Json } from '../model/json.ts';
import type { Value } from './expression.ts';
import { escapeLiteral } from './parse-expression.ts';
import { printValue } from './print-expression.ts';
import { isArray, isUnknown } from './value.ts';

/**
 * A value as JSON. An unknown part becomes its expression text in brackets; an integer beyond 2^53 the nearest double,
 * since JSON readers would make the same of its digits. With `escape`, literals that look like expressions are
 * escaped, so that the result is template text again.
 */
export function renderValue(value: Value, escape = false): Json {
  if (typeof value === 'string') return escape ? escapeLiteral(value) : value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (isUnknown(value)) return expressionText(value);
  if (isArray(value)) return value.map((inner) => renderValue(inner, escape));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [escape ? escapeLiteral(key) : key, renderValue(inner, escape)]));
}

/** A value as one template expression in brackets. */
export function expressionText(value: Value): string {
  return `[${printValue(value)}]`;
}
