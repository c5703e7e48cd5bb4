import type { Json } from '../../model/json.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import type { Expression, Value, ValueObject } from '../../model/value.ts';
import { isExpression } from '../../model/value.ts';
import { AtakoraError } from '../../model/errors.ts';
import { displayReference } from './display-reference.ts';
import type { ReferenceIndex } from './reference-index.ts';

/** Renders values of one deployment as ARM JSON; collects what people read instead of each expression. */
export interface ArmRenderer {
  readonly json: (value: Value) => Json;
  /** Expression text (with brackets) → `cosmos.endpoint`. Filled as values are rendered. */
  readonly display: Map<string, string>;
}

/** A single-quoted ARM string literal. */
export function armString(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A literal as it must stand in a template: text that ARM would take for an expression is escaped. */
export function armLiteral(text: string): string {
  return text.startsWith('[') && text.endsWith(']') ? `[${text}` : text;
}

/** Expression (without brackets) of a resource's id, seen from a deployment to the group `fromGroup` (undefined: from the subscription). */
export function idExpression(node: ResourceNode, index: ReferenceIndex, fromGroup: string | undefined): string {
  const segments = nameArguments(node.name);
  const type = armString(node.type);
  if (node.scope.kind === 'subscription') {
    return `subscriptionResourceId(${[type, ...segments].join(', ')})`;
  }
  if (node.scope.kind === 'extension') {
    const target = index.node(node.scope.target);
    return `extensionResourceId(${[idExpression(target, index, fromGroup), type, ...segments].join(', ')})`;
  }
  const group = node.scope.groupName === fromGroup ? [] : [armString(node.scope.groupName)];
  return `resourceId(${[...group, type, ...segments].join(', ')})`;
}

function nameArguments(name: string): readonly string[] {
  return name.startsWith('[') && name.endsWith(']') ? [name.slice(1, -1)] : name.split('/').map(armString);
}

/** Expression text (without brackets) that reads an output of a node at deployment time. */
export function outputExpression(node: ResourceNode, output: string, index: ReferenceIndex, fromGroup: string | undefined): string {
  if (output === 'id') {
    return idExpression(node, index, fromGroup);
  }
  if (output === 'name') {
    const last = node.name.split('/').at(-1) ?? node.name;
    return node.name.startsWith('[') ? node.name.slice(1, -1) : armString(last);
  }
  const path = index.outputPath(node, output);
  const id = idExpression(node, index, fromGroup);
  const version = armString(node.apiVersion);
  return path.startsWith('properties.')
    ? `reference(${id}, ${version}).${path.slice('properties.'.length)}`
    : `reference(${id}, ${version}, 'Full').${path}`;
}

/** Makes a renderer for one deployment. */
export function armRenderer(index: ReferenceIndex, fromGroup: string | undefined): ArmRenderer {
  const display = new Map<string, string>();
  const inner = (value: Value): string => {
    if (typeof value === 'string') {
      return armString(value);
    }
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && isExpression(value)) {
      return expressionText(value, inner, index, fromGroup);
    }
    return `json(${armString(JSON.stringify(value))})`;
  };
  const json = (value: Value): Json => {
    if (typeof value === 'string') {
      return armLiteral(value);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      return (value as readonly Value[]).map(json);
    }
    if (isExpression(value)) {
      return renderExpression(value, inner, index, display);
    }
    const object: Record<string, Json> = {};
    for (const [key, item] of Object.entries(value as ValueObject)) {
      object[key] = json(item);
    }
    return object;
  };
  return { json, display };
}

function renderExpression(expression: Expression, inner: (value: Value) => string, index: ReferenceIndex, display: Map<string, string>): Json {
  const literal = literalText(expression, index);
  if (literal !== undefined) {
    return armLiteral(literal);
  }
  const text = `[${inner(expression)}]`;
  display.set(text, displayReference(expression));
  return text;
}

/** The text of an expression that is known already at synthesis; undefined when it is not. */
export function literalText(expression: Expression, index: ReferenceIndex): string | undefined {
  if (expression.$ === 'context') {
    return index.contextLiteral(expression.key);
  }
  if (expression.$ === 'ref' && expression.output === 'name') {
    const name = index.node(expression.target).name;
    return name.startsWith('[') ? undefined : (name.split('/').at(-1) ?? name);
  }
  if (expression.$ !== 'concat') {
    return undefined;
  }
  const parts = expression.parts.map((part) => (typeof part === 'object' && part !== null && !Array.isArray(part) && isExpression(part) ? literalText(part, index) : String(part)));
  return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
}

function expressionText(expression: Expression, inner: (value: Value) => string, index: ReferenceIndex, fromGroup: string | undefined): string {
  switch (expression.$) {
    case 'ref':
      return outputExpression(index.node(expression.target), expression.output, index, fromGroup);
    case 'context':
      return contextExpression(expression.key, index);
    case 'concat':
      return `concat(${joinLiterals(expression.parts, index).map(inner).join(', ')})`;
    case 'arm':
      return expression.expression;
    case 'secret':
      throw new AtakoraError('ATK1308', `secret("${expression.name}") can stand only in the environment of a function`);
  }
}

/** Neighbouring literals as one, so that templates stay readable. */
function joinLiterals(parts: readonly Value[], index: ReferenceIndex): readonly Value[] {
  const joined: Value[] = [];
  for (const part of parts) {
    const known = typeof part === 'object' && part !== null && !Array.isArray(part) && isExpression(part) ? literalText(part, index) : String(part);
    const last = joined.at(-1);
    if (known !== undefined && typeof last === 'string') {
      joined[joined.length - 1] = last + known;
    } else if (known !== '') {
      joined.push(known ?? part);
    }
  }
  return joined;
}

function contextExpression(key: Extract<Expression, { $: 'context' }>['key'], index: ReferenceIndex): string {
  switch (key) {
    case 'subscriptionId':
      return 'subscription().subscriptionId';
    case 'tenantId':
      return 'subscription().tenantId';
    default:
      return armString(index.contextLiteral(key) ?? '');
  }
}
