import type { DeclaredParameter } from '../../arm/required-parameters.ts';
import { isExpressionText } from '../../model/arm-expression-text.ts';
import type { Json } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';

/** `listKeys(…)`, `listConnectionStrings(…)` and their like, wherever they stand in an expression; functions of a template's own have a namespace before them. */
const listCall = /(?<![\w.])list[a-z]*\s*\(/i;

/** True when a value of a template is computed from what Azure gives out of a resource only on request: keys, tokens, connection strings. */
export function readsKeys(value: Json): boolean {
  return someExpression(value, (text) => listCall.test(text));
}

/** True when a value still names one of the template's secure parameters, whose values are kept out of it. */
export function readsSecure(value: Json, declared: readonly DeclaredParameter[]): boolean {
  const secure = new Set(declared.flatMap((parameter) => (parameter.secure ? [parameter.name.toLowerCase()] : [])));
  return someExpression(value, (text) => [...text.matchAll(/parameters\s*\(\s*'([^']+)'\s*\)/gi)].some(([, name = '']) => secure.has(name.toLowerCase())));
}

function someExpression(value: Json, holds: (text: string) => boolean): boolean {
  if (typeof value === 'string') return isExpressionText(value) && holds(value);
  if (Array.isArray(value)) return value.some((item: Json) => someExpression(item, holds));
  return isJsonObject(value) && Object.values(value).some((item) => someExpression(item, holds));
}
