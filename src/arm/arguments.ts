import type { Value, ValueObject } from './expression.ts';
import type { FunctionCall } from './function-descriptor.ts';
import { wrongArgument } from './function-descriptor.ts';
import { isArray, isInteger, isObject } from './value.ts';

/** The argument as a string; @throws ArmTemplateError `ATK2004` when it is not one. */
export function stringAt(args: readonly Value[], position: number, call: FunctionCall): string {
  const value = args[position];
  if (typeof value !== 'string') throw wrongArgument(call, position, 'a string');
  return value;
}

/** The argument as an exact whole number; @throws ArmTemplateError `ATK2004` when it is not one. */
export function integerAt(args: readonly Value[], position: number, call: FunctionCall): bigint {
  const value = args[position];
  if (!isInteger(value)) throw wrongArgument(call, position, 'an integer');
  return BigInt(value);
}

/** The argument as a whole number for counting, clamped to the safe range. */
export function countAt(args: readonly Value[], position: number, call: FunctionCall): number {
  const exact = integerAt(args, position, call);
  const near = Number(exact);
  return Number.isSafeInteger(near) ? near : exact > 0n ? Number.MAX_SAFE_INTEGER : Number.MIN_SAFE_INTEGER;
}

/** The argument as an array; @throws ArmTemplateError `ATK2004` when it is not one. */
export function arrayAt(args: readonly Value[], position: number, call: FunctionCall): readonly Value[] {
  const value = args[position];
  if (!isArray(value)) throw wrongArgument(call, position, 'an array');
  return value;
}

/** The argument as an object; @throws ArmTemplateError `ATK2004` when it is not one. */
export function objectAt(args: readonly Value[], position: number, call: FunctionCall): ValueObject {
  const value = args[position];
  if (!isObject(value)) throw wrongArgument(call, position, 'an object');
  return value;
}

/** The argument as a boolean; @throws ArmTemplateError `ATK2004` when it is not one. */
export function booleanAt(args: readonly Value[], position: number, call: FunctionCall): boolean {
  const value = args[position];
  if (typeof value !== 'boolean') throw wrongArgument(call, position, 'a boolean');
  return value;
}
