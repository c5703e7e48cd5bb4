import type { Json, JsonObject } from '../../model/json.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import { armName, armRenderer, idExpression, scopeExpression } from './arm-expression.ts';
import { edgesOf } from './node-edges.ts';
import type { ReferenceIndex } from './reference-index.ts';

const schemas = {
  resourceGroup: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
  subscription: 'https://schema.management.azure.com/schemas/2018-05-01/subscriptionDeploymentTemplate.json#',
} as const;

/** One resource of a template: its place (type, name, scope) and its desired body, rendered with sorted keys. */
export interface RenderedResource {
  readonly node: ResourceNode;
  readonly desired: JsonObject;
  /** Expressions in it to what a person reads instead. */
  readonly display: Readonly<Record<string, string>>;
  /** As it stands in the template's `resources`. */
  readonly entry: JsonObject;
}

/** Renders a node for the stack it is deployed in. `together` are the addresses of the same stack. */
export function renderResource(node: ResourceNode, index: ReferenceIndex, fromGroup: string | undefined, together: ReadonlySet<string>): RenderedResource {
  const renderer = armRenderer(index, fromGroup);
  const desired = renderer.json(node.body) as JsonObject;
  const dependsOn = edgesOf(node)
    .filter((address) => together.has(address))
    .map((address) => `[${idExpression(index.node(address), index, fromGroup)}]`)
    .sort();
  // What extends the group itself needs no scope: the deployment already runs there.
  const scope = node.scope.kind !== 'extension' || index.node(node.scope.target).scope.kind === 'subscription' ? {} : { scope: `[${scopeExpression(node.scope, index, fromGroup)}]` };
  const entry = byKey({
    ...desired,
    type: node.type,
    apiVersion: node.apiVersion,
    name: armName(node.name),
    ...scope,
    ...(dependsOn.length === 0 ? {} : { dependsOn }),
  });
  return { node, desired, display: Object.fromEntries(renderer.display), entry };
}

/** A complete template of the rendered resources, sorted by type and name so that files are easy to compare. */
export function templateOf(kind: keyof typeof schemas, resources: readonly RenderedResource[], outputs: Readonly<Record<string, Json>>): JsonObject {
  const entries = resources.map((resource) => resource.entry).sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  return {
    $schema: schemas[kind],
    contentVersion: '1.0.0.0',
    metadata: { generator: { name: 'atakora' } },
    ...(Object.keys(outputs).length === 0 ? {} : { outputs: byKey(outputs) }),
    resources: entries,
  };
}

/** The object with its own keys sorted; what is inside of it is sorted already. */
function byKey(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function sortKey(entry: JsonObject): string {
  return `${String(entry['type'])}|${String(entry['name'])}|${String(entry['scope'] ?? '')}`;
}
