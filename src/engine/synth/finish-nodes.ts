import type { Address } from '../../model/address.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import type { StackName } from '../../model/stack-name.ts';
import { stackIndex, stackNames } from '../../model/stack-name.ts';
import type { PendingNode } from './draft-to-node.ts';
import { duplicatesBy } from './duplicates.ts';
import { edgesOf } from './node-edges.ts';
import { orderGraph } from './graph-order.ts';

/** In dependency order; empty when anything is wrong. */
export interface FinishedNodes {
  readonly nodes: readonly ResourceNode[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks that addresses and Azure names are unique and that nothing depends on itself in a circle, moves every resource to the latest
 * stack that it depends on, and lets `tag` write the tags, which name the stack.
 */
export function finishNodes(pending: readonly PendingNode[], tag: (node: PendingNode, stack: StackName) => { readonly node: ResourceNode; readonly diagnostics: readonly Diagnostic[] }): FinishedNodes {
  const duplicates = [...duplicateAddresses(pending), ...duplicateNames(pending)];
  if (duplicates.length > 0) {
    return { nodes: [], diagnostics: duplicates };
  }
  const byAddress = new Map<string, PendingNode>(pending.map((node) => [node.address, node]));
  const sorted = [...byAddress.keys()].sort();
  const order = orderGraph(sorted, (key) => edgesOf(byAddress.get(key) as PendingNode));
  if (order.kind === 'cycle') {
    return { nodes: [], diagnostics: [cycle(order.path, byAddress)] };
  }
  const stacks = new Map<string, number>();
  for (const key of order.keys) {
    const node = byAddress.get(key) as PendingNode;
    const latest = edgesOf(node).reduce((stack, edge) => Math.max(stack, stacks.get(edge) ?? 0), stackIndex(node.stack));
    stacks.set(key, latest);
  }
  const tagged = order.keys.map((key) => tag(byAddress.get(key) as PendingNode, stackNames[stacks.get(key) ?? 0] ?? 'foundation'));
  return { nodes: tagged.map((entry) => entry.node), diagnostics: tagged.flatMap((entry) => entry.diagnostics) };
}

function duplicateAddresses(nodes: readonly PendingNode[]): readonly Diagnostic[] {
  return duplicatesBy(nodes, (node) => node.address).map(([first, second]) =>
    diagnostic('error', 'ATK1302', `two resources have the address ${first.address}: one of ${owners(first)} and one of ${owners(second)}`, { address: first.address, location: second.origin }),
  );
}

function duplicateNames(nodes: readonly PendingNode[]): readonly Diagnostic[] {
  const azureId = (node: PendingNode): string => {
    const scope = node.scope.kind === 'resourceGroup' ? node.scope.groupName : node.scope.kind === 'extension' ? `${node.scope.target}/${node.scope.below?.name ?? ''}` : '';
    return `${scope}|${node.type}|${node.name}`.toLowerCase();
  };
  return duplicatesBy(nodes, azureId).map(([first, second]) =>
    diagnostic('error', 'ATK1303', `${first.address} and ${second.address} would both be ${first.type} "${first.name}"`, { address: second.address, location: second.origin }),
  );
}

function owners(node: PendingNode): string {
  return node.components.length === 0 ? node.owner : node.components.join(', ');
}

function cycle(path: readonly string[], nodes: ReadonlyMap<string, PendingNode>): Diagnostic {
  const first = nodes.get(path[0] ?? '');
  return diagnostic('error', 'ATK1305', `these resources depend on each other in a circle: ${path.join(' → ')}`, { location: first?.origin, ...(path[0] === undefined ? {} : { address: path[0] as Address }) });
}
