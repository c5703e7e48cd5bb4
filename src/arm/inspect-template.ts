import type { ErrorCode } from '../model/error-codes.ts';
import type { JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { evaluateAsserts } from './asserts.ts';
import { dependencyCollector } from './dependencies.ts';
import type { DeploymentInput } from './deployment-input.ts';
import { orderInWaves } from './deployment-order.ts';
import type { Evaluation } from './evaluation.ts';
import { createEvaluation } from './evaluation.ts';
import { bodyScope, expandDeployment } from './expand.ts';
import type { ExpandedDeployment } from './expand.ts';
import { nestedInput } from './nested-deployment.ts';
import { isDeployment } from './nested-scope.ts';
import { evaluateOutputValues } from './outputs.ts';
import { renderValue } from './render-value.ts';
import { evaluateBody } from './resource-body.ts';
import { declareResources } from './resource-declaration.ts';
import type { ResourceDeclaration } from './resource-declaration.ts';
import { indexResources } from './resource-index.ts';
import type { ReferenceCall } from './scope.ts';
import { resourceValue } from './runtime.ts';
import { ArmTemplateError, below } from './template-error.ts';

/** Something that is wrong with a template. */
export interface Finding {
  readonly severity: 'error' | 'warning';
  readonly code: ErrorCode;
  readonly message: string;
  /** JSON path in the template, such as `resources[0].name`; empty for the whole. */
  readonly path: string;
}

/** A resource that the inspection could declare. */
export interface InspectedResource {
  readonly declaration: ResourceDeclaration;
  /** Path of the template that it stands in, with a dot behind it; empty for the outermost. */
  readonly prefix: string;
  /** As far as it could be evaluated. */
  readonly body: JsonObject;
}

export interface Inspected {
  readonly findings: readonly Finding[];
  readonly resources: readonly InspectedResource[];
}

/** Nested templates are inspected this far down. */
const deepest = 8;

/**
 * Evaluates every part of a template by itself, so that a mistake in one does not hide those in others: parameters, variables,
 * resources, what they depend on, outputs, and nested templates. Errors that come from a parameter whose value nobody gave are left out.
 * @throws ArmTemplateError `ATK2001`, `ATK2002` when the template cannot be taken apart at all
 */
export function inspectDeployment(input: DeploymentInput, prefix = '', depth = 0): Inspected {
  const collected = collector(prefix);
  const evaluation = createEvaluation(input);
  for (const name of Object.keys(evaluation.template.parameters)) collected.run(() => evaluation.parameters.value(name));
  for (const name of Object.keys(evaluation.template.variables)) if (name !== 'copy') collected.run(() => evaluation.variables.value(name));
  collected.run(() => evaluation.variables.evaluateAll());
  const declared = declareResources(evaluation, collected.add);
  const index = collected.run(() => indexResources(declared)) ?? indexResources({ ...declared, resources: firstOfEach(declared.resources) });
  const collectDependencies = dependencyCollector(index);
  const nodes = index.all.map((entry) => {
    const calls: ReferenceCall[] = [];
    const scope = bodyScope(entry, index);
    const body = entry.declaration.condition ? collected.run(() => evaluateBody(entry.declaration, { ...scope, record: (call) => calls.push(call) })) : undefined;
    const found = collected.run(() => collectDependencies(entry, { ...scope, placement: 'early' }, calls));
    return {
      key: entry.key,
      id: entry.declaration.id,
      jsonPath: entry.declaration.jsonPath,
      dependsOn: found?.keys ?? [],
      body,
      declaration: entry.declaration,
    };
  });
  collected.run(() => orderInWaves(nodes));
  const expanded = collected.findings.length === 0 ? collected.run(() => expandDeployment(input)) : undefined;
  const inner = expanded === undefined ? [] : insideOf(expanded, prefix, depth, collected);
  if (expanded !== undefined) {
    inspectOutputs(evaluation, expanded, collected);
    inspectAsserts(expanded, collected);
  }
  const resources = nodes.map(({ declaration, body }) => ({ declaration, prefix, body: bodyOf(body) }));
  return {
    findings: [...collected.findings, ...inner.flatMap(({ findings }) => findings)],
    resources: [...resources, ...inner.flatMap((one) => one.resources)],
  };
}

function bodyOf(body: Parameters<typeof renderValue>[0] | undefined): JsonObject {
  const json = body === undefined ? {} : renderValue(body);
  return isJsonObject(json) ? json : {};
}

function firstOfEach(resources: readonly ResourceDeclaration[]): readonly ResourceDeclaration[] {
  const seen = new Set<string>();
  return resources.filter(({ id }) => !seen.has(id.toLowerCase()) && seen.add(id.toLowerCase()));
}

function insideOf(expanded: ExpandedDeployment, prefix: string, depth: number, collected: Collector): readonly Inspected[] {
  if (depth >= deepest) return [];
  return expanded.resources.flatMap((resource) => {
    if (!isDeployment(resource.type) || !resource.condition || resource.existing) return [];
    const path = `${resource.jsonPath}.properties.template`;
    const inner = collected.run(() => {
      const input = nestedInput(expanded, resourceValue(expanded, resource.key), resource.key);
      return below(path, () => inspectDeployment(input, `${prefix}${path}.`, depth + 1));
    });
    return inner === undefined ? [] : [inner];
  });
}

/** One output at a time: the template is read as if it had only that one. */
function inspectOutputs(evaluation: Evaluation, expanded: ExpandedDeployment, collected: Collector): void {
  for (const [name, output] of Object.entries(evaluation.template.outputs)) {
    const single = { ...evaluation, template: { ...evaluation.template, outputs: { [name]: output } } };
    collected.run(() => evaluateOutputValues({ ...expanded, internals: { ...expanded.internals, evaluation: single } }, undefined));
  }
}

/** An assertion that is false for what is known is a finding. */
function inspectAsserts(expanded: ExpandedDeployment, collected: Collector): void {
  const asserts = collected.run(() => evaluateAsserts(expanded)) ?? {};
  for (const [name, holds] of Object.entries(asserts)) {
    if (holds === false) collected.add(new ArmTemplateError('ATK2016', `The template assertion '${name}' is false.`, { path: `asserts.${name}`, placed: true }));
  }
}

interface Collector {
  readonly findings: Finding[];
  readonly add: (error: unknown) => void;
  readonly run: <T>(work: () => T) => T | undefined;
}

function collector(prefix: string): Collector {
  const findings: Finding[] = [];
  const seen = new Set<string>();
  const add = (error: unknown): void => {
    if (!(error instanceof ArmTemplateError)) throw error;
    const path = `${prefix}${error.path ?? ''}`.replace(/\.$/, '');
    if (seen.has(`${path} ${error.message}`)) return;
    seen.add(`${path} ${error.message}`);
    findings.push({ severity: 'error', code: error.code, message: error.message, path });
  };
  const run = <T>(work: () => T): T | undefined => {
    try {
      return work();
    } catch (error) {
      add(error);
      return undefined;
    }
  };
  return { findings, add, run };
}
