import type { Address } from '../../model/address.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import { referencedAddresses } from './value-references.ts';

/**
 * Addresses that a node needs to exist before it: what its body refers to, its parent, what it extends, the group it lies in and what it
 * names itself. Sorted, without duplicates. Computed once a node.
 */
export function edgesOf(node: ResourceNode): readonly Address[] {
  const cached = known.get(node);
  if (cached !== undefined) {
    return cached;
  }
  const edges = new Set<string>([...node.dependsOn, ...referencedAddresses(node.body)]);
  if (node.parent !== undefined) {
    edges.add(node.parent);
  }
  if (node.scope.kind === 'extension') {
    edges.add(node.scope.target);
  }
  if (node.scope.kind === 'resourceGroup' && node.scope.group !== undefined) {
    edges.add(node.scope.group);
  }
  edges.delete(node.address);
  const sorted = [...edges].sort() as Address[];
  known.set(node, sorted);
  return sorted;
}

/** A pure function's memory: keyed by the node itself, so it can neither grow nor go stale. */
const known = new WeakMap<ResourceNode, readonly Address[]>();
