import type { Expression, Value, ValueObject } from '../../model/value.ts';
import { isExpression } from '../../model/value.ts';

/** Calls `visit` for every expression inside a value, parts of `concat` included. */
function visitExpressions(value: Value, visit: (expression: Expression) => void): void {
  if (typeof value !== 'object' || value === null) {
    return;
  }
  if (Array.isArray(value)) {
    for (const item of value) {
      visitExpressions(item as Value, visit);
    }
    return;
  }
  if (isExpression(value)) {
    visit(value);
    if (value.$ === 'concat') {
      visitExpressions(value.parts, visit);
    }
    return;
  }
  for (const item of Object.values(value as ValueObject)) {
    visitExpressions(item, visit);
  }
}

/** The value with every expression replaced by what `replace` returns; `concat` parts are replaced first. Untouched values keep their identity. */
export function mapExpressions(value: Value, replace: (expression: Expression) => Value): Value {
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((item) => mapExpressions(item, replace));
  }
  if (isExpression(value)) {
    return replace(value.$ === 'concat' ? { $: 'concat', parts: value.parts.map((part) => mapExpressions(part, replace)) } : value);
  }
  const mapped: Record<string, Value> = {};
  for (const [key, item] of Object.entries(value as ValueObject)) {
    mapped[key] = mapExpressions(item, replace);
  }
  return mapped;
}

/** Addresses (before resolving: names) of all resources that a value refers to, edges of raw ARM expressions included; in order, repeated ones too. */
export function referencedAddresses(value: Value): readonly string[] {
  const found: string[] = [];
  visitExpressions(value, (expression) => {
    if (expression.$ === 'ref') {
      found.push(expression.target);
    } else if (expression.$ === 'arm') {
      found.push(...(expression.refs ?? []));
    }
  });
  return found;
}
