import type { Diagnostic } from '../../model/diagnostic.ts';
import { diagnostic } from '../../model/diagnostic.ts';
import type { ExistingTemplate } from '../../model/definition.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { isExpression } from '../../model/value.ts';
import { suggestion } from '../../define/nearest.ts';
import { literalText } from './arm-expression.ts';
import type { KnownTexts } from './reference-index.ts';

/** Deployment parameters of a template that a user brought: literals, or references to secrets in a Key Vault. */
export type TemplateParameters = Readonly<Record<string, { readonly value: Json } | { readonly reference: JsonObject }>>;

/** The values of a template's parameters as ARM wants them, and everything that is wrong with them. */
export interface ReadParameters {
  readonly parameters: TemplateParameters;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Holds the values that a user gives against what the template declares: unknown names (`ATK1308`), secrets as plain text (`ATK1309`),
 * values that only the deployment knows and missing ones (`ATK1403`). Types and allowed values are left to the template language.
 */
export function readParameters(template: ExistingTemplate, known: KnownTexts): ReadParameters {
  const declared = declaredParameters(template);
  const parameters: Record<string, { readonly value: Json } | { readonly reference: JsonObject }> = {};
  const diagnostics: Diagnostic[] = [];
  const report = (code: 'ATK1308' | 'ATK1309' | 'ATK1403', summary: string, hint: string): void =>
    void diagnostics.push(diagnostic('error', code, `template ${template.path}: ${summary}`, { hint, location: template.origin }));
  for (const [name, given] of Object.entries(template.parameters)) {
    const definition = declared.get(name.toLowerCase());
    const value = knownValue(given, known);
    if (definition === undefined) {
      report('ATK1308', `it has no parameter "${name}"`, suggestion(name, [...declared.values()].map((parameter) => parameter.name)));
    } else if (value === undefined) {
      report('ATK1403', `the value of the parameter "${name}" is known only after a deployment`, 'Use a literal, the name or id of a resource, or a fact of the environment.');
    } else if (isVaultReference(value)) {
      parameters[definition.name] = { reference: value['reference'] as JsonObject };
    } else if (definition.secure) {
      report('ATK1309', `the secure parameter "${name}" has its value as plain text`, `Give it as { reference: { keyVault: { id: '…' }, secretName: '…' } }.`);
    } else {
      parameters[definition.name] = { value };
    }
  }
  const given = new Set(Object.keys(template.parameters).map((name) => name.toLowerCase()));
  for (const [key, { name, required }] of declared) {
    if (required && !given.has(key)) {
      report('ATK1403', `its parameter "${name}" needs a value`, `Give it: existingTemplate('…', { parameters: { ${name}: … } }).`);
    }
  }
  return { parameters, diagnostics };
}

interface DeclaredParameter {
  readonly name: string;
  readonly secure: boolean;
  readonly required: boolean;
}

/** Parameters by their name in lower case, as ARM compares them. */
function declaredParameters(template: ExistingTemplate): ReadonlyMap<string, DeclaredParameter> {
  const { parameters, definitions } = template.template;
  const found = new Map<string, DeclaredParameter>();
  for (const [name, written] of Object.entries(isJsonObject(parameters) ? parameters : {})) {
    const definition = isJsonObject(written) ? withReferred(written, isJsonObject(definitions) ? definitions : {}) : {};
    const { type, nullable } = definition;
    const secure = typeof type === 'string' && type.toLowerCase().startsWith('secure');
    found.set(name.toLowerCase(), { name, secure, required: definition['defaultValue'] === undefined && nullable !== true });
  }
  return found;
}

/** A parameter with the type definition that it refers to; the template language refuses references that go further or nowhere. */
function withReferred(parameter: JsonObject, definitions: JsonObject): JsonObject {
  const target = typeof parameter['$ref'] === 'string' ? definitions[parameter['$ref'].replace('#/definitions/', '')] : undefined;
  return isJsonObject(target) ? { ...target, ...parameter } : parameter;
}

/** @see https://learn.microsoft.com/azure/azure-resource-manager/templates/key-vault-parameter */
function isVaultReference(value: Json): value is JsonObject {
  const reference = isJsonObject(value) && Object.keys(value).length === 1 ? value['reference'] : undefined;
  return isJsonObject(reference) && isJsonObject(reference['keyVault']) && typeof reference['secretName'] === 'string';
}

/** The value as JSON when all of it is known before the deployment; undefined when it is not. */
function knownValue(value: Value, known: KnownTexts): Json | undefined {
  if (isExpression(value)) {
    return literalText(value, known);
  }
  if (Array.isArray(value)) {
    const items = (value as readonly Value[]).map((item) => knownValue(item, known));
    return items.every((item) => item !== undefined) ? items : undefined;
  }
  if (typeof value !== 'object' || value === null) {
    return value as Json;
  }
  const entries = Object.entries(value as ValueObject).map(([key, item]) => [key, knownValue(item, known)] as const);
  return entries.every((entry): entry is readonly [string, Json] => entry[1] !== undefined) ? Object.fromEntries(entries) : undefined;
}
