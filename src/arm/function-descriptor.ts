import type { CallNode, Expression, Value } from './expression.ts';
import type { Placement, Scope } from './scope.ts';
import { evaluationError } from './template-error.ts';

/** What a function gets besides its arguments. */
export interface FunctionCall {
  /** The function's name in its documented spelling. */
  readonly name: string;
  readonly node: CallNode;
  readonly scope: Scope;
  /** Evaluates an argument of a lazy function. */
  readonly evaluate: (node: Expression, scope?: Scope) => Value;
  /** This call kept as an expression, with these arguments. */
  readonly keep: (args: readonly Expression[], declared?: Value) => Value;
  /** An argument reduced as far as possible, or as it stands when it fails. */
  readonly reduce: (node: Expression, scope?: Scope) => Expression;
}

interface Descriptor {
  readonly name: string;
  readonly minArgs: number;
  /** `Infinity` for any number. */
  readonly maxArgs: number;
  /** Places where Azure refuses the function; none when absent. */
  readonly refusedIn?: readonly Placement[];
}

/** A function whose arguments are evaluated before it is called. With an unknown argument it is not called but kept. */
export interface StrictFunction extends Descriptor {
  readonly lazy?: false;
  /** `inside`: elements and properties may be unknown, the arguments themselves are not. `anywhere`: the function looks itself. */
  readonly unknowns?: 'inside' | 'anywhere';
  /** True for a function that does not read the whole of its arguments, so that their size costs nothing. */
  readonly cheap?: boolean;
  /** True for a function without arguments that answers the same all through a deployment: it is called once. */
  readonly constant?: boolean;
  readonly evaluate: (args: readonly Value[], call: FunctionCall) => Value;
}

/** A function that decides which of its arguments to evaluate. */
export interface LazyFunction extends Descriptor {
  readonly lazy: true;
  readonly evaluate: (args: readonly Expression[], call: FunctionCall) => Value;
}

export type FunctionDescriptor = StrictFunction | LazyFunction;

/** The error for an argument of the wrong type; `position` counts from 0. */
export function wrongArgument(call: FunctionCall, position: number, expected: string): Error {
  return evaluationError(
    `The template language function '${call.name}' expects its parameter ${position + 1} to be ${expected}. Please see https://aka.ms/arm-functions for usage details.`,
  );
}
