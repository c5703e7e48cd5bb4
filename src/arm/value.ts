import type { Json } from '../model/json.ts';
import type { Expression, Unknown, Value, ValueObject } from './expression.ts';
import { reduced } from './expression.ts';

/** Wraps an expression that cannot be evaluated yet. */
export function unknown(expression: Expression, declared?: Value): Unknown {
  return declared === undefined ? { [reduced]: expression } : { [reduced]: expression, declared };
}

export function isUnknown(value: Value | undefined): value is Unknown {
  return typeof value === 'object' && value !== null && reduced in value;
}

/** The expression that an unknown stands for. */
export function expressionOf(value: Unknown): Expression {
  return value[reduced];
}

/** A value as a node of an expression. */
export function asExpression(value: Value): Expression {
  return isUnknown(value) ? expressionOf(value) : { kind: 'value', value };
}

export function isArray(value: Value | undefined): value is readonly Value[] {
  return Array.isArray(value);
}

/** True for objects that are neither null, an array nor unknown. */
export function isObject(value: Value | undefined): value is ValueObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !isUnknown(value);
}

export function isInteger(value: Value | undefined): value is number | bigint {
  return typeof value === 'bigint' || (typeof value === 'number' && Number.isInteger(value));
}

/** The name that Azure's messages give to the type of a value. */
export function typeName(value: Value): string {
  if (value === null) return 'Null';
  if (typeof value === 'string') return 'String';
  if (typeof value === 'boolean') return 'Boolean';
  if (typeof value === 'bigint') return 'Integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'Integer' : 'Float';
  return isArray(value) ? 'Array' : 'Object';
}

/** Builds an object from entries without touching prototypes, whatever the keys are called. */
export function objectOf(entries: Iterable<readonly [string, Value]>): ValueObject {
  return Object.fromEntries(entries);
}

/** The value of a key: the exact spelling first, else the first that differs only in case; undefined when there is none. */
export function propertyOf(object: ValueObject, name: string): Value | undefined {
  if (Object.hasOwn(object, name)) return object[name];
  const wanted = name.toLowerCase();
  const key = Object.keys(object).find((candidate) => candidate.toLowerCase() === wanted);
  return key === undefined ? undefined : object[key];
}

/** Every JSON value is a value. */
export function fromJson(json: Json): Value {
  return json;
}
