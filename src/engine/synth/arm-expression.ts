import { escapeLiteral } from '../../arm/parse-expression.ts';
import { printValue } from '../../arm/print-expression.ts';
import { isExpressionText } from '../../model/arm-expression-text.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Json } from '../../model/json.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import type { ContextKey, Expression, Value, ValueObject } from '../../model/value.ts';
import { isExpression } from '../../model/value.ts';
import { displayReference } from './display-reference.ts';
import type { KnownTexts, ReferenceIndex } from './reference-index.ts';

/** Renders values of one deployment as ARM JSON with sorted keys; collects what people read instead of each expression. */
export interface ArmRenderer {
  readonly json: (value: Value) => Json;
  /** Expression text (with brackets) → `cosmos.endpoint`. Filled as values are rendered. */
  readonly display: ReadonlyMap<string, string>;
}

/** A name as it must stand in a template: an expression as it is, other text escaped where ARM would take it for one. */
export function armName(name: string): string {
  return isExpressionText(name) ? name : escapeLiteral(name);
}

/**
 * Expression (without brackets) of a resource's id, seen from a deployment to the group `fromGroup` (undefined: from the subscription).
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceid
 */
export function idExpression(node: ResourceNode, index: ReferenceIndex, fromGroup: string | undefined): string {
  const typeAndName = [printValue(node.type), ...nameArguments(node.name)];
  switch (node.scope.kind) {
    case 'subscription':
      return `subscriptionResourceId(${typeAndName.join(', ')})`;
    case 'extension':
      return `extensionResourceId(${[scopeExpression(node.scope, index, fromGroup), ...typeAndName].join(', ')})`;
    case 'resourceGroup': {
      const group = node.scope.groupName === fromGroup ? [] : [printValue(node.scope.groupName)];
      return `resourceId(${[...group, ...typeAndName].join(', ')})`;
    }
  }
}

/** Expression (without brackets) of the id of what an extension extends. */
export function scopeExpression({ below, target }: Extract<ResourceNode['scope'], { kind: 'extension' }>, index: ReferenceIndex, fromGroup: string | undefined): string {
  const extended = index.node(target);
  return idExpression(below === undefined ? extended : { ...extended, type: `${extended.type}/${below.type}`, name: `${extended.name}/${below.name}` }, index, fromGroup);
}

function nameArguments(name: string): readonly string[] {
  return isExpressionText(name) ? [name.slice(1, -1)] : name.split('/').map(printValue);
}

/** Makes a renderer for one deployment. */
export function armRenderer(index: ReferenceIndex, fromGroup: string | undefined): ArmRenderer {
  const display = new Map<string, string>();
  const json = (value: Value): Json => {
    if (typeof value === 'string') {
      return escapeLiteral(value);
    }
    if (typeof value !== 'object' || value === null) {
      return value;
    }
    if (Array.isArray(value)) {
      return (value as readonly Value[]).map(json);
    }
    if (!isExpression(value)) {
      return sortedObject(value as ValueObject, json);
    }
    const literal = literalText(value, index);
    if (literal !== undefined) {
      return escapeLiteral(literal);
    }
    const text = `[${expressionText(value, index, fromGroup)}]`;
    display.set(text, displayReference(value));
    return text;
  };
  return { json, display };
}

function sortedObject(value: ValueObject, json: (value: Value) => Json): Json {
  const sorted: Record<string, Json> = {};
  for (const key of Object.keys(value).sort()) {
    sorted[key] = json(value[key] as Value);
  }
  return sorted;
}

/** The text of an expression that is known already at synthesis; undefined when only the deployment knows it. */
export function literalText(expression: Expression, known: KnownTexts): string | undefined {
  switch (expression.$) {
    case 'context':
      return known.contextLiteral(expression.key);
    case 'ref':
      return known.outputLiteral(expression.target, expression.output);
    case 'concat': {
      const parts = expression.parts.map((part) => partText(part, known));
      return parts.every((part) => part !== undefined) ? parts.join('') : undefined;
    }
    case 'arm':
    case 'secret':
      return undefined;
  }
}

function partText(part: Value, known: KnownTexts): string | undefined {
  return isExpression(part) ? literalText(part, known) : String(part);
}

/** @throws AtakoraError `ATK1308` for a secret, which only application settings can point to. */
function expressionText(expression: Expression, index: ReferenceIndex, fromGroup: string | undefined): string {
  switch (expression.$) {
    case 'ref':
      return outputExpression(index.node(expression.target), expression.output, index, fromGroup);
    case 'context':
      return contextExpression(expression.key, index);
    case 'concat': {
      const parts = joinLiterals(expression.parts, index).map((part) => (isExpression(part) ? expressionText(part, index, fromGroup) : printValue(String(part))));
      return `concat(${parts.join(', ')})`;
    }
    case 'arm':
      return expression.expression;
    case 'secret':
      throw new AtakoraError('ATK1308', `secret("${expression.name}") can stand only in the environment of a function`);
  }
}

/** Expression text (without brackets) that reads an output of a node at deployment time. */
function outputExpression(node: ResourceNode, output: string, index: ReferenceIndex, fromGroup: string | undefined): string {
  const id = idExpression(node, index, fromGroup);
  if (output === 'id') {
    return id;
  }
  if (output === 'name') {
    return nameArguments(node.name).at(-1) ?? '';
  }
  const path = index.outputPath(node, output);
  const version = printValue(node.apiVersion);
  return path.startsWith('properties.') ? `reference(${id}, ${version}).${path.slice('properties.'.length)}` : `reference(${id}, ${version}, 'Full').${path}`;
}

/** Neighbouring literals as one, so that templates stay readable. */
function joinLiterals(parts: readonly Value[], known: KnownTexts): readonly Value[] {
  const joined: Value[] = [];
  for (const part of parts) {
    const text = partText(part, known);
    const last = joined.at(-1);
    if (text !== undefined && typeof last === 'string') {
      joined[joined.length - 1] = last + text;
    } else if (text !== '') {
      joined.push(text ?? part);
    }
  }
  return joined;
}

function contextExpression(key: ContextKey, index: ReferenceIndex): string {
  switch (key) {
    case 'subscriptionId':
      return 'subscription().subscriptionId';
    case 'tenantId':
      return 'subscription().tenantId';
    case 'resourceGroup':
      return 'resourceGroup().name';
    case 'location':
    case 'environment':
    case 'project':
      return printValue(index.contextLiteral(key) ?? '');
  }
}
