import type { CollectDependencies, Dependencies, Dependency } from './dependencies.ts';
import { dependencyCollector } from './dependencies.ts';
import type { DeploymentInput } from './deployment-input.ts';
import { orderInWaves } from './deployment-order.ts';
import type { Evaluation } from './evaluation.ts';
import { createEvaluation } from './evaluation.ts';
import type { ValueObject } from './expression.ts';
import type { ResolvedParameter } from './parameters.ts';
import { evaluateBody } from './resource-body.ts';
import { declareResources } from './resource-declaration.ts';
import type { IndexedResource, ResourceIndex } from './resource-index.ts';
import { indexResources } from './resource-index.ts';
import type { ReferenceCall, Scope } from './scope.ts';
import { withoutSecrets } from './template-error.ts';
import { propertyOf } from './value.ts';

/** One resource of a deployment after parameters, conditions and copies. */
export interface ExpandedResource {
  /** Unique in the deployment: the id; the symbolic name and the id for an existing resource. */
  readonly key: string;
  readonly symbolicName?: string;
  readonly id: string;
  /** Full type. */
  readonly type: string;
  /** Full name, levels joined by `/`. An expression in brackets when only the running deployment knows it. */
  readonly name: string;
  readonly apiVersion: string;
  /** Id of the scope that it lives in; empty for the tenant. */
  readonly scope: string;
  /** False when the template says that it is not deployed; it stays in the graph all the same. */
  readonly condition: boolean;
  /** True for resources that are only read. */
  readonly existing: boolean;
  /** Keys of resources of this deployment that come before, explicit and implicit, each once. */
  readonly dependsOn: readonly string[];
  /** Dependencies as Azure's answer lists them. */
  readonly dependencies: readonly Dependency[];
  /** Where in the template it stands, such as `resources[0]`. */
  readonly jsonPath: string;
  readonly location?: string;
}

/** A deployment's template with everything evaluated that is known before it runs. */
export interface ExpandedDeployment {
  readonly input: DeploymentInput;
  readonly parameters: readonly ResolvedParameter[];
  /** In template order; in array templates plain resources before copies. */
  readonly resources: readonly ExpandedResource[];
  /** Keys in waves: each resource behind all that it waits for. */
  readonly order: readonly (readonly string[])[];
  /** What later evaluations of the same deployment share; only this folder reads it. */
  readonly internals: ExpansionInternals;
}

export interface ExpansionInternals {
  readonly evaluation: Evaluation;
  readonly index: ResourceIndex;
  readonly byKey: ReadonlyMap<string, { readonly entry: IndexedResource; readonly body: ValueObject | undefined }>;
}

/**
 * Validates and expands a deployment: everything that Azure Resource Manager does before it calls a provider. Linear in the
 * template's size after copies. Nested deployments are resources here; see `nestedDeployment` for their inside. `steps` is what
 * the deployments around it have spent of the evaluator's budget.
 * @throws ArmTemplateError in the words of Azure, with a code of ATK2001 to ATK2011.
 */
export function expandDeployment(input: DeploymentInput, steps = 0): ExpandedDeployment {
  const evaluation = createEvaluation(input, steps);
  return withoutSecrets(evaluation.secrets, () => expandEvaluation(evaluation));
}

function expandEvaluation(evaluation: Evaluation): ExpandedDeployment {
  const parameters = evaluation.parameters.all();
  evaluation.variables.evaluateAll();
  const index = indexResources(declareResources(evaluation));
  const collectDependencies = dependencyCollector(index);
  const expanded = index.all.map((entry) => expandResource(entry, index, collectDependencies));
  const resources = withBatches(expanded);
  const byKey = new Map(expanded.map(({ entry, body }) => [entry.key, { entry, body }]));
  return { input: evaluation.input, parameters, resources, order: orderInWaves(resources), internals: { evaluation, index, byKey } };
}

interface Expanded {
  readonly entry: IndexedResource;
  readonly body: ValueObject | undefined;
  readonly resource: ExpandedResource;
}

/** The scope in which a resource's body is evaluated. */
export function bodyScope(entry: IndexedResource, index: ResourceIndex): Scope {
  return { ...entry.declaration.expressions, placement: 'body', resolve: index.resolve };
}

function expandResource(entry: IndexedResource, index: ResourceIndex, collectDependencies: CollectDependencies): Expanded {
  const { declaration } = entry;
  const calls: ReferenceCall[] = [];
  const scope = bodyScope(entry, index);
  // Azure does not look at the body of a resource that it will not deploy, so a mistake in it is none.
  const body = declaration.condition ? evaluateBody(declaration, { ...scope, record: (call) => calls.push(call) }) : undefined;
  const dependencies = collectDependencies(entry, { ...scope, placement: 'early' }, calls);
  return { entry, body, resource: describe(entry, dependencies, body) };
}

function describe({ key, declaration }: IndexedResource, dependencies: Dependencies, body: ValueObject | undefined): ExpandedResource {
  const location = body === undefined ? undefined : propertyOf(body, 'location');
  return {
    key,
    ...(declaration.symbolicName === undefined ? {} : { symbolicName: declaration.symbolicName }),
    id: declaration.id,
    type: declaration.type,
    name: declaration.name,
    apiVersion: declaration.apiVersion,
    scope: declaration.scope,
    condition: declaration.condition,
    existing: declaration.existing,
    dependsOn: dependencies.keys,
    dependencies: dependencies.listed,
    jsonPath: declaration.jsonPath,
    ...(typeof location === 'string' ? { location } : {}),
  };
}

/** Serial loops: every resource of a batch waits for all of the batch before it. */
function withBatches(expanded: readonly Expanded[]): readonly ExpandedResource[] {
  const batches = new Map<string, string[]>();
  const batchOf = ({ entry: { declaration } }: Expanded, back: number): string | undefined => {
    const { loop } = declaration;
    return loop?.batch === undefined ? undefined : `${declaration.jsonPath} ${loop.name} ${Math.floor(loop.index / loop.batch) - back}`;
  };
  for (const item of expanded) {
    const batch = batchOf(item, 0);
    if (batch === undefined) continue;
    const keys = batches.get(batch);
    if (keys === undefined) batches.set(batch, [item.resource.key]);
    else keys.push(item.resource.key);
  }
  if (batches.size === 0) return expanded.map(({ resource }) => resource);
  return expanded.map((item) => {
    const before = batches.get(batchOf(item, 1) ?? '');
    return before === undefined ? item.resource : { ...item.resource, dependsOn: [...new Set([...item.resource.dependsOn, ...before])] };
  });
}
