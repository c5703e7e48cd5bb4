import type { Diagnostic } from '../model/diagnostic.ts';
import { diagnostic } from '../model/diagnostic.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';

/**
 * What Azure Resource Manager allows in one template. Sizes are in bytes of UTF-8, the rest are counts.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/best-practices#template-limits
 */
export const armLimits = {
  templateBytes: 4 * 1024 * 1024,
  resourceBytes: 1024 * 1024,
  resources: 800,
  copyCount: 800,
  parameters: 256,
  variables: 256,
  outputs: 64,
  /** @see https://learn.microsoft.com/azure/azure-resource-manager/bicep/linter-rule-max-asserts */
  asserts: 32,
  expressionCharacters: 24_576,
  /** @see https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules#microsoftresources */
  deploymentNameCharacters: 64,
} as const;

/** What the evaluator spends at most on one deployment, so that every template ends. Ours, far above what a real template needs. */
export const evaluationLimits = {
  /** Levels of calls, accessors and indexes inside one expression. */
  expressionDepth: 256,
  /** Nested evaluations, across variables, parameters and user functions; at 700 the costliest of them still fit on the stack of Node. */
  evaluationDepth: 400,
  /** Nodes evaluated, and the elements and characters that functions read and make, weighed by what they cost; about a second of work. */
  steps: 1_500_000,
  /** Elements and characters of long texts in one value, shared parts counted each time they occur. */
  valueSize: 4 * 1024 * 1024,
  /** Levels of arrays and objects in one value. */
  valueDepth: 256,
} as const;

/** Azure's `format` of a deployment name: letters, digits and `-_.()`, at most 64. */
export function isDeploymentName(name: string): boolean {
  return /^[-\w._()]{1,64}$/.test(name);
}

/** The limits of Azure Resource Manager that a template breaks, as errors with code `ATK2010`; copies are not expanded. */
export function checkLimits(template: Json): readonly Diagnostic[] {
  if (!isJsonObject(template)) return [];
  const found: Diagnostic[] = [];
  const check = (what: string, actual: number, limit: number) => {
    if (actual > limit) found.push(diagnostic('error', 'ATK2010', `${what}: ${actual}, and Azure allows ${limit}.`));
  };
  check('Size of the template in bytes', sizeOf(template), armLimits.templateBytes);
  for (const [section, limit] of [
    ['parameters', armLimits.parameters],
    ['variables', armLimits.variables],
    ['outputs', armLimits.outputs],
    ['asserts', armLimits.asserts],
  ] as const) {
    const entries = template[section];
    if (isJsonObject(entries)) check(`Number of ${section}`, Object.keys(entries).length, limit);
  }
  const resources = [...resourcesOf(template)];
  check('Number of resources', resources.length, armLimits.resources);
  for (const resource of resources) check(`Size of the resource ${nameOf(resource)} in bytes`, sizeOf(resource), armLimits.resourceBytes);
  for (const { path, text } of longExpressions(template)) check(`Characters in the expression at ${path}`, text.length, armLimits.expressionCharacters);
  return found;
}

function sizeOf(json: Json): number {
  return new TextEncoder().encode(JSON.stringify(json)).length;
}

function nameOf(resource: JsonObject): string {
  return `'${String(resource['type'])}/${String(resource['name'])}'`;
}

function* resourcesOf(owner: JsonObject): Generator<JsonObject> {
  const pending: Json[] = owner['resources'] === undefined ? [] : [owner['resources']];
  while (pending.length > 0) {
    const section = pending.pop();
    if (typeof section !== 'object' || section === null) continue;
    for (const resource of Object.values(section)) {
      if (!isJsonObject(resource)) continue;
      yield resource;
      if (resource['resources'] !== undefined) pending.push(resource['resources']);
    }
  }
}

function* longExpressions(template: Json): Generator<{ readonly path: string; readonly text: string }> {
  const pending: { readonly path: string; readonly value: Json }[] = [{ path: '', value: template }];
  for (let item = pending.pop(); item !== undefined; item = pending.pop()) {
    const { path, value } = item;
    if (typeof value === 'string') {
      if (value.startsWith('[') && value.length > armLimits.expressionCharacters) yield { path, text: value };
    } else if (Array.isArray(value)) {
      value.forEach((inner: Json, i) => pending.push({ path: `${path}[${i}]`, value: inner }));
    } else if (isJsonObject(value)) {
      for (const [key, inner] of Object.entries(value)) pending.push({ path: path === '' ? key : `${path}.${key}`, value: inner });
    }
  }
}
