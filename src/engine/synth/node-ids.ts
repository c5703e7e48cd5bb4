import { expandDeployment } from '../../arm/expand.ts';
import { formatResourceId } from '../../arm/resource-id.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import { armContext } from './arm-context.ts';
import type { ReferenceIndex } from './reference-index.ts';

/** Full ARM ids and evaluated names of nodes. */
export interface NodeIdentity {
  readonly id: string;
  readonly name: string;
}

/** Evaluates names that are expressions (role assignments) and gives every node its full ARM id. */
export function identifyNodes(nodes: readonly ResourceNode[], index: ReferenceIndex, target: EnvironmentTarget): ReadonlyMap<string, NodeIdentity> {
  const names = evaluatedNames(nodes, target);
  const known = new Map<string, NodeIdentity>();
  const identify = (node: ResourceNode): NodeIdentity => {
    const cached = known.get(node.address);
    if (cached !== undefined) {
      return cached;
    }
    const name = names.get(node.address) ?? node.name;
    const identity = { name, id: formatResourceId(scopeId(node, target, (address) => identify(index.node(address)).id), node.type, name) };
    known.set(node.address, identity);
    return identity;
  };
  for (const node of nodes) {
    identify(node);
  }
  return known;
}

function scopeId(node: ResourceNode, target: EnvironmentTarget, idOf: (address: string) => string): string {
  const subscription = `/subscriptions/${target.subscriptionId}`;
  switch (node.scope.kind) {
    case 'subscription':
      return subscription;
    case 'resourceGroup':
      return `${subscription}/resourceGroups/${node.scope.groupName}`;
    case 'extension':
      return idOf(node.scope.target);
  }
}

/** Names written as expressions, by address: evaluated by the template language itself, one small deployment a group. */
function evaluatedNames(nodes: readonly ResourceNode[], target: EnvironmentTarget): ReadonlyMap<string, string> {
  const computed = nodes.filter((node) => node.name.startsWith('['));
  const names = new Map<string, string>();
  if (computed.length === 0) {
    return names;
  }
  const group = nodes.find((node) => node.scope.kind === 'resourceGroup')?.scope;
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    resources: computed.map((node) => ({ type: node.type, apiVersion: node.apiVersion, name: node.name, properties: {} })),
  };
  const resourceGroup = group?.kind === 'resourceGroup' ? group.groupName : '';
  const expanded = expandDeployment({ name: 'names', scope: { kind: 'resourceGroup', tenantId: target.tenantId, subscriptionId: target.subscriptionId, resourceGroup }, template, parameters: {}, context: armContext(target) });
  for (const [at, resource] of expanded.resources.entries()) {
    const node = computed[at];
    if (node !== undefined) {
      names.set(node.address, resource.name);
    }
  }
  return names;
}
