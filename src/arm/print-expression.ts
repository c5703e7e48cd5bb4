import type { Expression, Value } from './expression.ts';
import { expressionOf, isArray, isUnknown } from './value.ts';

const identifier = /^[A-Za-z_$][\w$]*$/;

/** The text of an expression without the outer brackets; parsing it gives an equal expression. */
export function printExpression(node: Expression): string {
  switch (node.kind) {
    case 'string':
      return quote(node.value);
    case 'integer':
      return String(node.value);
    case 'call':
      return `${node.name}(${node.arguments.map(printExpression).join(', ')})`;
    case 'property':
      return identifier.test(node.name) ? `${printExpression(node.target)}.${node.name}` : `${printExpression(node.target)}[${quote(node.name)}]`;
    case 'index':
      return `${printExpression(node.target)}[${printExpression(node.index)}]`;
    case 'value':
      return printValue(node.value);
  }
}

/** A value in expression syntax: literals, `true()`, `null()`, `createArray(…)` and `createObject(…)`. */
export function printValue(value: Value): string {
  if (value === null) return 'null()';
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean') return value ? 'true()' : 'false()';
  if (typeof value === 'bigint') return String(value);
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : `json(${quote(String(value))})`;
  if (isUnknown(value)) return printExpression(expressionOf(value));
  if (isArray(value)) return `createArray(${value.map(printValue).join(', ')})`;
  const entries = Object.entries(value).map(([key, inner]) => `${quote(key)}, ${printValue(inner)}`);
  return `createObject(${entries.join(', ')})`;
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
