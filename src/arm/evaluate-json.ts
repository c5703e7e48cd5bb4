import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { copyCount } from './copy-loop.ts';
import { evaluate } from './evaluate.ts';
import type { Value } from './expression.ts';
import { isExpression, unescapeLiteral } from './parse-expression.ts';
import type { CopyFrame, Scope } from './scope.ts';
import { withCopy } from './scope.ts';
import { charge, parseOnce, spend } from './session.ts';
import { atPath } from './template-error.ts';
import { fromJson, objectOf } from './value.ts';

/**
 * Evaluates template JSON: strings that are expressions, property names that are, and the property copies of objects.
 * Parts without expressions come back as they are.
 * @throws ArmTemplateError with the path of the part that fails.
 */
export function evaluateJson(json: Json, scope: Scope, path: string): Value {
  if (typeof json === 'string') return atPath(path, () => evaluateText(json, scope));
  if (typeof json !== 'object' || json === null) return json;
  return spend(scope.session, () => (isJsonObject(json) ? evaluateObject(json, scope, path) : evaluateElements(json, scope, path)));
}

/** The value of one template string: an expression's value, or the literal that it stands for. */
export function evaluateText(text: string, scope: Scope): Value {
  return isExpression(text) ? evaluate(parseOnce(scope.session, text), scope) : unescapeLiteral(text);
}

function evaluateElements(json: readonly Json[], scope: Scope, path: string): Value {
  charge(scope.session, json.length >> 2);
  const values = json.map((element, i) => evaluateJson(element, scope, `${path}[${i}]`));
  return values.every((value, i) => value === json[i]) ? fromJson(json) : values;
}

function evaluateObject(json: JsonObject, scope: Scope, path: string): Value {
  let changed = false;
  const entries: [string, Value][] = [];
  for (const [key, inner] of Object.entries(json)) {
    const here = `${path}.${key}`;
    if (key === 'copy' && isPropertyCopy(inner)) {
      changed = true;
      for (const loop of inner) entries.push(runPropertyCopy(loop, scope, here));
      continue;
    }
    const name = evaluateKey(key, scope, here);
    const value = evaluateJson(inner, scope, here);
    changed ||= name !== key || value !== inner;
    entries.push([name, value]);
  }
  return changed ? objectOf(entries) : fromJson(json);
}

/** Property names are evaluated too: ids of identities and tags are often given that way. */
function evaluateKey(key: string, scope: Scope, path: string): string {
  if (!key.startsWith('[')) return key;
  const value = atPath(path, () => evaluateText(key, scope));
  return typeof value === 'string' ? value : key;
}

/** A copy loop of properties or variables: `{name, count, input}`. */
export interface PropertyCopy extends JsonObject {
  readonly name: string;
  readonly count: Json;
}

/** True for the value of a `copy` property that holds loops and not somebody's data. */
export function isPropertyCopy(json: Json): json is readonly PropertyCopy[] {
  return Array.isArray(json) && json.length > 0 && json.every((loop) => isJsonObject(loop) && typeof loop['name'] === 'string' && 'count' in loop && 'input' in loop);
}

/** Name and array of one property copy. */
export function runPropertyCopy(loop: PropertyCopy, scope: Scope, path: string, kind: CopyFrame['kind'] = 'property'): [string, Value] {
  const name = evaluateKey(loop.name, scope, `${path}.name`);
  const count = copyCount(evaluateJson(loop.count, scope, `${path}.count`), path);
  return [name, repeat(loop['input'] ?? null, count, { name, kind }, scope, `${path}.input`)];
}

/** The values of an input, once for each iteration. */
export function repeat(input: Json, count: number, loop: Omit<CopyFrame, 'index'>, scope: Scope, path: string): readonly Value[] {
  return Array.from({ length: count }, (_, index) => evaluateJson(input, withCopy(scope, { ...loop, index }), path));
}
