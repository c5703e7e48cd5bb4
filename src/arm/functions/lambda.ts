import { arrayAt, objectAt, stringAt } from '../arguments.ts';
import type { CallNode, Expression, Value } from '../expression.ts';
import type { FunctionCall, FunctionDescriptor, LazyFunction } from '../function-descriptor.ts';
import { wrongArgument } from '../function-descriptor.ts';
import type { Scope } from '../scope.ts';
import { evaluationError } from '../template-error.ts';
import { textOf } from '../text-of-value.ts';
import { isUnknown, objectOf, unknown } from '../value.ts';

/**
 * Functions that take a lambda.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda
 */
export const lambdaFunctions: readonly FunctionDescriptor[] = [
  over('map', 2, [1, 2], ([list], [body], call) => arrayAt([list ?? null], 0, call).map((value, i) => run(body, [value, i]))),
  over('filter', 2, [1, 2], filter),
  over('reduce', 3, [2, 3], ([list, start], [body], call) => arrayAt([list ?? null], 0, call).reduce((current, next, i) => run(body, [current, next, i]), start ?? null)),
  over('sort', 2, [2, 2], sort),
  over('groupBy', 2, [1, 1], groupBy, 3),
  over('toObject', 2, [1, 1], toObject, 3),
  over('mapValues', 2, [1, 1], ([object], [body], call) => objectOf(Object.entries(objectAt([object ?? null], 0, call)).map(([key, value]) => [key, run(body, [value])]))),
  { name: 'lambdaVariables', cheap: true, minArgs: 1, maxArgs: 1, evaluate: lambdaVariables },
  { name: 'lambda', minArgs: 1, maxArgs: Infinity, lazy: true, evaluate: () => stray() },
];

type Body = (args: readonly Value[]) => Value;

function run(body: Body | undefined, args: readonly Value[]): Value {
  if (body === undefined) throw evaluationError('A lambda is missing');
  return body(args);
}

/** A function whose last arguments are lambdas; kept as an expression while what it runs over is unknown. */
function over(
  name: string,
  minArgs: number,
  arity: readonly [number, number],
  evaluate: (values: readonly Value[], bodies: readonly Body[], call: FunctionCall) => Value | undefined,
  maxArgs = minArgs,
): LazyFunction {
  return {
    name,
    minArgs,
    maxArgs,
    lazy: true,
    evaluate: (args, call) => {
      const lambdas = args.map((arg) => lambdaOf(arg));
      const values = args.flatMap((arg, i) => (lambdas[i] === undefined ? [call.evaluate(arg)] : []));
      const bodies = lambdas.flatMap((node) => (node === undefined ? [] : [bodyOf(node, arity, call)]));
      if (bodies.length === 0) throw wrongArgument(call, args.length - 1, 'a lambda');
      const keep = () => call.keep(args.map((arg, i) => (lambdas[i] === undefined ? call.reduce(arg) : reduceLambda(lambdas[i], call))));
      if (values.some(isUnknown)) return keep();
      return evaluate(values, bodies, call) ?? keep();
    },
  };
}

function lambdaOf(node: Expression): CallNode | undefined {
  return node.kind === 'call' && node.name.toLowerCase() === 'lambda' ? node : undefined;
}

function partsOf(node: CallNode): { readonly names: readonly string[]; readonly body: Expression } {
  const names = node.arguments.slice(0, -1).map((argument) => {
    if (argument.kind !== 'string') throw evaluationError('The variables of a lambda must be literal names');
    return argument.value;
  });
  const body = node.arguments.at(-1);
  if (body === undefined) throw evaluationError('A lambda has a body');
  return { names, body };
}

function bodyOf(node: CallNode, [min, max]: readonly [number, number], call: FunctionCall): Body {
  const { names, body } = partsOf(node);
  if (names.length < min || names.length > max) throw evaluationError(`A lambda of '${call.name}' has ${min === max ? min : `${min} to ${max}`} variable(s), not ${names.length}`);
  return (values) => call.evaluate(body, withVariables(call.scope, names.map((name, i) => [name, values[i] ?? null])));
}

function withVariables(scope: Scope, variables: readonly (readonly [string, Value])[]): Scope {
  return { ...scope, lambdas: new Map([...scope.lambdas, ...variables.map(([name, value]) => [name.toLowerCase(), value] as const)]) };
}

/** A lambda whose body is reduced as far as is possible without its variables. */
function reduceLambda(node: CallNode, call: FunctionCall): Expression {
  const { names, body } = partsOf(node);
  const open = names.map((name) => {
    const literal = { kind: 'string', value: name, start: 0, end: 0 } as const;
    return [name, unknown({ kind: 'call', name: 'lambdaVariables', arguments: [literal], start: 0, end: 0 })] as const;
  });
  return { ...node, arguments: [...node.arguments.slice(0, -1), call.reduce(body, withVariables(call.scope, open))] };
}

function lambdaVariables(args: readonly Value[], call: FunctionCall): Value {
  const name = stringAt(args, 0, call);
  const value = call.scope.lambdas.get(name.toLowerCase());
  if (value === undefined) throw evaluationError(`The lambda variable '${name}' is not found`);
  return value;
}

function filter([list]: readonly Value[], [body]: readonly Body[], call: FunctionCall): Value | undefined {
  const kept: Value[] = [];
  for (const [i, value] of arrayAt([list ?? null], 0, call).entries()) {
    const answer = run(body, [value, i]);
    if (isUnknown(answer)) return undefined;
    if (typeof answer !== 'boolean') throw wrongArgument(call, 1, 'a lambda that gives a boolean');
    if (answer) kept.push(value);
  }
  return kept;
}

/** A stable merge sort, so that a lambda without a consistent order still ends. */
function sort([list]: readonly Value[], [body]: readonly Body[], call: FunctionCall): Value | undefined {
  let undecided = false;
  const before = (left: Value, right: Value): boolean => {
    const answer = run(body, [left, right]);
    undecided ||= isUnknown(answer);
    if (!isUnknown(answer) && typeof answer !== 'boolean') throw wrongArgument(call, 1, 'a lambda that gives a boolean');
    return answer === true;
  };
  const sorted = [...arrayAt([list ?? null], 0, call)].sort((left, right) => (before(left, right) ? -1 : before(right, left) ? 1 : 0));
  return undecided ? undefined : sorted;
}

function groupBy([list]: readonly Value[], [keyBody, valueBody]: readonly Body[], call: FunctionCall): Value | undefined {
  const groups = new Map<string, Value[]>();
  for (const value of arrayAt([list ?? null], 0, call)) {
    const key = run(keyBody, [value]);
    if (isUnknown(key)) return undefined;
    const name = keyOf(key, call);
    const item = valueBody === undefined ? value : valueBody([value]);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return objectOf(groups);
}

function toObject([list]: readonly Value[], [keyBody, valueBody]: readonly Body[], call: FunctionCall): Value | undefined {
  const entries = new Map<string, Value>();
  for (const value of arrayAt([list ?? null], 0, call)) {
    const key = run(keyBody, [value]);
    if (isUnknown(key)) return undefined;
    entries.set(keyOf(key, call), valueBody === undefined ? value : valueBody([value]));
  }
  return objectOf(entries);
}

function keyOf(value: Value, call: FunctionCall): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return textOf(value);
  throw wrongArgument(call, 1, 'a lambda that gives a string');
}

function stray(): never {
  throw evaluationError("The template function 'lambda' is not expected at this location");
}
