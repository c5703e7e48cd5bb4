import { integerAt } from '../arguments.ts';
import type { Value } from '../expression.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import { evaluationError } from '../template-error.ts';
import { isInteger } from '../value.ts';

/**
 * Arithmetic on 64-bit integers; overflow and division by zero are errors, division drops the remainder.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric
 */
export const numericFunctions: readonly FunctionDescriptor[] = [
  { name: 'add', minArgs: 2, maxArgs: 2, evaluate: (args, call) => calculate(args, call, (a, b) => a + b) },
  { name: 'sub', minArgs: 2, maxArgs: 2, evaluate: (args, call) => calculate(args, call, (a, b) => a - b) },
  { name: 'mul', minArgs: 2, maxArgs: 2, evaluate: (args, call) => calculate(args, call, (a, b) => a * b) },
  { name: 'div', minArgs: 2, maxArgs: 2, evaluate: (args, call) => calculate(args, call, (a, b) => a / divisor(b)) },
  { name: 'mod', minArgs: 2, maxArgs: 2, evaluate: (args, call) => calculate(args, call, (a, b) => a % divisor(b)) },
  { name: 'int', minArgs: 1, maxArgs: 1, evaluate: toInteger },
  { name: 'float', minArgs: 1, maxArgs: 1, evaluate: toFloat },
];

function calculate(args: readonly Value[], call: FunctionCall, operation: (a: bigint, b: bigint) => bigint): Value {
  return narrow(operation(integerAt(args, 0, call), integerAt(args, 1, call)), call.name);
}

function divisor(value: bigint): bigint {
  if (value === 0n) throw evaluationError('Attempted to divide by zero');
  return value;
}

function narrow(value: bigint, name: string): number | bigint {
  if (BigInt.asIntN(64, value) !== value) throw evaluationError(`The result of '${name}' does not fit into a 64-bit integer`);
  const near = Number(value);
  return Number.isSafeInteger(near) ? near : value;
}

function toInteger(args: readonly Value[], call: FunctionCall): Value {
  const [value = null] = args;
  if (isInteger(value)) return value;
  if (typeof value === 'number') return Math.trunc(value);
  if (typeof value !== 'string' || !/^\s*[+-]?\d+\s*$/.test(value)) throw wrongArgument(call, 0, 'an integer or a string that holds one');
  return narrow(BigInt(value.trim().replace('+', '')), call.name);
}

function toFloat(args: readonly Value[], call: FunctionCall): Value {
  const [value = null] = args;
  if (typeof value === 'number') return value;
  const number = typeof value === 'bigint' || (typeof value === 'string' && value.trim() !== '') ? Number(value) : Number.NaN;
  if (!Number.isFinite(number)) throw wrongArgument(call, 0, 'a number or a string that holds one');
  return number;
}
