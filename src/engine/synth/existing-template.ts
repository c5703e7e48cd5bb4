import type { DeploymentInput } from '../../arm/deployment-input.ts';
import { expandDeployment } from '../../arm/expand.ts';
import type { ExpandedDeployment, ExpandedResource } from '../../arm/expand.ts';
import { evaluateOutputs, evaluateResource, nestedDeployment } from '../../arm/runtime.ts';
import { ArmTemplateError } from '../../arm/template-error.ts';
import { sha256 } from '../../define/sha256.ts';
import type { Address } from '../../model/address.ts';
import { formatAddress } from '../../model/address.ts';
import { canonicalJson, sortKeys } from '../../model/canonical-json.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { ResourceGraph, TemplateNode } from '../../model/graph.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Synthesis, SynthesizedResource, SynthesizedStack } from '../../model/synthesis.ts';
import { isExpression } from '../../model/value.ts';
import { armContext } from './arm-context.ts';
import { literalText } from './arm-expression.ts';
import type { ReferenceIndex } from './reference-index.ts';

export interface ExistingTemplates {
  readonly stacks: readonly SynthesizedStack[];
  readonly resources: readonly SynthesizedResource[];
  readonly outputs: Synthesis['outputs'];
  readonly diagnostics: readonly Diagnostic[];
}

/** Deployments of templates that users brought: whole and unaltered; their expanded resources are planned like any other. */
export function synthesizeExistingTemplates(graph: ResourceGraph, others: readonly SynthesizedStack[], index: ReferenceIndex): ExistingTemplates {
  const parts = graph.templates.map((node) => synthesizeOne(node, graph, others, index));
  return {
    stacks: parts.flatMap((part) => part.stacks),
    resources: parts.flatMap((part) => part.resources),
    outputs: parts.flatMap((part) => part.outputs),
    diagnostics: parts.flatMap((part) => part.diagnostics),
  };
}

function synthesizeOne(node: TemplateNode, graph: ResourceGraph, others: readonly SynthesizedStack[], index: ReferenceIndex): ExistingTemplates {
  const parameters = parameterValues(node, index);
  const group = groupOf(node, graph);
  const id = `existing.${node.template.name}`;
  const input: DeploymentInput = {
    name: id,
    location: graph.target.location,
    scope: { kind: 'resourceGroup', tenantId: graph.target.tenantId, subscriptionId: graph.target.subscriptionId, resourceGroup: group },
    template: node.template.template,
    parameters: parameters.values as DeploymentInput['parameters'],
    context: armContext(graph.target),
  };
  const stack: SynthesizedStack = {
    id,
    stack: 'compute',
    scope: { kind: 'resourceGroup', subscriptionId: graph.target.subscriptionId, resourceGroup: group },
    template: node.template.template,
    parameters: sortKeys(parameters.values) as JsonObject,
    verbatim: true,
    dependsOn: others.filter((other) => other.stack === 'foundation').map((other) => other.id),
  };
  try {
    const expanded = expandDeployment(input);
    const resources = leavesOf(expanded, node, stack.id, ownerAddresses(node, graph));
    const outputs = Object.keys(evaluateOutputs(expanded)).map((name) => ({ name, stack: id, expression: canonicalJson(outputText(node, name)), component: node.component }));
    return { stacks: [stack], resources, outputs, diagnostics: parameters.diagnostics };
  } catch (error) {
    if (error instanceof ArmTemplateError) {
      const finding = diagnostic('error', 'ATK1402', `template ${node.template.path}: ${error.message}`, { location: { file: node.template.path } });
      return { stacks: [stack], resources: [], outputs: [], diagnostics: [...parameters.diagnostics, finding] };
    }
    throw error;
  }
}

function outputText(node: TemplateNode, name: string): Json {
  const outputs = node.template.template['outputs'];
  const output = isJsonObject(outputs) ? outputs[name] : undefined;
  return isJsonObject(output) ? (output['value'] ?? null) : null;
}

function parameterValues(node: TemplateNode, index: ReferenceIndex): { readonly values: JsonObject; readonly diagnostics: readonly Diagnostic[] } {
  const values: Record<string, Json> = {};
  const diagnostics: Diagnostic[] = [];
  for (const [name, value] of Object.entries(node.template.parameters)) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && isExpression(value)) {
      const text = value.$ === 'secret' || value.$ === 'arm' ? undefined : literalText(value, index);
      if (text === undefined) {
        diagnostics.push(diagnostic('error', 'ATK1403', `parameter "${name}" of ${node.template.path} needs a value that is known before the deployment`, { location: node.template.origin, hint: 'Use a literal, a name, or a fact of the environment.' }));
        continue;
      }
      values[name] = { value: text };
    } else {
      values[name] = isJsonObject(value) && 'reference' in value ? (value as JsonObject) : { value: value as Json };
    }
  }
  return { values, diagnostics };
}

function groupOf(node: TemplateNode, graph: ResourceGraph): string {
  const group = graph.nodes.find((candidate) => candidate.address === `${node.backend}/group.main/group`);
  return group?.name ?? graph.target.resourceGroup.name ?? '';
}

/** How resources of a template are addressed: the component owns them; several templates of one component are told apart by name. */
function ownerAddresses(node: TemplateNode, graph: ResourceGraph): (resource: ExpandedResource, path: string) => Address {
  const alone = graph.templates.filter((other) => other.backend === node.backend && other.component === node.component).length === 1;
  return (resource, path) => {
    const last = resource.type.split('/').slice(1).join('.');
    const plain = resource.symbolicName ?? `${last}.${resource.name}`;
    const name = [...(alone ? [] : [node.template.name]), ...(path === '' ? [] : [path]), plain].join('.');
    return formatAddress({ backend: node.backend, owner: node.component, name: name.replaceAll(/[^A-Za-z0-9._~-]+/g, '.').slice(0, 128) });
  };
}

function leavesOf(expanded: ExpandedDeployment, node: TemplateNode, stack: string, addressOf: (resource: ExpandedResource, path: string) => Address, path = ''): readonly SynthesizedResource[] {
  const live = expanded.resources.filter((resource) => resource.condition && !resource.existing);
  const addresses = new Map(live.map((resource) => [resource.key, addressOf(resource, path)]));
  return live.flatMap((resource) => {
    if (resource.type.toLowerCase() === 'microsoft.resources/deployments') {
      return leavesOf(expandDeployment(nestedDeployment(expanded, resource.key)), node, stack, addressOf, resource.symbolicName ?? resource.name);
    }
    const { type: _type, name: _name, apiVersion: _apiVersion, ...desired } = evaluateResource(expanded, resource.key);
    const address = addresses.get(resource.key) as Address;
    const sorted = sortKeys(desired) as JsonObject;
    return [
      {
        address,
        id: resource.id,
        type: resource.type,
        apiVersion: resource.apiVersion,
        name: resource.name,
        stack,
        owner: node.component,
        components: [node.component],
        dependsOn: resource.dependsOn.flatMap((key) => addresses.get(key) ?? []).sort(),
        desired: sorted,
        desiredHash: sha256(canonicalJson([resource.type, resource.apiVersion, resource.name, sorted])),
        display: {},
        protect: false,
        ignoreChanges: [],
        generation: 1,
        origin: { file: node.template.path },
      },
    ];
  });
}
