import type { DeploymentInput } from '../../arm/deployment-input.ts';
import type { ExpandedDeployment, ExpandedResource } from '../../arm/expand.ts';
import { expandDeployment } from '../../arm/expand.ts';
import type { Json } from '../../model/json.ts';
import { derivedGuid } from '../arm/derived-guid.ts';
import type { ProviderCatalogue } from '../arm/provider-catalogue.ts';
import { templateLocations, templateProviders } from '../arm/template-metadata.ts';
import type { Database } from '../world/database.ts';
import type { DeploymentHead, StoredRequest } from '../world/deployment-store.ts';
import { deploymentRequest } from '../world/deployment-store.ts';

/** A deployment's template expanded, with its rows and what waits for what. */
export interface Expansion {
  readonly expanded: ExpandedDeployment;
  readonly resources: readonly ExpandedResource[];
  /** Rows that a row waits for. */
  readonly waitsFor: readonly (readonly number[])[];
  /** Rows that wait for a row. */
  readonly waiting: readonly (readonly number[])[];
}

/** Expansions that this process has made; what it has not, it makes again from the stored request, to the same result. */
export interface Expansions {
  readonly made: Map<string, Expansion>;
  /** What the template function `providers` answers. */
  readonly providers: () => Json;
  /** What the template functions about zones answer. */
  readonly locations: () => Json;
}

/** No expansions yet. */
export function noExpansions(catalogue: ProviderCatalogue): Expansions {
  let providers: Json | undefined;
  let locations: Json | undefined;
  return { made: new Map(), providers: () => (providers ??= templateProviders(catalogue)), locations: () => (locations ??= templateLocations()) };
}

/** Several deployments run at a time, none needs its expansion after its end. */
const keptExpansions = 16;

/** The expansion of a running deployment; undefined when it has ended. */
export function expansionOf(expansions: Expansions, db: Database, head: Pick<DeploymentHead, 'key' | 'token'>): Expansion | undefined {
  const known = expansions.made.get(head.token);
  if (known !== undefined) return known;
  const request = deploymentRequest(db, head.key);
  return request === undefined ? undefined : keepExpansion(expansions, head.token, expandRequest(expansions, request, head.token));
}

export function keepExpansion(expansions: Expansions, token: string, expansion: Expansion): Expansion {
  const oldest = expansions.made.size >= keptExpansions ? expansions.made.keys().next().value : undefined;
  if (oldest !== undefined) expansions.made.delete(oldest);
  expansions.made.set(token, expansion);
  return expansion;
}

/** Expands a request. @throws ArmTemplateError when the template is refused. */
export function expandRequest(expansions: Expansions, request: StoredRequest, token: string): Expansion {
  return rowsOf(expandDeployment(inputOf(expansions, request, token)));
}

/** What waits for what in an expanded deployment. */
export function rowsOf(expanded: ExpandedDeployment): Expansion {
  const rows = new Map(expanded.resources.map((resource, row) => [resource.key, row]));
  const waitsFor = expanded.resources.map(({ dependsOn }) => dependsOn.flatMap((key) => rows.get(key) ?? []));
  const waiting: number[][] = expanded.resources.map(() => []);
  waitsFor.forEach((before, row) => before.forEach((other) => waiting[other]?.push(row)));
  return { expanded, resources: expanded.resources, waitsFor, waiting };
}

/** True for a resource that the deployment does not touch. */
export function isSkipped(resource: ExpandedResource): boolean {
  return !resource.condition || resource.existing;
}

/** `newGuid()` counts from the deployment's own token, so that expanding again in another process gives the same identifiers. */
export function inputOf(expansions: Expansions, request: StoredRequest, token: string): DeploymentInput {
  let count = 0;
  const newGuid = () => {
    count += 1;
    return derivedGuid(token, String(count));
  };
  return { ...request, context: { ...request.context, newGuid, providers: expansions.providers(), locations: expansions.locations() } };
}
