import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { ArmTemplateError } from './template-error.ts';
import { validationError } from './template-error.ts';

/** A template whose sections have the right JSON types. */
export interface Template {
  readonly json: JsonObject;
  readonly parameters: JsonObject;
  readonly variables: JsonObject;
  readonly functions: readonly Json[];
  readonly definitions: JsonObject;
  readonly outputs: JsonObject;
  /** Assertions of Bicep's experimental test framework. */
  readonly asserts?: JsonObject;
  /** An array, or an object keyed by symbolic name. */
  readonly resources: readonly Json[] | JsonObject;
  /** languageVersion 2.0, and the experimental ones that led to it: resources are keyed by symbolic name. */
  readonly symbolic: boolean;
}

/**
 * Checks what stands where in a template and takes its sections apart.
 * @throws ArmTemplateError `ATK2001` for the first section that is missing or has the wrong type.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax
 */
export function readTemplate(json: Json): Template {
  if (!isJsonObject(json)) throw structureError('', 'The template must be a JSON object');
  for (const name of ['$schema', 'contentVersion']) {
    if (typeof json[name] !== 'string') throw structureError(name, `Required property '${name}' not found in JSON or not a string`);
  }
  if (!/^\d+\.\d+\.\d+\.\d+$/.test(String(json['contentVersion']))) {
    throw structureError('contentVersion', `The template version '${String(json['contentVersion'])}' is not valid: it has four numbers like 1.0.0.0`);
  }
  requireMembers(json, templateMembers, 'Template', '');
  const version = json['languageVersion'];
  if (version !== undefined && version !== null && (typeof version !== 'string' || !/^[12]\.\d+(-\w+)?$/.test(version))) {
    throw structureError('languageVersion', `The language version '${String(version)}' is not known`);
  }
  const symbolic = typeof version === 'string' && /^(2\.|1\.(9|\d\d)-experimental)/.test(version);
  const parameters = section(json, 'parameters');
  for (const [name, definition] of Object.entries(parameters)) {
    if (isJsonObject(definition)) requireMembers(definition, parameterMembers, 'TemplateInputParameter', `parameters.${name}.`);
  }
  return {
    json,
    parameters,
    variables: section(json, 'variables'),
    functions: list(json, 'functions'),
    definitions: section(json, 'definitions'),
    outputs: section(json, 'outputs'),
    ...(json['asserts'] === undefined ? {} : { asserts: section(json, 'asserts') }),
    resources: resourcesOf(json, symbolic),
    symbolic,
  };
}

const templateMembers: ReadonlySet<string> = new Set(
  '$schema contentversion languageversion apiprofile metadata parameters variables functions definitions resources outputs imports extensions asserts'.split(' '),
);

const parameterMembers: ReadonlySet<string> = new Set(
  'type defaultvalue allowedvalues minvalue maxvalue minlength maxlength metadata nullable $ref items prefixitems properties additionalproperties discriminator sealed pattern'.split(' '),
);

/** Azure refuses what it has no place for, such as a section with a spelling mistake; letter case does not matter. */
function requireMembers(json: JsonObject, known: ReadonlySet<string>, kind: string, prefix: string): void {
  const unknown = Object.keys(json).find((name) => !known.has(name.toLowerCase()));
  if (unknown !== undefined) throw structureError(`${prefix}${unknown}`, `Could not find member '${unknown}' on object of type '${kind}'`);
}

function section(json: JsonObject, name: string): JsonObject {
  const value = json[name] ?? {};
  if (!isJsonObject(value)) throw structureError(name, `The template section '${name}' must be an object`);
  return value;
}

function list(json: JsonObject, name: string): readonly Json[] {
  const value = json[name] ?? [];
  if (!Array.isArray(value)) throw structureError(name, `The template section '${name}' must be an array`);
  return value as readonly Json[];
}

function resourcesOf(json: JsonObject, symbolic: boolean): readonly Json[] | JsonObject {
  const value = json['resources'];
  if (value === undefined) throw structureError('resources', "Required property 'resources' not found in JSON");
  if (symbolic && isJsonObject(value)) return value;
  if (!symbolic && Array.isArray(value)) return value as readonly Json[];
  const expected = symbolic ? 'an object keyed by symbolic name in languageVersion 2.0' : 'an array';
  throw structureError('resources', `The template section 'resources' must be ${expected}`);
}

/** A template that Azure cannot read at all. */
export function structureError(path: string, sentence: string): ArmTemplateError {
  return validationError('ATK2001', `Template validation failed: ${sentence}. Path '${path}'. Please see https://aka.ms/arm-syntax for usage details.`, path);
}
