import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { CallNode, Expression } from './expression.ts';
import { findFunction } from './functions/function-table.ts';
import type { Finding } from './inspect-template.ts';
import { isDeployment, isInnerScope } from './nested-scope.ts';
import { isExpression, parseExpression } from './parse-expression.ts';
import { ArmTemplateError } from './template-error.ts';

/** Names that expressions of one template may use, in lower case. */
interface Names {
  readonly parameters: ReadonlySet<string>;
  readonly variables: ReadonlySet<string>;
  /** `namespace.function`. */
  readonly functions: ReadonlySet<string>;
}

interface Inspection {
  readonly names: Names;
  readonly report: (finding: Finding) => void;
  /** Parsed before, as loops of templates repeat themselves. */
  readonly parsed: Map<string, Expression | undefined>;
}

/**
 * Reads every expression of a template, also those that no evaluation reaches: its grammar, the functions that it calls with how many
 * arguments, and the parameters and variables that it names. Nested templates with inner scope have names of their own.
 */
export function inspectExpressions(template: JsonObject, path: string, report: (finding: Finding) => void): void {
  const inspection: Inspection = { names: namesOf(template), report, parsed: new Map() };
  for (const [key, json] of Object.entries(template)) {
    const here = path === '' ? key : `${path}.${key}`;
    if (key === 'functions') inspectFunctions(json, here, inspection);
    else if (!['$schema', 'contentVersion', 'metadata', 'definitions'].includes(key)) inspectJson(json, here, inspection);
  }
}

function namesOf(template: JsonObject): Names {
  const keys = (section: Json | undefined): string[] => (isJsonObject(section) ? Object.keys(section).map((name) => name.toLowerCase()) : []);
  const { variables, functions } = template;
  const loops = isJsonObject(variables) && Array.isArray(variables['copy']) ? (variables['copy'] as readonly Json[]).flatMap((loop) => (isJsonObject(loop) ? [String(loop['name']).toLowerCase()] : [])) : [];
  const groups = Array.isArray(functions) ? (functions as readonly Json[]).filter(isJsonObject) : [];
  return {
    parameters: new Set(keys(template['parameters'])),
    variables: new Set([...keys(variables), ...loops]),
    functions: new Set(groups.flatMap((group) => keys(group['members']).map((member) => `${String(group['namespace'])}.${member}`.toLowerCase()))),
  };
}

/** The body of a function sees its own parameters only. */
function inspectFunctions(json: Json, path: string, inspection: Inspection): void {
  if (!Array.isArray(json)) return;
  for (const [i, group] of (json as readonly Json[]).entries()) {
    const members = isJsonObject(group) && isJsonObject(group['members']) ? group['members'] : {};
    for (const [name, member] of Object.entries(members)) {
      const declared = isJsonObject(member) && Array.isArray(member['parameters']) ? (member['parameters'] as readonly Json[]) : [];
      const parameters = new Set(declared.flatMap((parameter) => (isJsonObject(parameter) ? [String(parameter['name']).toLowerCase()] : [])));
      inspectJson(member, `${path}[${i}].members.${name}`, { ...inspection, names: { ...inspection.names, parameters } });
    }
  }
}

function inspectJson(json: Json, path: string, inspection: Inspection): void {
  if (typeof json === 'string') {
    if (isExpression(json)) inspectText(json, path, inspection);
  } else if (Array.isArray(json)) {
    for (const [i, inner] of (json as readonly Json[]).entries()) inspectJson(inner, `${path}[${i}]`, inspection);
  } else if (isJsonObject(json)) {
    const isNested = typeof json['type'] === 'string' && isDeployment(json['type']);
    for (const [key, inner] of Object.entries(json)) {
      if (isExpression(key)) inspectText(key, path, inspection);
      if (isNested && key === 'properties' && isJsonObject(inner)) inspectDeployment(inner, `${path}.${key}`, inspection);
      else inspectJson(inner, `${path}.${key}`, inspection);
    }
  }
}

function inspectDeployment(properties: JsonObject, path: string, inspection: Inspection): void {
  const { template, ...rest } = properties;
  inspectJson(rest, path, inspection);
  if (!isJsonObject(template)) return;
  if (isInnerScope(properties)) inspectExpressions(template, `${path}.template`, inspection.report);
  else inspectJson(template, `${path}.template`, inspection);
}

function inspectText(text: string, path: string, inspection: Inspection): void {
  const known = inspection.parsed.has(text);
  const node = known ? inspection.parsed.get(text) : parse(text, path, inspection);
  inspection.parsed.set(text, node);
  if (node !== undefined) inspectNode(node, path, inspection);
}

function parse(text: string, path: string, { report }: Inspection): Expression | undefined {
  try {
    return parseExpression(text);
  } catch (error) {
    if (!(error instanceof ArmTemplateError)) throw error;
    report({ severity: 'error', code: error.code, message: error.message, path });
    return undefined;
  }
}

function inspectNode(root: Expression, path: string, inspection: Inspection): void {
  const pending: Expression[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'property') pending.push(node.target);
    if (node.kind === 'index') pending.push(node.index, node.target);
    if (node.kind !== 'call') continue;
    inspectCall(node, path, inspection);
    pending.push(...node.arguments);
  }
}

function inspectCall(node: CallNode, path: string, { names, report }: Inspection): void {
  const fail = (message: string): void => report({ severity: 'error', code: 'ATK2004', message, path });
  const key = node.name.toLowerCase();
  if (names.functions.has(key)) return;
  const descriptor = findFunction(node.name);
  if (descriptor === undefined) {
    fail(`The template function '${node.name}' does not exist.`);
    return;
  }
  const count = node.arguments.length;
  if (count < descriptor.minArgs || count > descriptor.maxArgs) fail(`The template function '${node.name}' does not take ${count} argument${count === 1 ? '' : 's'}.`);
  const [first] = node.arguments;
  if (first?.kind !== 'string') return;
  if (key === 'parameters' && !names.parameters.has(first.value.toLowerCase())) fail(`The template parameter '${first.value}' is not declared.`);
  if (key === 'variables' && !names.variables.has(first.value.toLowerCase())) fail(`The template variable '${first.value}' is not declared.`);
}
