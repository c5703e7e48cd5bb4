import type { SuppliedParameter } from '../arm/deployment-input.ts';
import { externalInputsOf } from '../arm/external-inputs.ts';
import { nearest } from '../define/nearest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { CommandContext } from './command-context.ts';
import type { JsonFile } from './template-file.ts';
import { locationIn, readJsonFile } from './template-file.ts';

/** Parameters as a file gives them. */
export interface ParameterFile {
  readonly source: JsonFile;
  readonly parameters: Readonly<Record<string, SuppliedParameter>>;
  /** Values that its expressions read. */
  readonly externalInputs: Readonly<Record<string, Json>>;
  /** JSON path of the object that holds them; empty for a bare file. */
  readonly path: string;
}

/**
 * Reads a parameter file: with a schema or without, its values wrapped (`{"value": …}`, `{"reference": {"keyVault": …}}`) or, in a
 * bare file, as they are. References to a Key Vault stay unresolved; so does what reads an external input without a value.
 * @throws AtakoraError `ATK2002` for a file that is no object, and for a parameter without a value.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/parameter-files
 */
export function readParameterFile(context: CommandContext, file: string): ParameterFile {
  const source = readJsonFile(context, file);
  const { json } = source;
  if (!isJsonObject(json)) throw wrong(source, '', `${file} must hold a JSON object of parameters`);
  const wrapped = '$schema' in json || 'contentVersion' in json || isWrapper(json['parameters'] ?? null);
  const entries = wrapped ? (json['parameters'] ?? {}) : json;
  const path = wrapped ? 'parameters' : '';
  if (!isJsonObject(entries)) throw wrong(source, path, `"parameters" of ${file} must be an object`);
  if (isTemplate(json)) throw wrong(source, '', `${file} is a template, not a parameter file`);
  return { source, path, externalInputs: externalInputsOf(wrapped ? json['externalInputs'] : undefined), parameters: Object.fromEntries(Object.entries(entries).map(([name, value]) => [name, supplied(source, path, name, value, wrapped)])) };
}

/** True for the `parameters` section of a parameter file, and false for a parameter of that name in a bare file. */
function isWrapper(section: Json): boolean {
  return isJsonObject(section) && Object.values(section).every((entry) => isJsonObject(entry)) && !('value' in section);
}

function isTemplate(json: JsonObject): boolean {
  return 'resources' in json && /deploymentTemplate/i.test(String(json['$schema'] ?? ''));
}

function supplied(source: JsonFile, path: string, name: string, value: Json, wrapped: boolean): SuppliedParameter {
  const keys = ['value', 'reference', 'expression'] as const;
  if (isJsonObject(value) && keys.some((key) => key in value)) {
    const { expression } = value;
    return {
      ...(value['value'] === undefined ? {} : { value: value['value'] }),
      ...(value['reference'] === undefined ? {} : { reference: value['reference'] }),
      ...(typeof expression === 'string' ? { expression } : {}),
    };
  }
  if (!wrapped) return { value };
  throw wrong(source, under(path, name), `the parameter '${name}' of ${source.file} has neither "value" nor "reference"`);
}

function under(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}

function wrong(source: JsonFile, path: string, message: string): AtakoraError {
  return new AtakoraError('ATK2002', message, { location: locationIn(source, path) });
}

/** The first thing that is wrong between a template's parameters and those given, as an error; undefined when they fit by name. */
export function parameterMismatch(template: JsonFile, required: readonly { readonly name: string; readonly type: string }[], declared: readonly string[], given: ParameterFile | undefined): AtakoraError | undefined {
  const known = new Set(declared.map((name) => name.toLowerCase()));
  const unknown = Object.keys(given?.parameters ?? {}).filter((name) => !known.has(name.toLowerCase()));
  const [first] = unknown;
  if (given !== undefined && first !== undefined) {
    const meant = nearest(first, declared);
    const hint = meant === undefined ? `Parameters of the template: ${declared.length === 0 ? 'none' : declared.join(', ')}.` : `Did you mean "${meant}"?`;
    const names = unknown.map((name) => `'${name}'`).join(', ');
    return new AtakoraError('ATK2002', `${names} ${unknown.length === 1 ? 'is no parameter' : 'are no parameters'} of ${template.file}`, { hint, location: locationIn(given.source, under(given.path, first)) });
  }
  const [missing] = required;
  if (missing === undefined) return undefined;
  const list = required.map(({ name, type }) => `${name} (${type})`).join(', ');
  const hint = given === undefined ? 'Give them in a file: --parameters FILE.' : `Add them to ${given.source.file}.`;
  const what = required.length === 1 ? '1 parameter has no value' : `${required.length} parameters have no value`;
  return new AtakoraError('ATK2002', `${what}: ${list}`, { hint, location: locationIn(template, `parameters.${missing.name}`) });
}
