import { checkLimits } from '../../arm/limits.ts';
import { sha256 } from '../../define/sha256.ts';
import type { Address } from '../../model/address.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { ResourceGraph } from '../../model/graph.ts';
import type { Json } from '../../model/json.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import { stackIndex } from '../../model/stack-name.ts';
import type { Synthesis, SynthesizedResource, SynthesizedStack } from '../../model/synthesis.ts';
import { armRenderer } from './arm-expression.ts';
import { deploymentPlaceOf } from './deployment-place.ts';
import type { DeploymentPlace } from './deployment-place.ts';
import { synthesizeExistingTemplates } from './existing-template.ts';
import { plainSecrets } from './plain-secrets.ts';
import { orderGraph } from './graph-order.ts';
import { edgesOf } from './node-edges.ts';
import type { NodeIdentity } from './node-ids.ts';
import { identifyNodes } from './node-ids.ts';
import type { PlacedOutput } from './place-outputs.ts';
import { placeOutputs } from './place-outputs.ts';
import type { ReferenceIndex } from './reference-index.ts';
import { indexReferences } from './reference-index.ts';
import { splitStack } from './split-stack.ts';
import type { StackLimits } from './split-stack.ts';
import type { RenderedResource } from './stack-template.ts';
import { renderResource, templateOf } from './stack-template.ts';

/** One deployment before its template is written. */
interface StackPart {
  readonly id: string;
  readonly place: DeploymentPlace;
  readonly resources: readonly RenderedResource[];
}

/**
 * Turns a composed graph into per-stack ARM templates and the desired state of every resource. Pure: the same graph gives the same bytes.
 * Findings (limits, plain secrets) come back as diagnostics of the result.
 */
export function synthesize(graph: ResourceGraph, limits?: StackLimits): Synthesis {
  const index = indexReferences(graph.nodes, graph.project, graph.target);
  const identities = identifyNodes(graph.nodes, index, graph.target);
  const parts = partsOf(graph.nodes, index, graph, limits);
  const stackOf = new Map<string, string>(parts.flatMap((part) => part.resources.map((resource) => [resource.node.address as string, part.id] as const)));
  const outputs = placeOutputs(
    graph.outputs,
    parts.map((part) => part.id),
    (address) => stackOf.get(address),
    (stack) => armRenderer(index, parts.find((part) => part.id === stack)?.place.groupName),
  );
  const stacks = parts.map((part) => writeStack(part, outputs.placed, stackOf, graph));
  const resources = parts.flatMap((part) => part.resources.map((resource) => describe(resource, part.id, identities)));
  const existing = synthesizeExistingTemplates(graph, stacks, index);
  const allStacks = [...stacks, ...existing.stacks];
  const allResources = [...resources, ...existing.resources].sort((a, b) => (a.address < b.address ? -1 : 1));
  return {
    project: graph.project,
    target: graph.target,
    stacks: allStacks,
    resources: allResources,
    outputs: [...outputs.placed.map(describeOutput), ...existing.outputs].sort((a, b) => (a.name < b.name ? -1 : 1)),
    diagnostics: [...graph.diagnostics, ...outputs.diagnostics, ...existing.diagnostics, ...stacks.flatMap((stack) => limitFindings(stack, resources)), ...plainSecrets(resources)],
    hash: sha256(canonicalJson(allStacks.map((stack) => [stack.id, stack.template, stack.parameters]))),
  };
}

function partsOf(nodes: readonly ResourceNode[], index: ReferenceIndex, graph: ResourceGraph, limits: StackLimits | undefined): readonly StackPart[] {
  const order = orderGraph(nodes.map((node) => node.address), (address) => edgesOf(index.node(address)));
  const keys = order.kind === 'ordered' ? order.keys : nodes.map((node) => node.address);
  const groups = new Map<string, { place: DeploymentPlace; nodes: ResourceNode[] }>();
  for (const key of keys) {
    const node = index.node(key);
    const place = deploymentPlaceOf(node, index, graph.backends.length);
    const group = groups.get(place.id) ?? { place, nodes: [] };
    group.nodes.push(node);
    groups.set(place.id, group);
  }
  const sorted = [...groups.values()].sort((a, b) => stackIndex(a.place.stack) - stackIndex(b.place.stack) || (a.place.id < b.place.id ? -1 : 1));
  return sorted.flatMap((group) => splitGroup(group.place, group.nodes, index, limits));
}

