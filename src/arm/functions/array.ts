import { arrayAt, countAt, integerAt, objectAt } from '../arguments.ts';
import { joinBounded } from '../bounded-text.ts';
import { equalValues, valueKey } from '../equal-values.ts';
import type { Value, ValueObject } from '../expression.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import { lowerText } from '../letter-case.ts';
import { mergeDeep } from '../merge-objects.ts';
import { isKnown } from '../session.ts';
import { textOf } from '../text-of-value.ts';
import { evaluationError } from '../template-error.ts';
import { asExpression, isArray, isObject, objectOf, propertyOf } from '../value.ts';

/**
 * Functions over arrays; those that also take strings and objects stand here too.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array
 */
export const arrayFunctions: readonly FunctionDescriptor[] = [
  { name: 'array', cheap: true, minArgs: 1, maxArgs: 1, unknowns: 'inside', evaluate: ([value = null]) => (isArray(value) ? value : [value]) },
  { name: 'createArray', cheap: true, minArgs: 0, maxArgs: Infinity, unknowns: 'anywhere', evaluate: (args) => args },
  { name: 'concat', minArgs: 1, maxArgs: Infinity, unknowns: 'inside', evaluate: concat },
  { name: 'contains', minArgs: 2, maxArgs: 2, evaluate: contains },
  { name: 'distinct', minArgs: 1, maxArgs: 1, evaluate: (args, call) => distinct(arrayAt(args, 0, call)) },
  { name: 'empty', cheap: true, minArgs: 1, maxArgs: 1, unknowns: 'inside', evaluate: empty },
  { name: 'first', cheap: true, minArgs: 1, maxArgs: 1, unknowns: 'inside', evaluate: (args, call) => edge(args, call, 0) },
  { name: 'last', cheap: true, minArgs: 1, maxArgs: 1, unknowns: 'inside', evaluate: (args, call) => edge(args, call, -1) },
  {
    name: 'flatten',
    minArgs: 1,
    maxArgs: 1,
    evaluate: (args, call) => arrayAt(args, 0, call).flatMap((inner) => (isArray(inner) ? inner : raise(wrongArgument(call, 0, 'an array of arrays')))),
  },
  {
    name: 'indexFromEnd',
    cheap: true,
    minArgs: 2,
    maxArgs: 2,
    unknowns: 'inside',
    evaluate: (args, call) => fromEnd(args, call) ?? raise(evaluationError(`The index '${String(args[1])}' from the end is out of bounds`)),
  },
  { name: 'tryIndexFromEnd', cheap: true, minArgs: 2, maxArgs: 2, unknowns: 'inside', evaluate: (args, call) => fromEnd(args, call) ?? null },
  { name: 'indexOf', minArgs: 2, maxArgs: 2, evaluate: (args, call) => place(args, call, 'indexOf') },
  { name: 'lastIndexOf', minArgs: 2, maxArgs: 2, evaluate: (args, call) => place(args, call, 'lastIndexOf') },
  { name: 'intersection', minArgs: 1, maxArgs: Infinity, evaluate: intersection },
  { name: 'length', cheap: true, minArgs: 1, maxArgs: 1, unknowns: 'inside', evaluate: length },
  { name: 'max', minArgs: 1, maxArgs: Infinity, evaluate: (args, call) => extreme(args, call, (a, b) => a > b) },
  { name: 'min', minArgs: 1, maxArgs: Infinity, evaluate: (args, call) => extreme(args, call, (a, b) => a < b) },
  { name: 'range', minArgs: 2, maxArgs: 2, evaluate: range },
  { name: 'skip', minArgs: 2, maxArgs: 2, unknowns: 'inside', evaluate: (args, call) => slice(args, call, (count) => [Math.max(count, 0), undefined]) },
  { name: 'take', minArgs: 2, maxArgs: 2, unknowns: 'inside', evaluate: (args, call) => slice(args, call, (count) => [0, Math.max(count, 0)]) },
  { name: 'union', minArgs: 1, maxArgs: Infinity, unknowns: 'inside', evaluate: union },
];

function raise(error: Error): never {
  throw error;
}

function concat(args: readonly Value[], call: FunctionCall): Value {
  if (isArray(args[0])) return args.flatMap((_, i) => arrayAt(args, i, call));
  return joinBounded(args.map((value, i) => (isArray(value) || isObject(value) ? raise(wrongArgument(call, i, 'a string like the first')) : textOf(value))));
}

function contains(args: readonly Value[], call: FunctionCall): Value {
  const [container = null, item = null] = args;
  if (isArray(container)) return container.some((value) => equalValues(value, item));
  if (isObject(container) && typeof item === 'string') return propertyOf(container, item) !== undefined;
  if (typeof container !== 'string') throw wrongArgument(call, 0, 'a string, an array or an object');
  if (isArray(item) || isObject(item) || item === null) throw wrongArgument(call, 1, 'a string');
  return container.includes(textOf(item));
}

