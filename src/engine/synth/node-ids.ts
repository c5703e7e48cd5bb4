import type { DeploymentScope } from '../../arm/deployment-input.ts';
import { expandDeployment } from '../../arm/expand.ts';
import { formatResourceId } from '../../arm/resource-id.ts';
import { evaluateOutputs } from '../../arm/runtime.ts';
import { isExpressionText } from '../../model/arm-expression-text.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import { armContext } from './arm-context.ts';
import { groupNameOf } from './deployment-place.ts';
import type { ReferenceIndex } from './reference-index.ts';

/** Full ARM id and evaluated name of a node. */
export interface NodeIdentity {
  readonly id: string;
  readonly name: string;
}

/** Evaluates names that are expressions (role assignments) and gives every node its full ARM id. */
export function identifyNodes(nodes: readonly ResourceNode[], index: ReferenceIndex, target: EnvironmentTarget): ReadonlyMap<string, NodeIdentity> {
  const names = evaluatedNames(nodes, index, target);
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
    case 'extension': {
      const { below, target: extended } = node.scope;
      return `${idOf(extended)}${below === undefined ? '' : `/${below.type}/${below.name}`}`;
    }
  }
}

/** Names written as expressions, by address: evaluated by the template language itself, for each scope as the outputs of one small deployment. */
function evaluatedNames(nodes: readonly ResourceNode[], index: ReferenceIndex, target: EnvironmentTarget): ReadonlyMap<string, string> {
  const computed = nodes.filter((node) => isExpressionText(node.name));
  const names = new Map<string, string>();
  for (const [group, named] of Map.groupBy(computed, (node) => groupNameOf(node, index))) {
    const outputs = Object.fromEntries(named.map((node) => [node.address, { type: 'string', value: node.name }]));
    const template = { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [], outputs };
    const scope: DeploymentScope = { tenantId: target.tenantId, subscriptionId: target.subscriptionId, ...(group === undefined ? { kind: 'subscription' } : { kind: 'resourceGroup', resourceGroup: group }) };
    const values = evaluateOutputs(expandDeployment({ name: 'names', scope, template, parameters: {}, context: armContext(target) }));
    for (const [address, { value }] of Object.entries(values)) {
      names.set(address, String(value));
    }
  }
  return names;
}
