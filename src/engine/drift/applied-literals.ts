import { isExpressionText } from '../../model/arm-expression-text.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';

/**
 * What a template resource sends for certain: values that are expressions are left out, for nobody recorded what they came to, and so is
 * a list with one among its plain values. Text that the template escapes is as ARM sends it.
 */
export function appliedLiterals(desired: JsonObject): JsonObject {
  return literalObject(desired);
}

function literalObject(value: JsonObject): JsonObject {
  const entries = Object.entries(value).filter(([key]) => !isExpressionText(key));
  return Object.fromEntries(entries.map(([key, item]) => [key, literal(item)] as const).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}

function literal(value: Json): Json | undefined {
  if (typeof value === 'string') {
    return isExpressionText(value) ? undefined : value.startsWith('[[') && value.endsWith(']') ? value.slice(1) : value;
  }
  if (Array.isArray(value)) {
    const items = (value as readonly Json[]).map(literal);
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  return isJsonObject(value) ? literalObject(value) : value;
}

/** Paths (without indexes) of the values that `appliedLiterals` leaves out. */
export function unknownPaths(desired: JsonObject): readonly string[] {
  const found: string[] = [];
  const visit = (value: Json, path: string): void => {
    if (isExpressionText(value)) {
      found.push(path);
    } else if (Array.isArray(value)) {
      for (const item of value as readonly Json[]) visit(item, path);
    } else if (isJsonObject(value)) {
      for (const [key, item] of Object.entries(value)) visit(item, path === '' ? key : `${path}.${key}`);
    }
  };
  visit(desired, '');
  return [...new Set(found)];
}
