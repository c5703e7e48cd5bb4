import { evaluateText } from '../../arm/evaluate-json.ts';
import { createEvaluation } from '../../arm/evaluation.ts';
import type { Evaluation } from '../../arm/evaluation.ts';
import type { Expression } from '../../arm/expression.ts';
import { formatResourceId, parseResourceId, resourceIdKey } from '../../arm/resource-id.ts';
import { expressionOf, isUnknown } from '../../arm/value.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { SynthesizedStack } from '../../model/synthesis.ts';
import { armContext } from '../synth/arm-context.ts';
import { deploymentScopeId } from './deployment-scope.ts';

/** One resource of a stack's template with what its texts stand for. */
export interface TemplateEntry {
  /** Key in a template with symbolic names; absent in one whose resources are a list. */
  readonly key?: string;
  readonly body: JsonObject;
  readonly id: string;
  /** Lower-case ids. */
  readonly dependsOn: readonly string[];
}

/** A stack's template, read with the same evaluation that synthesis used. */
export interface TemplateReading {
  readonly entries: readonly TemplateEntry[];
  /** Ids (lower case) of what an output reads while the deployment runs. */
  readonly outputReads: (name: string) => readonly string[];
}

/**
 * Finds id and dependencies of each resource of a template that Atakora made.
 * @throws AtakoraError `ATK9001` when one of them is not known before the deployment; synthesis rules that out.
 */
export function readTemplateEntries(stack: SynthesizedStack, target: EnvironmentTarget): TemplateReading {
  const evaluation = createEvaluation({
    name: stack.id,
    location: target.location,
    scope: { ...stack.scope, tenantId: target.tenantId },
    template: stack.template,
    parameters: {},
    context: armContext(target),
  });
  const text = (value: Json | undefined): string => literal(evaluation, value, stack.id);
  const base = deploymentScopeId(stack.scope);
  const named = listOf(stack.template['resources']).map(({ key, body }) => ({ key, body, id: idOf(body, base, text) }));
  const byKey = new Map(named.flatMap(({ key, id }) => (key === undefined ? [] : [[key, resourceIdKey(id)] as const])));
  const entries = named.map(({ key, body, id }) => {
    const dependsOn = arrayOf(body['dependsOn']).map((item) => dependencyId(text(item), base, byKey));
    return { ...(key === undefined ? {} : { key }), body, id, dependsOn };
  });
  return { entries, outputReads: (name) => outputReads(evaluation, stack.template['outputs'], name) };
}

function listOf(resources: Json | undefined): readonly { readonly key: string | undefined; readonly body: JsonObject }[] {
  if (Array.isArray(resources)) return resources.filter(isJsonObject).map((body) => ({ key: undefined, body }));
  return isJsonObject(resources) ? Object.entries(resources).flatMap(([key, body]) => (isJsonObject(body) ? [{ key, body }] : [])) : [];
}

function arrayOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

function literal(evaluation: Evaluation, value: Json | undefined, stack: string): string {
  const result = typeof value === 'string' ? evaluateText(value, evaluation.scope('body')) : undefined;
  if (typeof result === 'string') return result;
  throw new AtakoraError('ATK9001', `template ${stack} has a name or dependency that is not known before its deployment: ${JSON.stringify(value ?? null)}`);
}

function idOf(body: JsonObject, base: string, text: (value: Json | undefined) => string): string {
  const scope = body['scope'] === undefined ? base : absolute(text(body['scope']), base);
  return formatResourceId(scope, text(body['type']), text(body['name']));
}

/** `Microsoft.X/y/name` is short for a resource of the deployment's own scope. */
function absolute(id: string, base: string): string {
  return id.startsWith('/') ? id : `${base}/providers/${id}`;
}

function dependencyId(text: string, base: string, byKey: ReadonlyMap<string, string>): string {
  return byKey.get(text) ?? resourceIdKey(absolute(text, base));
}

function outputReads(evaluation: Evaluation, outputs: Json | undefined, name: string): readonly string[] {
  const output = isJsonObject(outputs) ? outputs[name] : undefined;
  return isJsonObject(output) ? textsOf(output['value'] ?? null).flatMap((text) => idsRead(evaluation, text)) : [];
}

function textsOf(value: Json): readonly string[] {
  if (typeof value === 'string') return [value];
  if (Array.isArray(value)) return value.flatMap(textsOf);
  return isJsonObject(value) ? Object.values(value).flatMap(textsOf) : [];
}

function idsRead(evaluation: Evaluation, text: string): readonly string[] {
  // Nothing is resolved: what an output reads stays in it as an id.
  const value = evaluateText(text, { ...evaluation.scope('output'), resolve: () => [] });
  return isUnknown(value) ? idsIn(expressionOf(value)) : [];
}

function idsIn(node: Expression): readonly string[] {
  switch (node.kind) {
    case 'call':
      return node.arguments.flatMap(idsIn);
    case 'property':
      return idsIn(node.target);
    case 'index':
      return [...idsIn(node.target), ...idsIn(node.index)];
    case 'string':
    case 'value':
      return typeof node.value === 'string' && parseResourceId(node.value) !== undefined ? [resourceIdKey(node.value)] : [];
    case 'integer':
      return [];
  }
}