function splitGroup(place: DeploymentPlace, nodes: readonly ResourceNode[], index: ReferenceIndex, limits: StackLimits | undefined): readonly StackPart[] {
  const all = new Set<string>(nodes.map((node) => node.address));
  const rendered = nodes.map((node) => renderResource(node, index, place.groupName, all));
  const pieces = splitStack(rendered, (resource) => familyOf(resource.node, index), limits);
  if (pieces.length === 1) {
    return [{ id: place.id, place, resources: rendered }];
  }
  return pieces.map((piece, at) => {
    const together = new Set<string>(piece.map((resource) => resource.node.address));
    const id = at === 0 ? place.id : `${place.id}-${at + 1}`;
    return { id, place, resources: piece.map((resource) => renderResource(resource.node, index, place.groupName, together)) };
  });
}

/** The resource that a child or an extension belongs to, at the top. */
function familyOf(node: ResourceNode, index: ReferenceIndex): string {
  const up = node.parent ?? (node.scope.kind === 'extension' ? node.scope.target : undefined);
  return up === undefined ? node.address : familyOf(index.node(up), index);
}

function writeStack(part: StackPart, outputs: readonly PlacedOutput[], stackOf: ReadonlyMap<string, string>, graph: ResourceGraph): SynthesizedStack {
  const own = outputs.filter((output) => output.stack === part.id);
  const needs = new Set<string>();
  for (const resource of part.resources) {
    for (const edge of edgesOf(resource.node)) {
      const stack = stackOf.get(edge);
      if (stack !== undefined && stack !== part.id) {
        needs.add(stack);
      }
    }
  }
  return {
    id: part.id,
    stack: part.place.stack,
    scope:
      part.place.groupName === undefined
        ? { kind: 'subscription', subscriptionId: graph.target.subscriptionId, location: graph.target.location }
        : { kind: 'resourceGroup', subscriptionId: graph.target.subscriptionId, resourceGroup: part.place.groupName },
    template: templateOf(part.place.groupName === undefined ? 'subscription' : 'resourceGroup', part.resources, Object.fromEntries(own.map((output) => [output.name, output.entry as Json]))),
    parameters: {},
    verbatim: false,
    dependsOn: [...needs].sort(),
  };
}

function describe(resource: RenderedResource, stack: string, identities: ReadonlyMap<string, NodeIdentity>): SynthesizedResource {
  const { node } = resource;
  const identity = identities.get(node.address) ?? { id: '', name: node.name };
  return {
    address: node.address,
    id: identity.id,
    type: node.type,
    apiVersion: node.apiVersion,
    name: identity.name,
    stack,
    owner: node.owner,
    components: node.components,
    dependsOn: edgesOf(node) as readonly Address[],
    desired: resource.desired,
    desiredHash: sha256(canonicalJson([node.type, node.apiVersion, identity.name, resource.desired])),
    display: resource.display,
    protect: node.protect,
    ignoreChanges: node.ignoreChanges,
    generation: node.generation,
    ...(node.origin === undefined ? {} : { origin: node.origin }),
  };
}

function describeOutput(output: PlacedOutput): Synthesis['outputs'][number] {
  return { name: output.name, stack: output.stack, expression: canonicalJson(output.entry.value), ...(output.component === undefined ? {} : { component: output.component }) };
}

/** Limits that a stack breaks; one of a single resource says where that is defined. */
function limitFindings(stack: SynthesizedStack, resources: readonly SynthesizedResource[]): readonly Diagnostic[] {
  return checkLimits(stack.template).map(({ summary }) => {
    const resource = resources.find((candidate) => summary.includes(`'${candidate.type}/${candidate.name}'`));
    return diagnostic('error', 'ATK1401', `stack ${stack.id}: ${summary}`, resource === undefined ? {} : { address: resource.address, location: resource.origin });
  });
}
