import type { CallNode, Expression, Unknown, Value } from './expression.ts';
import type { FunctionCall, FunctionDescriptor, StrictFunction } from './function-descriptor.ts';
import { findFunction } from './functions/function-table.ts';
import { accessIndex, accessProperty } from './property-access.ts';
import type { Scope } from './scope.ts';
import { chargeReading, isKnown, measure, spend } from './session.ts';
import { ArmTemplateError, evaluationError } from './template-error.ts';
import { asExpression, isInteger, isUnknown, unknown } from './value.ts';

/**
 * The value of an expression. What only a running deployment knows comes back as an `Unknown` that holds the reduced expression.
 * @throws ArmTemplateError `ATK2004` when it cannot be evaluated, `ATK2011` when it takes too much.
 */
export function evaluate(node: Expression, scope: Scope): Value {
  return spend(scope.session, () => evaluateNode(node, scope));
}

function evaluateNode(node: Expression, scope: Scope): Value {
  switch (node.kind) {
    case 'string':
    case 'integer':
    case 'value':
      return node.value;
    case 'property':
      return measured(partOf(evaluate(node.target, scope), node.name, scope), scope);
    case 'index':
      return measured(partOf(evaluate(node.target, scope), evaluate(node.index, scope), scope), scope);
    case 'call':
      return measured(evaluateCall(node, scope), scope);
  }
}

/** A property or element; what the running deployment puts in the place of a missing one. */
function partOf(target: Value, key: Value, scope: Scope): Value {
  try {
    return typeof key === 'string' ? accessProperty(target, key) : accessIndex(target, key);
  } catch (error) {
    const { references } = scope;
    const instead = references?.absent !== undefined && (typeof key === 'string' || isInteger(key)) ? references.absent(target, String(key)) : undefined;
    if (instead === undefined) throw error;
    return instead;
  }
}

/** Every value is measured when it is made, so that what it is made of was measured before and nothing is walked twice. */
function measured(value: Value, scope: Scope): Value {
  if (typeof value === 'string' || typeof value === 'object') measure(scope.session, value);
  return value;
}

function evaluateCall(node: CallNode, scope: Scope): Value {
  const own = node.name.includes('.') ? scope.userFunction(node.name) : undefined;
  if (own !== undefined) return own(node.arguments.map((argument) => evaluate(argument, scope)), scope);
  const descriptor = findFunction(node.name);
  if (descriptor === undefined) {
    throw evaluationError(`The template function '${node.name}' is not valid. Please see https://aka.ms/arm-functions for usage details.`);
  }
  checkCall(descriptor, node, scope);
  const call = callOf(descriptor, node, scope);
  if (descriptor.lazy === true) return descriptor.evaluate(node.arguments, call);
  if (descriptor.constant === true) return callOnce(descriptor, call);
  return callStrict(descriptor, node.arguments.map((argument) => evaluate(argument, scope)), call);
}

function callOnce(descriptor: StrictFunction, call: FunctionCall): Value {
  const { constants } = call.scope.session;
  const before = constants.get(descriptor.name);
  if (before !== undefined) return before;
  const value = descriptor.evaluate([], call);
  constants.set(descriptor.name, value);
  return value;
}

function callStrict(descriptor: StrictFunction, args: readonly Value[], call: FunctionCall): Value {
  const tolerated = descriptor.unknowns;
  if (tolerated !== 'anywhere') {
    const known = tolerated === 'inside' ? (arg: Value) => !isUnknown(arg) : (arg: Value) => isKnown(call.scope.session, arg);
    if (!args.every(known)) return call.keep(args.map(asExpression));
  }
  if (descriptor.cheap === true) return descriptor.evaluate(args, call);
  for (const arg of args) chargeReading(call.scope.session, arg);
  const value = descriptor.evaluate(args, call);
  if (typeof value === 'string') chargeReading(call.scope.session, value);
  return value;
}

function checkCall(descriptor: FunctionDescriptor, node: CallNode, scope: Scope): void {
  if (descriptor.refusedIn?.includes(scope.placement) === true) {
    throw evaluationError(`The template function '${node.name}' is not expected at this location. Please see https://aka.ms/arm-template-expressions for usage details.`);
  }
  const count = node.arguments.length;
  if (count >= descriptor.minArgs && count <= descriptor.maxArgs) return;
  const expected = descriptor.minArgs === descriptor.maxArgs ? `'${descriptor.minArgs}'` : count < descriptor.minArgs ? `at least '${descriptor.minArgs}'` : `at most '${descriptor.maxArgs}'`;
  throw evaluationError(`Unable to evaluate template language function '${node.name}': function requires ${expected} argument(s) while '${count}' were provided. Please see https://aka.ms/arm-functions for usage details.`);
}

function callOf(descriptor: FunctionDescriptor, node: CallNode, scope: Scope): FunctionCall {
  return {
    name: descriptor.name,
    node,
    scope,
    evaluate: (argument, inner = scope) => evaluate(argument, inner),
    keep: (args, declared) => keepCall(node, args, declared),
    reduce: (argument, inner = scope) => reduceNode(argument, inner),
  };
}

function keepCall(node: CallNode, args: readonly Expression[], declared: Value | undefined): Unknown {
  const kept: CallNode = { ...node, arguments: args };
  return unknown(kept, declared);
}

function reduceNode(node: Expression, scope: Scope): Expression {
  try {
    return asExpression(evaluate(node, scope));
  } catch (error) {
    if (error instanceof ArmTemplateError && error.code !== 'ATK2011') return node;
    throw error;
  }
}
