import type { DeploymentContext } from '../../arm/deployment-input.ts';
import { evaluateText } from '../../arm/evaluate-json.ts';
import { evaluate } from '../../arm/evaluate.ts';
import type { Expression, Value } from '../../arm/expression.ts';
import { isExpression } from '../../arm/parse-expression.ts';
import { renderValue } from '../../arm/render-value.ts';
import type { Scope, UserFunction } from '../../arm/scope.ts';
import { newSession, parseOnce } from '../../arm/session.ts';
import { ArmTemplateError } from '../../arm/template-error.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { refuse } from '../refusal.ts';
import type { CurrentElements, PolicySubject } from './policy-subject.ts';
import { fieldValue } from './policy-subject.ts';

/** What the expressions of a policy read. */
export interface PolicySurroundings {
  readonly subject: PolicySubject;
  readonly parameters: Readonly<Record<string, Json>>;
  readonly current: CurrentElements;
  readonly context: DeploymentContext;
  readonly subscriptionId: string;
  readonly resourceGroup?: string;
  readonly apiVersion: string;
  /** Values that `policy()` shows. */
  readonly ids: { readonly assignmentId: string; readonly definitionId: string; readonly setDefinitionId?: string };
}

/** Functions that only policies have, under a namespace of their own, where the evaluator looks for a template's functions. */
const policyFunctions = new Set(['field', 'current', 'requestcontext', 'policy', 'adddays', 'iprangecontains']);

/**
 * Evaluates the expressions inside of a value of a policy.
 * @throws Refusal when an expression is not valid
 * @see https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-policy-rule#policy-functions
 */
export function evaluateIn(value: Json, around: PolicySurroundings): Json {
  if (typeof value === 'string') return isExpression(value) ? evaluateOne(value, around) : value;
  if (Array.isArray(value)) return (value as readonly Json[]).map((inner) => evaluateIn(inner, around));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, evaluateIn(inner, around)]));
}

function evaluateOne(text: string, around: PolicySurroundings): Json {
  const scope = scopeOf(around);
  try {
    return renderValue(evaluate(renamed(parseOnce(scope.session, text)), scope));
  } catch (error) {
    // A tag or property that is not there is empty in a policy, where a template would fail.
    if (error instanceof ArmTemplateError && /doesn't exist, available properties/.test(error.message)) return '';
    if (error instanceof ArmTemplateError) throw refuse(400, 'InvalidPolicyRule', `Failed to evaluate the policy expression '${text}': ${error.message}`);
    throw error;
  }
}

function renamed(node: Expression): Expression {
  switch (node.kind) {
    case 'call':
      return { ...node, name: policyFunctions.has(node.name.toLowerCase()) ? `policy.${node.name}` : node.name, arguments: node.arguments.map(renamed) };
    case 'property':
      return { ...node, target: renamed(node.target) };
    case 'index':
      return { ...node, target: renamed(node.target), index: renamed(node.index) };
    default:
      return node;
  }
}

function scopeOf(around: PolicySurroundings): Scope {
  const { subscriptionId, resourceGroup } = around;
  return {
    session: newSession(),
    input: {
      name: 'policy',
      scope: resourceGroup === undefined ? { kind: 'subscription', subscriptionId } : { kind: 'resourceGroup', subscriptionId, resourceGroup },
      template: {},
      parameters: {},
      context: around.context,
    },
    placement: 'body',
    parameter: (name) => parameterOf(around, name),
    variable: (name) => {
      throw refuse(400, 'InvalidPolicyRule', `The variable '${name}' is used; policies have no variables.`);
    },
    userFunction: (name) => functionOf(name, around),
    symbolic: true,
    lambdas: new Map(),
    copies: [],
  };
}

function parameterOf(around: PolicySurroundings, name: string): Value {
  const key = Object.keys(around.parameters).find((candidate) => candidate.toLowerCase() === name.toLowerCase());
  const value = key === undefined ? undefined : around.parameters[key];
  if (value === undefined) throw refuse(400, 'InvalidPolicyParameters', `The policy parameter '${name}' has no value.`);
  return value;
}

function functionOf(name: string, around: PolicySurroundings): UserFunction | undefined {
  switch (name.toLowerCase()) {
    case 'policy.field':
      return ([field]) => shown(around, String(field));
    case 'policy.current':
      return ([counted]) => currentValue(around, typeof counted === 'string' ? counted : undefined);
    case 'policy.requestcontext':
      return () => ({ apiVersion: around.apiVersion });
    case 'policy.policy':
      return () => ({ ...around.ids, setDefinitionId: around.ids.setDefinitionId ?? '' });
    case 'policy.adddays':
      return ([date, days], caller) => evaluateText(`[dateTimeAdd('${String(date)}', '${Number(days) < 0 ? '-' : ''}P${Math.abs(Number(days))}D')]`, caller);
    case 'policy.iprangecontains':
      return ([range, target]) => rangeContains(String(range), String(target));
    default:
      return undefined;
  }
}

function shown(around: PolicySurroundings, field: string): Value {
  const found = fieldValue(around.subject, field, around.current);
  return found.kind === 'one' ? (found.value ?? '') : found.values.map((value) => value ?? '');
}

/** `current()`: the innermost element; `current('alias[*].part')`: a part of the element that a `count` of the alias stands at. */
function currentValue(around: PolicySurroundings, field: string | undefined): Value {
  if (field === undefined) return [...around.current.values()].at(-1) ?? null;
  const found = fieldValue(around.subject, field, around.current);
  return found.kind === 'one' ? (found.value ?? null) : found.values.map((value) => value ?? null);
}

/** True when an IPv4 address or range lies inside of another. */
function rangeContains(outer: string, inner: string): boolean {
  const [a, b] = [ipv4Range(outer), ipv4Range(inner)];
  return a !== undefined && b !== undefined && a.first <= b.first && a.last >= b.last;
}

function ipv4Range(text: string): { readonly first: number; readonly last: number } | undefined {
  const [from = '', to] = text.split('-').map((part) => part.trim());
  const [address = '', prefix] = from.split('/');
  const octets = address.split('.').map(Number);
  if (octets.length !== 4 || octets.some((octet) => !Number.isInteger(octet) || octet < 0 || octet > 255)) return undefined;
  const first = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  if (to !== undefined) {
    const end = ipv4Range(to);
    return end === undefined ? undefined : { first, last: end.last };
  }
  const size = 2 ** (32 - (prefix === undefined ? 32 : Number(prefix)));
  const start = Math.floor(first / size) * size;
  return { first: start, last: start + size - 1 };
}

/** Surroundings with one more element of a `count` (its field or name in any case). */
export function withCurrent(around: PolicySurroundings, counted: string, element: Json): PolicySurroundings {
  return { ...around, current: new Map([...around.current, [counted.toLowerCase(), element]]) };
}

/** A JSON object, or an empty one. */
export function objectAt(value: JsonObject, key: string): JsonObject {
  const inner = value[key];
  return isJsonObject(inner) ? inner : {};
}
