import { equalValues } from '../equal-values.ts';
import { compareText } from '../compare-text.ts';
import type { Value } from '../expression.ts';
import type { FunctionCall, FunctionDescriptor } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import { isInteger } from '../value.ts';

/**
 * Comparisons: of integers by value, of strings by the rules of the invariant culture (`a` before `A` before `b`).
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-comparison
 */
export const comparisonFunctions: readonly FunctionDescriptor[] = [
  { name: 'equals', minArgs: 2, maxArgs: 2, evaluate: ([left = null, right = null]) => equalValues(left, right) },
  { name: 'greater', minArgs: 2, maxArgs: 2, evaluate: (args, call) => compare(args, call) > 0 },
  { name: 'greaterOrEquals', minArgs: 2, maxArgs: 2, evaluate: (args, call) => compare(args, call) >= 0 },
  { name: 'less', minArgs: 2, maxArgs: 2, evaluate: (args, call) => compare(args, call) < 0 },
  { name: 'lessOrEquals', minArgs: 2, maxArgs: 2, evaluate: (args, call) => compare(args, call) <= 0 },
];

function compare(args: readonly Value[], call: FunctionCall): number {
  const [left = null, right = null] = args;
  if (isInteger(left) && isInteger(right)) return left < right ? -1 : left > right ? 1 : 0;
  if (typeof left === 'string' && typeof right === 'string') return compareText(left, right);
  throw wrongArgument(call, isInteger(left) || typeof left === 'string' ? 1 : 0, 'an integer or a string like the other');
}
