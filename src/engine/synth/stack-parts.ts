import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import { stackIndex } from '../../model/stack-name.ts';
import { deploymentPlaceOf } from './deployment-place.ts';
import type { DeploymentPlace } from './deployment-place.ts';
import { orderGraph } from './graph-order.ts';
import { edgesOf } from './node-edges.ts';
import type { ReferenceIndex } from './reference-index.ts';
import { splitStack } from './split-stack.ts';
import type { StackLimits } from './split-stack.ts';
import type { RenderedResource } from './stack-template.ts';
import { renderResource } from './stack-template.ts';

/** One deployment before its template is written. */
export interface StackPart {
  /** Unique in a synthesis: the place's, with a number from 2 where the place was split. */
  readonly id: string;
  readonly place: DeploymentPlace;
  readonly resources: readonly RenderedResource[];
  /** Ids of the parts that hold what its resources need. Sorted. */
  readonly dependsOn: readonly string[];
}

export interface StackParts {
  /** In deployment order. */
  readonly parts: readonly StackPart[];
  /** Address to the id of its part. */
  readonly stackOf: ReadonlyMap<string, string>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Sorts nodes into deployments by backend, stack and scope, and splits those that are too large for one. Circles among nodes must have been ruled out. */
export function stackParts(nodes: readonly ResourceNode[], index: ReferenceIndex, backends: number, limits?: StackLimits): StackParts {
  const places = [...nodesByPlace(nodes, index, backends).values()].sort((a, b) => stackIndex(a.place.stack) - stackIndex(b.place.stack) || (a.place.id < b.place.id ? -1 : 1));
  const pieces = places.flatMap((entry) => splitPlace(entry.place, entry.nodes, index, limits));
  const stackOf = new Map(pieces.flatMap((piece) => piece.resources.map((resource) => [resource.node.address as string, piece.id] as const)));
  const parts = new Map(pieces.map((piece) => [piece.id, { ...piece, dependsOn: neededStacks(piece, stackOf) }]));
  const order = orderGraph([...parts.keys()], (id) => parts.get(id)?.dependsOn ?? []);
  if (order.kind === 'cycle') {
    return { parts: [...parts.values()], stackOf, diagnostics: [diagnostic('error', 'ATK1305', `these deployments need each other in a circle: ${order.path.join(' → ')}`)] };
  }
  return { parts: order.keys.flatMap((id) => parts.get(id) ?? []), stackOf, diagnostics: [] };
}

interface PlacedNodes {
  readonly place: DeploymentPlace;
  readonly nodes: ResourceNode[];
}

function nodesByPlace(nodes: readonly ResourceNode[], index: ReferenceIndex, backends: number): ReadonlyMap<string, PlacedNodes> {
  const order = orderGraph(nodes.map((node) => node.address), (address) => edgesOf(index.node(address)));
  const places = new Map<string, PlacedNodes>();
  for (const address of order.kind === 'ordered' ? order.keys : []) {
    const node = index.node(address);
    const place = deploymentPlaceOf(node, index, backends);
    const entry = places.get(place.id) ?? { place, nodes: [] };
    entry.nodes.push(node);
    places.set(place.id, entry);
  }
  return places;
}

function splitPlace(place: DeploymentPlace, nodes: readonly ResourceNode[], index: ReferenceIndex, limits: StackLimits | undefined): readonly Omit<StackPart, 'dependsOn'>[] {
  const all = new Set<string>(nodes.map((node) => node.address));
  const rendered = nodes.map((node) => renderResource(node, index, place.groupName, all));
  const pieces = splitStack(rendered, (resource) => familyOf(resource.node, index), limits);
  if (pieces.length === 1) {
    return [{ id: place.id, place, resources: rendered }];
  }
  return pieces.map((piece, at) => {
    const together = new Set<string>(piece.map((resource) => resource.node.address));
    // Rendered anew: a template may only depend on what is in it.
    return { id: at === 0 ? place.id : `${place.id}-${at + 1}`, place, resources: piece.map((resource) => renderResource(resource.node, index, place.groupName, together)) };
  });
}

/** Address of the resource that a child or an extension belongs to, at the top. */
function familyOf(node: ResourceNode, index: ReferenceIndex): string {
  let top = node;
  for (let up = ownerOf(top); up !== undefined; up = ownerOf(top)) {
    top = index.node(up);
  }
  return top.address;
}

function ownerOf(node: ResourceNode): string | undefined {
  return node.parent ?? (node.scope.kind === 'extension' ? node.scope.target : undefined);
}

function neededStacks(piece: Omit<StackPart, 'dependsOn'>, stackOf: ReadonlyMap<string, string>): readonly string[] {
  const needed = new Set(piece.resources.flatMap((resource) => edgesOf(resource.node).map((edge) => stackOf.get(edge) ?? piece.id)));
  needed.delete(piece.id);
  return [...needed].sort();
}
