import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { structureError } from './template-structure.ts';
import type { Template } from './template-structure.ts';

/**
 * The definition of a parameter, output or type with the type definitions that it refers to merged in, its own words first.
 * @throws ArmTemplateError `ATK2001` when it refers to nothing, or to itself.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/definitions
 */
export function readDefinition(template: Template, raw: Json, path: string, seen: ReadonlySet<string> = new Set()): JsonObject {
  if (!isJsonObject(raw)) throw structureError(path, 'The definition must be an object');
  const target = raw['$ref'];
  if (typeof target !== 'string') return raw;
  const name = /^#\/definitions\/(.+)$/.exec(target)?.[1];
  const definition = name === undefined || !Object.hasOwn(template.definitions, name) ? undefined : template.definitions[name];
  if (name === undefined || definition === undefined || seen.has(name)) throw structureError(path, `The definition '${target}' is not found`);
  return { ...readDefinition(template, definition, `definitions.${name}`, new Set([...seen, name])), ...raw };
}