function empty(args: readonly Value[], call: FunctionCall): Value {
  const [value = null] = args;
  return value === null || sizeOf(value, call) === 0;
}

function length(args: readonly Value[], call: FunctionCall): Value {
  return sizeOf(args[0] ?? null, call);
}

function sizeOf(value: Value, call: FunctionCall): number {
  if (typeof value === 'string' || isArray(value)) return value.length;
  if (isObject(value)) return Object.keys(value).length;
  throw wrongArgument(call, 0, 'a string, an array or an object');
}

function edge(args: readonly Value[], call: FunctionCall, at: number): Value {
  const [value = null] = args;
  if (typeof value === 'string') return value.at(at) ?? '';
  if (isArray(value)) return value.at(at) ?? null;
  throw wrongArgument(call, 0, 'a string or an array');
}

function fromEnd(args: readonly Value[], call: FunctionCall): Value | undefined {
  const index = countAt(args, 1, call);
  return index < 1 ? undefined : arrayAt(args, 0, call).at(-index);
}

function place(args: readonly Value[], call: FunctionCall, which: 'indexOf' | 'lastIndexOf'): Value {
  const [container = null, item = null] = args;
  if (isArray(container)) {
    const same = (value: Value) => equalValues(value, item);
    return which === 'indexOf' ? container.findIndex(same) : container.findLastIndex(same);
  }
  if (typeof container !== 'string') throw wrongArgument(call, 0, 'a string or an array');
  if (typeof item !== 'string') throw wrongArgument(call, 1, 'a string');
  return lowerText(container)[which](lowerText(item));
}

function intersection(args: readonly Value[], call: FunctionCall): Value {
  if (isArray(args[0])) {
    const others = args.slice(1).map((_, i) => new Set(arrayAt(args, i + 1, call).map(valueKey)));
    const seen = new Set<string>();
    return arrayAt(args, 0, call).filter((value) => {
      const key = valueKey(value);
      const kept = !seen.has(key) && others.every((other) => other.has(key));
      seen.add(key);
      return kept;
    });
  }
  const objects = args.map((_, i) => objectAt(args, i, call));
  const [first = {}, ...rest] = objects;
  const shared = ([key, value]: readonly [string, Value]) => rest.every((other) => Object.hasOwn(other, key) && equalValues(other[key] ?? null, value));
  return objectOf(Object.entries(first).filter(shared));
}

function union(args: readonly Value[], call: FunctionCall): Value {
  if (!isArray(args[0])) {
    const [first = {}, ...rest] = args.map((_, i) => objectAt(args, i, call));
    const merged = rest.reduce((before: ValueObject | undefined, next) => (before === undefined ? undefined : mergeDeep(before, next)), first);
    return merged ?? call.keep(args.map(asExpression));
  }
  const values = args.flatMap((_, i) => arrayAt(args, i, call));
  return values.every((value) => isKnown(call.scope.session, value)) ? distinct(values) : call.keep(args.map(asExpression));
}

/** The first of each group of equal values, in order. */
function distinct(values: readonly Value[]): readonly Value[] {
  const seen = new Set<string>();
  return values.filter((value) => {
    const key = valueKey(value);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function extreme(args: readonly Value[], call: FunctionCall, better: (a: bigint, b: bigint) => boolean): Value {
  const values = isArray(args[0]) && args.length === 1 ? args[0] : args;
  if (values.length === 0) throw wrongArgument(call, 0, 'a list of integers that is not empty');
  const numbers = values.map((_, i) => integerAt(values, i, call));
  const best = numbers.reduce((left, right) => (better(right, left) ? right : left));
  return values[numbers.indexOf(best)] ?? null;
}

/** @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array#range */
function range(args: readonly Value[], call: FunctionCall): Value {
  const start = countAt(args, 0, call);
  const count = countAt(args, 1, call);
  if (count < 0 || count > 10_000) throw wrongArgument(call, 1, 'an integer from 0 to 10000');
  if (start + count > 2_147_483_647) throw evaluationError("The sum of start and count of 'range' must not exceed 2147483647");
  return Array.from({ length: count }, (_, i) => start + i);
}

function slice(args: readonly Value[], call: FunctionCall, bounds: (count: number) => readonly [number, number | undefined]): Value {
  const [value = null] = args;
  const [from, to] = bounds(countAt(args, 1, call));
  if (typeof value === 'string' || isArray(value)) return value.slice(from, to);
  throw wrongArgument(call, 0, 'a string or an array');
}
