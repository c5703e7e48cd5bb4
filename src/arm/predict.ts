import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { evaluateAsserts } from './asserts.ts';
import type { DeploymentInput } from './deployment-input.ts';
import { expandDeployment } from './expand.ts';
import type { ExpandedDeployment, ExpandedResource } from './expand.ts';
import type { Value, ValueObject } from './expression.ts';
import { nestedInput } from './nested-deployment.ts';
import { fullReference } from './full-reference.ts';
import type { EvaluatedOutput } from './outputs.ts';
import { evaluateOutputValues } from './outputs.ts';
import { renderValue } from './render-value.ts';
import { isDeployment } from './nested-scope.ts';
import { resourceValue } from './runtime.ts';
import type { ReferenceSource, ResolvedResource } from './scope.ts';
import { ArmTemplateError, below } from './template-error.ts';
import { propertyOf } from './value.ts';

/** Nested deployments below one another at most. Ours: templates in the wild have five. */
const nestingLimit = 32;

/** One resource that a deployment will have made, with nested deployments opened. */
export interface PredictedResource {
  readonly resource: ExpandedResource;
  /** `{id, type, name, apiVersion, location, …}`; unknown parts are expressions in brackets. */
  readonly body: JsonObject;
  /** Keys of the nested deployments around it, outermost first. */
  readonly inside: readonly string[];
}

/** What a deployment will do, as far as that is known before it runs. */
export interface Prediction {
  readonly expanded: ExpandedDeployment;
  /** Leaves of all levels in template order, neither existing nor ruled out by a condition. */
  readonly resources: readonly PredictedResource[];
  /** Ids of all leaves, those ruled out by their condition too, as Azure lists them in `outputResources`. */
  readonly ids: readonly string[];
  readonly outputs: Readonly<Record<string, EvaluatedOutput>>;
  /** See `evaluateAsserts`; absent for a template without. */
  readonly asserts?: Readonly<Record<string, boolean | string>>;
}

/**
 * Expands a deployment with all its nested ones. What a template declares of its own resources, and known outputs of nested
 * deployments, are read through `reference`.
 * @throws ArmTemplateError when any level is not valid.
 */
export function predictDeployment(input: DeploymentInput): Prediction {
  return predictLevel(input, [], 0);
}

function predictLevel(input: DeploymentInput, inside: readonly string[], steps: number): Prediction {
  if (inside.length > nestingLimit) throw new ArmTemplateError('ATK2011', `Nested deployments are more than ${nestingLimit} levels deep.`, { placed: true });
  const expanded = expandDeployment(input, steps);
  const { session } = expanded.internals.evaluation;
  const byKey = new Map(expanded.resources.map((resource) => [resource.key, resource]));
  const bodies = new Map<string, ValueObject>();
  const nested = new Map<string, Prediction>();
  const source: ReferenceSource = {
    reference: (target, apiVersion, full) => (target.key === undefined || isNamespaceKnown(target.type) ? undefined : storedOf(target, bodies.get(target.key), apiVersion, full)),
    list: () => undefined,
    declared: (target, full) => (target.key === undefined ? undefined : declaredOf(target.key, full, bodies, nested)),
  };
  const isNamespaceKnown = namespacesOf(input.context.providers);
  const finished = new Map<string, readonly PredictedResource[]>();
  for (const key of expanded.order.flat()) {
    const resource = byKey.get(key);
    if (resource === undefined || !resource.condition || resource.existing) continue;
    const value = resourceValue(expanded, key, source);
    bodies.set(key, value);
    if (isDeployment(resource.type)) {
      const input = nestedInput(expanded, value, key);
      const level = below(`${resource.jsonPath}.properties.template`, () => predictLevel(input, [...inside, key], session.steps));
      session.steps = level.expanded.internals.evaluation.session.steps;
      nested.set(key, level);
      finished.set(key, level.resources);
    } else {
      const rendered = renderValue(value);
      finished.set(key, [{ resource, body: withId(resource, isJsonObject(rendered) ? rendered : {}), inside }]);
    }
  }
  const asserts = evaluateAsserts(expanded, source);
  return {
    expanded,
    ...(asserts === undefined ? {} : { asserts }),
    resources: expanded.resources.flatMap(({ key }) => finished.get(key) ?? []),
    ids: expanded.resources.flatMap((resource) => (resource.existing ? [] : isDeployment(resource.type) ? (nested.get(resource.key)?.ids ?? []) : [resource.id])),
    outputs: evaluateOutputValues(expanded, source),
  };
}

/**
 * Whether a type has a provider that may answer otherwise than it was asked. Nobody knows that without metadata; a resource of a
 * namespace that no metadata has is stored as sent.
 */
function namespacesOf(providers: Json | undefined): (type: string) => boolean {
  if (!Array.isArray(providers)) return () => true;
  let known: ReadonlySet<string> | undefined;
  const all = providers as readonly Json[];
  return (type) => (known ??= new Set(all.map((one) => (isJsonObject(one) ? String(one['namespace']).toLowerCase() : '')))).has(type.split('/', 1)[0]?.toLowerCase() ?? '');
}

function storedOf(target: ResolvedResource, body: ValueObject | undefined, apiVersion: string | undefined, full: boolean): Value | undefined {
  if (body === undefined) return undefined;
  return full ? fullReference(body, target, apiVersion) : (propertyOf(body, 'properties') ?? {});
}

function withId(resource: ExpandedResource, body: JsonObject): JsonObject {
  return { id: resource.id, ...body };
}

function declaredOf(key: string, full: boolean, bodies: ReadonlyMap<string, ValueObject>, nested: ReadonlyMap<string, Prediction>): Value | undefined {
  const level = nested.get(key);
  if (level !== undefined) {
    const properties = { outputs: Object.fromEntries(Object.entries(level.outputs).flatMap(([name, output]) => (output.known && !output.secure ? [[name, { type: output.type, value: output.value }]] : []))) };
    return full ? { properties } : properties;
  }
  const body = bodies.get(key);
  if (body === undefined) return undefined;
  return full ? body : propertyOf(body, 'properties');
}
