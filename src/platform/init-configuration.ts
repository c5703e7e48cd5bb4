import { insertProperty, ownProperties, writtenJson } from '../engine/load/edit-object.ts';
import { withYamlValue } from '../engine/load/edit-yaml-value.ts';
import type { SourceObject } from '../engine/load/source-object.ts';
import { defaultExport, firstObject } from '../engine/load/source-object.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { SettingChange } from './settings-matrix.ts';

/** File that is made for a project without a configuration. */
export const freshConfiguration = 'atakora.config.ts';

/**
 * The text of a configuration with changed settings of environments; everything else stays as it is written. Undefined when a place for
 * one cannot be found: objects that a program makes, YAML that is not in plain blocks.
 * @param before Undefined: there is none yet.
 */
export function configurationText(file: string, before: string | undefined, changes: readonly SettingChange[]): string | undefined {
  if (before === undefined) {
    const settings = changes.reduce<Json>((merged, { environment, path, value }) => put(merged, ['environments', environment, ...path], value), {});
    return `import { defineConfig } from 'atakora';\n\nexport default defineConfig(${blockOf(settings, '')});\n`;
  }
  if (/\.ya?ml$/.test(file)) return changes.reduce<string | undefined>((text, { environment, path, value }) => (text === undefined ? undefined : withYamlValue(text, ['environments', environment, ...path], value)), before);
  return changes.reduce<string | undefined>((text, change) => (text === undefined ? undefined : withSetting(text, file.endsWith('.json'), change)), before);
}

/** Opens the object of every step that is written where it stands: one that a name or a spread leads to may be meant for others too. */
function withSetting(text: string, isJson: boolean, { environment, path, value }: SettingChange): string | undefined {
  const steps = ['environments', environment, ...path];
  let object: SourceObject | undefined = isJson ? firstObject(text) : defaultExport(text);
  for (const [index, step] of steps.entries()) {
    if (object === undefined) return undefined;
    const found = ownProperties(object).findLast(({ key }) => key === step);
    const rest = steps.slice(index + 1);
    const entry = (inner: Json) => (indent: string) => `${keyOf(step, isJson)}: ${isJson ? writtenJson(inner, indent) : lineOf(inner)}`;
    if (found === undefined) return object.properties.some(({ key }) => key === step) ? undefined : insertProperty(text, object, entry(rest.reduceRight<Json>((below, name) => ({ [name]: below }), value)));
    if (rest.length === 0) return `${text.slice(0, found.start)}${entry(value)('')}${text.slice(found.end)}`;
    object = found.value !== undefined && found.value.open > found.start && found.value.close < found.end ? found.value : undefined;
  }
  return undefined;
}

function put(target: Json, [step, ...rest]: readonly string[], value: Json): Json {
  if (step === undefined) return value;
  const object = isJsonObject(target) ? target : {};
  return { ...object, [step]: put(object[step] ?? {}, rest, value) };
}

/** Objects of objects over several lines, those of plain values on one. */
function blockOf(value: Json, indent: string): string {
  if (!isJsonObject(value) || !Object.values(value).some(isJsonObject)) return lineOf(value);
  const fields = Object.entries(value).map(([key, below]) => `${indent}  ${keyOf(key, false)}: ${blockOf(below, `${indent}  `)},\n`);
  return `{\n${fields.join('')}${indent}}`;
}

function lineOf(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(lineOf).join(', ')}]`;
  if (isJsonObject(value)) return `{ ${Object.entries(value).map(([key, below]) => `${keyOf(key, false)}: ${lineOf(below)}`).join(', ')} }`;
  return typeof value === 'string' ? `'${JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'` : JSON.stringify(value);
}

function keyOf(name: string, isJson: boolean): string {
  return isJson ? JSON.stringify(name) : /^[a-z]\w*$/i.test(name) ? name : `'${name}'`;
}
