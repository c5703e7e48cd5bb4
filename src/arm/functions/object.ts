import { arrayAt, objectAt } from '../arguments.ts';
import type { Expression, Value, ValueObject } from '../expression.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import { upperText } from '../letter-case.ts';
import { mergeShallow } from '../merge-objects.ts';
import { parseJson } from '../parse-json.ts';
import { accessIndex } from '../property-access.ts';
import { asExpression, isArray, isInteger, isObject, isUnknown, objectOf, propertyOf } from '../value.ts';

/**
 * Objects, JSON, null and safe access.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-object
 */
export const objectFunctions: readonly FunctionDescriptor[] = [
  { name: 'createObject', cheap: true, minArgs: 0, maxArgs: Infinity, unknowns: 'anywhere', evaluate: createObject },
  { name: 'null', minArgs: 0, maxArgs: 0, evaluate: () => null },
  { name: 'json', minArgs: 1, maxArgs: 1, evaluate: json },
  {
    name: 'items',
    minArgs: 1,
    maxArgs: 1,
    unknowns: 'inside',
    evaluate: (args, call) => sortedEntries(objectAt(args, 0, call)).map(([key, value]) => ({ key, value })),
  },
  { name: 'objectKeys', minArgs: 1, maxArgs: 1, unknowns: 'inside', evaluate: (args, call) => sortedEntries(objectAt(args, 0, call)).map(([key]) => key) },
  { name: 'shallowMerge', minArgs: 1, maxArgs: 1, unknowns: 'inside', evaluate: shallowMerge },
  { name: 'tryGet', cheap: true, minArgs: 2, maxArgs: Infinity, unknowns: 'anywhere', evaluate: tryGet },
  { name: 'coalesce', minArgs: 1, maxArgs: Infinity, lazy: true, evaluate: coalesce },
];

function createObject(args: readonly Value[], call: FunctionCall): Value {
  if (args.length % 2 !== 0) throw wrongArgument(call, args.length, 'the value of the last key');
  const entries: [string, Value][] = [];
  for (let i = 0; i < args.length; i += 2) {
    const key = args[i] ?? null;
    if (isUnknown(key)) return call.keep(args.map(asExpression));
    if (typeof key !== 'string') throw wrongArgument(call, i, 'a string: it is a key');
    entries.push([key, args[i + 1] ?? null]);
  }
  return objectOf(entries);
}

function json(args: readonly Value[], call: FunctionCall): Value {
  const [text = null] = args;
  if (typeof text !== 'string') throw wrongArgument(call, 0, 'a string');
  const parsed = parseJson(text);
  if (parsed === undefined) throw wrongArgument(call, 0, 'a valid JSON string');
  return parsed;
}

/** By key, characters compared in capitals; keys that differ only in case keep their order. */
function sortedEntries(object: ValueObject): readonly (readonly [string, Value])[] {
  return Object.entries(object)
    .map((entry) => ({ entry, key: upperText(entry[0]) }))
    .sort((left, right) => (left.key < right.key ? -1 : left.key > right.key ? 1 : 0))
    .map(({ entry }) => entry);
}

function shallowMerge(args: readonly Value[], call: FunctionCall): Value {
  const list = arrayAt(args, 0, call);
  if (list.some(isUnknown)) return call.keep(args.map(asExpression));
  const objects = list.map((value) => {
    if (!isObject(value)) throw wrongArgument(call, 0, 'an array of objects');
    return value;
  });
  return objects.reduce((merged, next) => mergeShallow(merged, next), {});
}

function tryGet(args: readonly Value[], call: FunctionCall): Value {
  let target: Value = args[0] ?? null;
  for (const [i, key] of args.slice(1).entries()) {
    if (isUnknown(target) || isUnknown(key)) {
      const part = isUnknown(key) ? undefined : declaredPart(target, args.slice(i + 1));
      return part ?? call.keep([asExpression(target), ...args.slice(i + 1).map(asExpression)]);
    }
    const next = step(target, key, call);
    if (next === undefined) return null;
    target = next;
  }
  return target;
}

/** What the template declares at a path of an unknown, when that is a known value. */
function declaredPart(target: Value, path: readonly Value[]): Value | undefined {
  let value: Value | undefined = isUnknown(target) ? target.declared : undefined;
  for (const key of path) {
    if (isObject(value) && typeof key === 'string') value = propertyOf(value, key);
    else if (isArray(value) && isInteger(key)) value = value[Number(key)];
    else return undefined;
  }
  return typeof value === 'object' && value !== null ? undefined : value;
}

function step(target: Value, key: Value, call: FunctionCall): Value | undefined {
  if (isObject(key)) return stepFromEnd(target, key, call);
  if (typeof key === 'string') return isObject(target) ? propertyOf(target, key) : undefined;
  if (!isInteger(key)) throw wrongArgument(call, 1, 'a string or an integer');
  const index = Number(key);
  return isArray(target) && index >= 0 && index < target.length ? accessIndex(target, key) : undefined;
}

/** A step `{value, fromEnd}`: an element counted from the end, 1 being the last. */
function stepFromEnd(target: Value, key: ValueObject, call: FunctionCall): Value | undefined {
  const index = propertyOf(key, 'value') ?? null;
  if (propertyOf(key, 'fromEnd') !== true) return step(target, index, call);
  if (!isInteger(index)) throw wrongArgument(call, 1, 'a string, an integer or a place from the end');
  return isArray(target) && index >= 1 ? target.at(-Number(index)) : undefined;
}

function coalesce(args: readonly Expression[], call: FunctionCall): Value {
  for (const [i, arg] of args.entries()) {
    const value = call.evaluate(arg);
    if (isUnknown(value)) return call.keep([asExpression(value), ...args.slice(i + 1).map((later) => call.reduce(later))]);
    if (value !== null) return value;
  }
  return null;
}
