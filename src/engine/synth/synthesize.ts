import { checkLimits } from '../../arm/limits.ts';
import { sha256 } from '../../define/sha256.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { ResourceGraph } from '../../model/graph.ts';
import type { Synthesis, SynthesizedPackage, SynthesizedResource, SynthesizedStack } from '../../model/synthesis.ts';
import { armRenderer } from './arm-expression.ts';
import { declaredSecrets } from './declared-secrets.ts';
import { duplicateOutputs, duplicateResources } from './duplicates.ts';
import { synthesizeExistingTemplates } from './existing-template.ts';
import { plainSecretOutputs, plainSecrets } from './plain-secrets.ts';
import { edgesOf } from './node-edges.ts';
import type { NodeIdentity } from './node-ids.ts';
import { identifyNodes } from './node-ids.ts';
import type { PlacedOutput } from './place-outputs.ts';
import { placeOutputs } from './place-outputs.ts';
import { indexReferences } from './reference-index.ts';
import type { StackLimits } from './split-stack.ts';
import type { StackPart } from './stack-parts.ts';
import { stackParts } from './stack-parts.ts';
import type { RenderedResource } from './stack-template.ts';
import { templateOf } from './stack-template.ts';

/**
 * Turns a composed graph into per-stack ARM templates and the desired state of every resource. Pure: the same graph gives the same bytes.
 * Findings (limits, plain secrets) come back as diagnostics of the result. A graph with errors gives no templates: what it refers to may not exist.
 * @param limits Sizes above which a stack is split; those of Azure when absent.
 */
export function synthesize(graph: ResourceGraph, limits?: StackLimits): Synthesis {
  if (graph.diagnostics.some((finding) => finding.severity === 'error')) {
    return synthesisOf(graph, [], [], [], graph.diagnostics);
  }
  const index = indexReferences(graph.nodes, graph.project, graph.target);
  const identities = identifyNodes(graph.nodes, index, graph.target);
  const { parts, stackOf, diagnostics: circles } = stackParts(graph.nodes, index, graph.backends.length, limits);
  const groups = new Map(parts.map((part) => [part.id, part.place.groupName]));
  const outputs = placeOutputs(graph.outputs, [...groups.keys()], stackOf, (stack) => armRenderer(index, groups.get(stack)));
  const outputsOf = Map.groupBy(outputs.placed, (output) => output.stack);
  const stacks = parts.map((part) => writeStack(part, outputsOf.get(part.id) ?? [], graph));
  const resources = parts.flatMap((part) => part.resources.map((resource) => describe(resource, part.id, identities)));
  const existing = synthesizeExistingTemplates(graph, { index, identities, stackOf });
  const allResources = [...resources, ...existing.resources];
  const allOutputs = [...outputs.placed.map(describeOutput), ...existing.outputs];
  const whole = synthesisOf(graph, [...stacks, ...existing.stacks], allResources, allOutputs, [
    ...graph.diagnostics,
    ...circles,
    ...outputs.diagnostics,
    ...existing.diagnostics,
    ...duplicateResources(allResources),
    ...duplicateOutputs(allOutputs),
    ...stacks.flatMap((stack) => limitFindings(stack, allResources)),
    ...plainSecrets(resources),
    ...plainSecretOutputs(outputs.placed),
  ]);
  const packages = graph.packages.map((node): SynthesizedPackage => ({ ...node, siteId: (identities.get(node.address) as NodeIdentity).id }));
  const secrets = declaredSecrets(graph.secrets ?? [], (address) => (identities.get(address) as NodeIdentity).id);
  return { ...whole, ...(packages.length === 0 ? {} : { packages }), ...(secrets.length === 0 ? {} : { secrets }) };
}

function synthesisOf(graph: ResourceGraph, stacks: readonly SynthesizedStack[], resources: readonly SynthesizedResource[], outputs: Synthesis['outputs'], diagnostics: readonly Diagnostic[]): Synthesis {
  return {
    project: graph.project,
    target: graph.target,
    stacks,
    resources: [...resources].sort((a, b) => (a.address < b.address ? -1 : 1)),
    outputs: [...outputs].sort((a, b) => (a.name < b.name ? -1 : 1)),
    ...(graph.leftOut === undefined ? {} : { leftOut: graph.leftOut }),
    diagnostics,
    hash: sha256(JSON.stringify(stacks.map((stack) => [stack.id, sha256(JSON.stringify([stack.template, stack.parameters]))]))),
  };
}

function writeStack(part: StackPart, outputs: readonly PlacedOutput[], graph: ResourceGraph): SynthesizedStack {
  const { subscriptionId, location } = graph.target;
  const { groupName, stack } = part.place;
  return {
    id: part.id,
    stack,
    scope: groupName === undefined ? { kind: 'subscription', subscriptionId, location } : { kind: 'resourceGroup', subscriptionId, resourceGroup: groupName },
    template: templateOf(groupName === undefined ? 'subscription' : 'resourceGroup', part.resources, Object.fromEntries(outputs.map((output) => [output.name, output.entry]))),
    parameters: {},
    verbatim: false,
    dependsOn: part.dependsOn,
  };
}

function describe(resource: RenderedResource, stack: string, identities: ReadonlyMap<string, NodeIdentity>): SynthesizedResource {
  const { node, desired, display } = resource;
  const { id, name } = identities.get(node.address) as NodeIdentity;
  return {
    address: node.address,
    id,
    type: node.type,
    apiVersion: node.apiVersion,
    name,
    stack,
    owner: node.owner,
    components: node.components,
    dependsOn: edgesOf(node),
    desired,
    // `desired` has sorted keys, so this is canonical.
    desiredHash: sha256(JSON.stringify([node.type, node.apiVersion, name, desired])),
    display,
    protect: node.protect,
    ignoreChanges: node.ignoreChanges,
    generation: node.generation,
    ...(node.origin === undefined ? {} : { origin: node.origin }),
    ...(node.alsoFrom === undefined ? {} : { alsoFrom: node.alsoFrom }),
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
