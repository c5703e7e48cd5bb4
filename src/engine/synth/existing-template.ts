import type { DeploymentInput } from '../../arm/deployment-input.ts';
import { expandDeployment } from '../../arm/expand.ts';
import { evaluateOutputs } from '../../arm/runtime.ts';
import type { DeclaredParameter } from '../../arm/required-parameters.ts';
import { declaredParameters } from '../../arm/required-parameters.ts';
import { readTemplate } from '../../arm/template-structure.ts';
import { ArmTemplateError } from '../../arm/template-error.ts';
import { isExpressionText } from '../../model/arm-expression-text.ts';
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
import { plainSecrets } from './plain-secrets.ts';
import { readsKeys, readsSecure } from './secret-outputs.ts';
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
    const declared = declaredParameters(readTemplate(template));
    const expanded = expandHidden(deploymentInput(stack, parameters, graph), declared);
    const resources = templateResources(expanded, node, { stack: stack.id, group: scope.kind === 'resourceGroup' ? group.address : undefined });
    const open = Object.entries(evaluateOutputs(expanded)).flatMap(([name, output]) => (output.secure ? [] : [{ name, text: outputText(template, name), value: output.value }]));
    const [hidden, outputs] = [true, false].map((secret) => open.filter(({ text, value }) => (readsKeys(text) || readsKeys(value) || readsSecure(value, declared)) === secret));
    const findings = [...secretOutputs(hidden ?? [], node), ...secretDefaults(declared, node), ...plainSecrets(resources).map((finding) => ({ ...finding, severity: 'warning' as const, hint: textHint }))];
    return { stacks: [stack], resources, outputs: (outputs ?? []).map(({ name, text }) => ({ name, stack: stack.id, expression: canonicalJson(text), component: node.component })), diagnostics: findings };
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

const textHint = 'Make it a secure parameter and give that from a Key Vault: it is kept with the templates of each run.';

/** A secure parameter with a value in the template. Values of secure parameters are kept out of everything, so that a change of one is not seen either. */
function secretDefaults(declared: readonly DeclaredParameter[], { component, template: { origin } }: TemplateNode): readonly Diagnostic[] {
  return declared
    .filter(({ secure, definition }) => secure && typeof definition['defaultValue'] === 'string' && definition['defaultValue'] !== '' && !isExpressionText(definition['defaultValue']))
    .map(({ name }) => diagnostic('warning', 'ATK1309', `the secure parameter "${name}" of the template of ${component} has a value as plain text; a change of it is not planned`, { hint: textHint, location: origin }));
}

/** With secure parameters as unknown, so that no value of one is in what comes of it; with them where the template cannot be expanded otherwise. */
function expandHidden(input: DeploymentInput, declared: readonly DeclaredParameter[]): ReturnType<typeof expandDeployment> {
  const unknown = declared.filter(({ secure }) => secure).map(({ name }) => [name, { reference: {} }] as const);
  try {
    return expandDeployment({ ...input, parameters: { ...Object.fromEntries(unknown), ...input.parameters } });
  } catch (error) {
    if (!(error instanceof ArmTemplateError) || unknown.length === 0) throw error;
    return expandDeployment(input);
  }
}

/** The template is the user's and is deployed as it is; what it gives out stays where it is. */
function secretOutputs(outputs: readonly { readonly name: string }[], { component, template: { origin } }: TemplateNode): readonly Diagnostic[] {
  return outputs.map(({ name }) => diagnostic('warning', 'ATK1309', `the output "${name}" of the template of ${component} holds a key of a resource or a secure parameter: it is neither recorded nor shown`, { hint: 'Give it a secure type, or leave it out: Azure keeps it in the history of deployments for everyone who may read that.', location: origin }));
}

function outputText(template: JsonObject, name: string): Json {
  const outputs = template['outputs'];
  const output = isJsonObject(outputs) ? outputs[name] : undefined;
  return isJsonObject(output) ? (output['value'] ?? null) : null;
}
