import type { DeploymentInput } from '../../arm/deployment-input.ts';
import { expandDeployment } from '../../arm/expand.ts';
import { evaluateOutputs } from '../../arm/runtime.ts';
import { ArmTemplateError } from '../../arm/template-error.ts';
import type { Address } from '../../model/address.ts';
import { canonicalJson, sortKeys } from '../../model/canonical-json.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { ResourceGraph, TemplateNode } from '../../model/graph.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { DeploymentTarget, Synthesis, SynthesizedResource, SynthesizedStack } from '../../model/synthesis.ts';
import { armContext } from './arm-context.ts';
import type { NodeIdentity } from './node-ids.ts';
import type { KnownTexts, ReferenceIndex } from './reference-index.ts';
import { readParameters } from './template-parameters.ts';
import { templateResources } from './template-resources.ts';
import { referencedAddresses } from './value-references.ts';

/** What brought templates add to a synthesis. */
export interface ExistingTemplates {
  readonly stacks: readonly SynthesizedStack[];
  readonly resources: readonly SynthesizedResource[];
  readonly outputs: Synthesis['outputs'];
  readonly diagnostics: readonly Diagnostic[];
}

/** What is known of the backend's own resources, to which parameters may refer. */
export interface OwnSynthesis {
  readonly index: ReferenceIndex;
  readonly identities: ReadonlyMap<string, NodeIdentity>;
  /** Address to the id of its stack. */
  readonly stackOf: ReadonlyMap<string, string>;
}

/** Deployments of templates that users brought: whole and unaltered; their expanded resources are planned like any other. */
export function synthesizeExistingTemplates(graph: ResourceGraph, own: OwnSynthesis): ExistingTemplates {
  const parts = graph.templates.map((node) => synthesizeOne(node, graph, own));
  return {
    stacks: parts.flatMap((part) => part.stacks),
    resources: parts.flatMap((part) => part.resources),
    outputs: parts.flatMap((part) => part.outputs),
    diagnostics: parts.flatMap((part) => part.diagnostics),
  };
}

function synthesizeOne(node: TemplateNode, graph: ResourceGraph, own: OwnSynthesis): ExistingTemplates {
  const { template, path } = node.template;
  const broken = (summary: string, diagnostics: readonly Diagnostic[] = []): ExistingTemplates => ({
    stacks: [],
    resources: [],
    outputs: [],
    diagnostics: [...diagnostics, diagnostic('error', 'ATK1402', `template ${path}: ${summary}`, { location: { file: path } })],
  });
  const group = groupOf(node, graph);
  const scope = scopeOf(template, graph, group.name);
  if (scope === undefined) {
    return broken('it is for a management group or the tenant; resource groups and subscriptions are deployed to');
  }
  const { parameters, diagnostics } = readParameters(node.template, knownTexts(graph, own));
  if (diagnostics.length > 0) {
    return { stacks: [], resources: [], outputs: [], diagnostics };
  }
  const stack: SynthesizedStack = {
    id: stackId(node, graph),
    stack: 'compute',
    scope,
    template,
    parameters: sortKeys(parameters) as JsonObject,
    verbatim: true,
    dependsOn: neededStacks(node, group.address, own),
  };
  try {
    const expanded = expandDeployment(deploymentInput(stack, parameters, graph));
    const resources = templateResources(expanded, node, { stack: stack.id, group: scope.kind === 'resourceGroup' ? group.address : undefined });
    const outputs = Object.entries(evaluateOutputs(expanded)).filter(([, output]) => !output.secure);
    return { stacks: [stack], resources, outputs: outputs.map(([name]) => ({ name, stack: stack.id, expression: canonicalJson(outputText(template, name)), component: node.component })), diagnostics: [] };
  } catch (error) {
    if (error instanceof ArmTemplateError) {
      return broken(error.message);
    }
    throw error;
  }
}

/** `existing.<component>`, with the template's own name where it has one and the backend's where there are several. */
function stackId(node: TemplateNode, graph: ResourceGraph): string {
  const { backend, component, template } = node;
  return ['existing', ...(graph.backends.length > 1 ? [backend] : []), component, ...(template.name === component ? [] : [template.name])].join('.');
}

/** Where a template says by its `$schema` that it is deployed; undefined above subscriptions. */
function scopeOf(template: JsonObject, graph: ResourceGraph, resourceGroup: string): DeploymentTarget | undefined {
  const { subscriptionId, location } = graph.target;
  const schema = String(template['$schema'] ?? '').toLowerCase();
  if (schema.includes('/subscriptiondeploymenttemplate.json')) {
    return { kind: 'subscription', subscriptionId, location };
  }
  return /\/(managementgroup|tenant)deploymenttemplate\.json/.test(schema) ? undefined : { kind: 'resourceGroup', subscriptionId, resourceGroup };
}

function groupOf(node: TemplateNode, graph: ResourceGraph): { readonly address: Address | undefined; readonly name: string } {
  const made = graph.nodes.find((candidate) => candidate.address === `${node.backend}/group.main/group`);
  return { address: made?.address, name: made?.name ?? graph.target.resourceGroup.name ?? '' };
}

/** Parameters must be known before the deployment, so ids and facts of the subscription go in as text too. */
function knownTexts(graph: ResourceGraph, own: OwnSynthesis): KnownTexts {
  const { subscriptionId, tenantId, resourceGroup } = graph.target;
  const facts: Readonly<Record<string, string | undefined>> = { subscriptionId, tenantId, resourceGroup: resourceGroup.name };
  return {
    contextLiteral: (key) => own.index.contextLiteral(key) ?? facts[key],
    outputLiteral: (address, output) => (output === 'id' ? own.identities.get(address)?.id : own.index.outputLiteral(address, output)),
  };
}

/** Stacks of the group and of every resource that a parameter refers to. */
function neededStacks(node: TemplateNode, group: Address | undefined, own: OwnSynthesis): readonly string[] {
  const needed = [...(group === undefined ? [] : [group]), ...Object.values(node.template.parameters).flatMap(referencedAddresses)];
  return [...new Set(needed.flatMap((address) => own.stackOf.get(address) ?? []))].sort();
}

function deploymentInput(stack: SynthesizedStack, parameters: DeploymentInput['parameters'], graph: ResourceGraph): DeploymentInput {
  const { tenantId, location } = graph.target;
  return { name: stack.id, location, scope: { ...stack.scope, tenantId }, template: stack.template, parameters, context: armContext(graph.target) };
}

function outputText(template: JsonObject, name: string): Json {
  const outputs = template['outputs'];
  const output = isJsonObject(outputs) ? outputs[name] : undefined;
  return isJsonObject(output) ? (output['value'] ?? null) : null;
}
