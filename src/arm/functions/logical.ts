import type { Expression, Value } from '../expression.ts';
import { booleanAt } from '../arguments.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import { asExpression, isInteger, isUnknown } from '../value.ts';

/**
 * Booleans and choice. `if`, `and` and `or` evaluate only what they need.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical
 */
export const logicalFunctions: readonly FunctionDescriptor[] = [
  { name: 'and', minArgs: 2, maxArgs: Infinity, lazy: true, evaluate: (args, call) => until(args, call, false) },
  { name: 'or', minArgs: 2, maxArgs: Infinity, lazy: true, evaluate: (args, call) => until(args, call, true) },
  { name: 'not', minArgs: 1, maxArgs: 1, evaluate: (args, call) => !booleanAt(args, 0, call) },
  { name: 'if', minArgs: 3, maxArgs: 3, lazy: true, evaluate: choose },
  { name: 'bool', minArgs: 1, maxArgs: 1, evaluate: bool },
  { name: 'true', minArgs: 0, maxArgs: 0, evaluate: () => true },
  { name: 'false', minArgs: 0, maxArgs: 0, evaluate: () => false },
];

/** Evaluates arguments until one is `stop`, which is then the result. */
function until(args: readonly Expression[], call: FunctionCall, stop: boolean): Value {
  for (const [i, arg] of args.entries()) {
    const value = call.evaluate(arg);
    if (isUnknown(value)) {
      const rest = [asExpression(value), ...args.slice(i + 1).map((later) => call.reduce(later))];
      return rest.length === 1 ? value : call.keep(rest);
    }
    if (typeof value !== 'boolean') throw wrongArgument(call, i, 'a boolean');
    if (value === stop) return stop;
  }
  return !stop;
}

function choose(args: readonly Expression[], call: FunctionCall): Value {
  const [condition, whenTrue, whenFalse] = args;
  if (condition === undefined || whenTrue === undefined || whenFalse === undefined) throw wrongArgument(call, args.length, 'given');
  const value = call.evaluate(condition);
  if (isUnknown(value)) return call.keep([asExpression(value), call.reduce(whenTrue), call.reduce(whenFalse)]);
  if (typeof value !== 'boolean') throw wrongArgument(call, 0, 'a boolean');
  return call.evaluate(value ? whenTrue : whenFalse);
}

function bool(args: readonly Value[], call: FunctionCall): Value {
  const [value = null] = args;
  if (typeof value === 'boolean') return value;
  if (isInteger(value)) return BigInt(value) !== 0n;
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  throw wrongArgument(call, 0, "a boolean, an integer or one of 'true' and 'false'");
}
