import type { Json, JsonObject } from '../model/json.ts';
import type { ExpandedDeployment, ExpandedResource } from './expand.ts';
import type { EvaluatedOutput } from './outputs.ts';
import { pascalType } from './parameter-value.ts';
import { plainName } from './plain-name.ts';
import { renderValue } from './render-value.ts';
import { compareResourceIds, resourceIdKey } from './resource-id.ts';

/** The parts of a deployment's `properties` that follow from its template, in the shape of Azure's answer to a GET. */
export interface DeploymentProperties {
  /** Null when the template has no parameters section. */
  readonly parameters: JsonObject | null;
  readonly dependencies: readonly Json[];
  readonly providers: readonly Json[];
}

/** Builds them for a deployment; see `describeOutputs` for the outputs once they are known. */
export function describeDeployment(expanded: ExpandedDeployment): DeploymentProperties {
  return { parameters: describeParameters(expanded), dependencies: describeDependencies(expanded), providers: describeProviders(expanded.resources) };
}

function describeParameters(expanded: ExpandedDeployment): JsonObject | null {
  if (expanded.internals.evaluation.template.json['parameters'] === undefined) return null;
  return Object.fromEntries(
    expanded.parameters.map(({ name, type, secure, value }): [string, Json] => [
      camelName(name),
      { type: pascalType(type), ...(secure ? {} : { value: renderValue(value) }) },
    ]),
  );
}

/** The outputs with Azure's spelling of names and types; values of secure ones are left out. */
export function describeOutputs(outputs: Readonly<Record<string, EvaluatedOutput>>): JsonObject {
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { type, secure, value }]): [string, Json] => [camelName(name), { type: pascalType(type), ...(secure ? {} : { value }) }]),
  );
}

/** A name with its leading capitals lowered, as Azure's serializer does: `NewNSG` to `newNSG`, `VMSS` to `vmss`. */
export function camelName(name: string): string {
  const leading = /^[A-Z]+/.exec(name)?.[0] ?? '';
  const end = leading.length;
  if (end === 0) return name;
  const next = name.charAt(end);
  const startsWord = end > 1 && next !== '' && next !== ' ' && next.toUpperCase() !== next.toLowerCase();
  const lowered = startsWord ? end - 1 : end;
  return name.slice(0, lowered).toLowerCase() + name.slice(lowered);
}

function describeDependencies(expanded: ExpandedDeployment): readonly Json[] {
  return expanded.resources
    .filter(({ dependencies }) => dependencies.length > 0)
    .map(({ dependencies, id, type, name }) => ({
      dependsOn: dependencies.map((dependency) => ({ ...dependency })),
      id,
      resourceType: type,
      resourceName: name,
    }));
}

/** Namespaces in the order of first use with their types and regions; resources that are not deployed do not count. */
function describeProviders(resources: readonly ExpandedResource[]): readonly Json[] {
  const namespaces = new Map<string, { readonly namespace: string; readonly types: Map<string, { readonly resourceType: string; readonly locations: Set<string | null> }> }>();
  for (const { type, location } of resources.filter(({ condition, existing }) => condition && !existing)) {
    const slash = type.indexOf('/');
    const namespace = type.slice(0, slash);
    const resourceType = type.slice(slash + 1);
    const provider = namespaces.get(namespace.toLowerCase()) ?? { namespace, types: new Map() };
    namespaces.set(namespace.toLowerCase(), provider);
    const entry = provider.types.get(resourceType.toLowerCase()) ?? { resourceType, locations: new Set<string | null>() };
    provider.types.set(resourceType.toLowerCase(), entry);
    entry.locations.add(location === undefined ? null : plainName(location));
  }
  return [...namespaces.values()].map(({ namespace, types }) => ({
    namespace,
    resourceTypes: [...types.values()].map(({ resourceType, locations }) => ({ resourceType, locations: [...locations] })),
  }));
}

/** `outputResources` of a finished deployment: the ids once each, in Azure's order. */
export function describeOutputResources(ids: readonly string[]): readonly Json[] {
  const distinct = new Map(ids.map((id) => [resourceIdKey(id), id]));
  return [...distinct.values()].sort(compareResourceIds).map((id) => ({ id }));
}
