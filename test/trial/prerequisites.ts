import type { Prediction } from '../../src/arm/predict.ts';
import type { Json, JsonObject } from '../../src/model/json.ts';
import { isJsonObject } from '../../src/model/json.ts';
import { world } from './trial-world.ts';

/** A resource that a template expects to find. */
export interface Prerequisite {
  readonly id: string;
  /** Parameters that it must have, for definitions of policies. */
  readonly parameters: readonly string[];
}

/**
 * Ids of what a template expects to find: resources that it calls existing, parents and dependencies that it does not make, and
 * the resource groups that it deploys into.
 */
export function prerequisitesOf(prediction: Prediction): readonly Prerequisite[] {
  const made = new Set(prediction.ids.map((id) => id.toLowerCase()));
  const wanted = new Map<string, Prerequisite>();
  const want = (id: string, parameters: readonly string[] = []): void => {
    if (id.includes('[') || [...ancestors(id)].some((one) => made.has(one.toLowerCase()))) return;
    wanted.set(id.toLowerCase(), { id, parameters });
  };
  for (const resource of prediction.expanded.resources) {
    if (resource.existing) want(resource.id);
    for (const { id } of resource.dependencies) want(id);
  }
  for (const { resource, body } of prediction.resources) {
    for (const { id, parameters } of policiesIn(body)) want(id, parameters);
    for (const { id } of resource.dependencies) want(id);
    const above = managementGroupAbove(body);
    if (above !== undefined) want(above);
    const parent = parentOf(resource.id);
    if (parent !== undefined) want(parent);
    const [, group] = /^(\/subscriptions\/[^/]+\/resourcegroups\/[^/]+)/i.exec(resource.id) ?? [];
    if (group !== undefined) want(group);
  }
  return [...wanted.values()].filter(({ id }) => !/\/deployments\/[^/]+$/i.test(id));
}

/** An id and those of what it is below: of what a template makes nothing can be there before. */
function* ancestors(id: string): Generator<string> {
  for (let one: string | undefined = id; one !== undefined; one = parentOf(one)) yield one;
}

/** Definitions of policies that an assignment or a set names. */
function policiesIn(body: JsonObject): readonly Prerequisite[] {
  const properties = isJsonObject(body['properties']) ? body['properties'] : {};
  const members = Array.isArray(properties['policyDefinitions']) ? (properties['policyDefinitions'] as readonly Json[]) : [];
  const named = [properties, ...members.filter(isJsonObject)].map((owner): Prerequisite => ({ id: String(owner['policyDefinitionId'] ?? ''), parameters: Object.keys(owner['parameters'] ?? {}) }));
  return named.filter(({ id }) => id.startsWith('/'));
}

/** The parent that the body of a management group names. */
function managementGroupAbove({ properties }: JsonObject): string | undefined {
  const details = isJsonObject(properties) ? properties['details'] : undefined;
  const parent = isJsonObject(details) ? details['parent'] : undefined;
  return isJsonObject(parent) && typeof parent['id'] === 'string' ? parent['id'] : undefined;
}

/** The resource above a child, or the one that an extension extends; undefined for roots. */
function parentOf(id: string): string | undefined {
  const at = id.toLowerCase().lastIndexOf('/providers/');
  const levels = id.slice(at + '/providers/'.length).split('/');
  if (levels.length > 3) return `${id.slice(0, at)}/providers/${levels.slice(0, -2).join('/')}`;
  const owner = id.slice(0, at);
  return /\/providers\/.*\/providers\//i.test(id) && !/^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+$/i.test(owner) ? owner : undefined;
}

/** The id of a resource that a refusal says is missing. */
export function missingIn(message: string): string | undefined {
  const [, resource, group] = /The Resource '([^']+)' under resource group '([^']+)' was not found/.exec(message) ?? [];
  if (resource !== undefined) return `/subscriptions/${world.subscriptionId}/resourceGroups/${group ?? ''}/providers/${interleave(resource)}`;
  const [, name] = /Resource group '([^']+)' could not be found/.exec(message) ?? [];
  return name === undefined ? undefined : `/subscriptions/${world.subscriptionId}/resourceGroups/${name}`;
}

/** `A.B/c/d/x/y` to `A.B/c/x/d/y`. */
function interleave(text: string): string {
  const [namespace = '', ...rest] = text.split('/');
  const half = rest.length / 2;
  return [namespace, ...rest.slice(0, half).flatMap((type, i) => [type, rest[half + i] ?? ''])].join('/');
}
