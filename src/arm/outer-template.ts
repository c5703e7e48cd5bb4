import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { evaluateJson } from './evaluate-json.ts';
import type { Value } from './expression.ts';
import { isDeployment, isInnerScope } from './nested-scope.ts';
import { renderValue } from './render-value.ts';
import type { Scope } from './scope.ts';
import { withCopy } from './scope.ts';
import { unknown } from './value.ts';

/**
 * A nested template without inner scope: its expressions see the parameters and variables of the template around it, so they are
 * evaluated there and the result is a template of literals. What only the nested deployment knows, its own copy loops, stays
 * an expression; templates nested further with inner scope stay as they are.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/linked-templates#expression-evaluation-scope-in-nested-templates
 */
export function evaluateOuterTemplate(template: JsonObject, scope: Scope, path: string): JsonObject {
  const parts = Object.entries(template).map(([key, json]): [string, Json] => {
    const here = `${path}.${key}`;
    if (key === 'resources') return [key, evaluateResources(json, scope, here)];
    if (key === 'outputs') return [key, evaluateOutputs(json, scope, here)];
    return [key, key === 'functions' || key === '$schema' || key === 'definitions' ? json : literal(json, scope, here)];
  });
  return Object.fromEntries(parts);
}

function literal(json: Json, scope: Scope, path: string): Json {
  return renderValue(evaluateJson(json, scope, path), true);
}

function evaluateResources(json: Json, scope: Scope, path: string): Json {
  if (Array.isArray(json)) return (json as readonly Json[]).map((resource, i) => evaluateResource(resource, scope, `${path}[${i}]`));
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(Object.entries(json).map(([name, resource]) => [name, evaluateResource(resource, scope, `${path}.${name}`)]));
}

/** Loops of outputs run in the nested deployment too. */
function evaluateOutputs(json: Json, scope: Scope, path: string): Json {
  if (!isJsonObject(json)) return json;
  return Object.fromEntries(
    Object.entries(json).map(([name, output]) => {
      const loops = isJsonObject(output) && isJsonObject(output['copy']);
      return [name, literal(output, loops ? withCopy(scope, { index: openIndex, kind: 'output' }) : scope, `${path}.${name}`)];
    }),
  );
}

const openIndex: Value = unknown({ kind: 'call', name: 'copyIndex', arguments: [], start: 0, end: 0 });

function evaluateResource(json: Json, outer: Scope, path: string): Json {
  if (!isJsonObject(json)) return json;
  const scope = withLoopOf(json, outer);
  const nests = typeof json['type'] === 'string' && isDeployment(json['type']);
  const parts = Object.entries(json).map(([key, part]): [string, Json] => {
    const here = `${path}.${key}`;
    if (key === 'resources') return [key, evaluateResources(part, scope, here)];
    if (key === 'copy' && isJsonObject(part)) return [key, literal(part, outer, here)];
    if (key === 'properties' && nests && isJsonObject(part)) return [key, evaluateDeployment(part, scope, here)];
    return [key, literal(part, scope, here)];
  });
  return Object.fromEntries(parts);
}

function evaluateDeployment(properties: JsonObject, scope: Scope, path: string): Json {
  const { template, expressionEvaluationOptions: options, ...rest } = properties;
  const evaluated = literal(rest, scope, path);
  if (!isJsonObject(template) || !isJsonObject(evaluated)) return evaluated;
  const nested = isInnerScope(properties) ? template : evaluateOuterTemplate(template, scope, `${path}.template`);
  return { ...evaluated, ...(options === undefined ? {} : { expressionEvaluationOptions: options }), template: nested };
}

/** Inside a nested resource with a loop of its own, `copyIndex` is not known before that loop runs. */
function withLoopOf(json: JsonObject, scope: Scope): Scope {
  const copy = json['copy'];
  if (!isJsonObject(copy)) return scope;
  const { name } = copy;
  return withCopy(scope, { ...(typeof name === 'string' ? { name } : {}), index: openIndex, kind: 'resource' });
}
