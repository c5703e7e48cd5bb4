import type { Json } from '../../model/json.ts';
import { withYamlEnvironment, withoutYamlEnvironment } from './edit-yaml.ts';
import { insertProperty, ownProperties, removeProperty, writtenJson } from './edit-object.ts';
import type { SourceObject } from './source-object.ts';
import { defaultExport, firstObject, propertyAt } from './source-object.ts';

/** The configuration of a project that has none, with one environment that extends another. */
export function newConfiguration(name: string, base: string): string {
  return `import { defineConfig } from 'atakora';\n\nexport default defineConfig({\n  environments: {\n    ${keyOf(name)}: { extends: '${base}' },\n  },\n});\n`;
}

/** How an environment would be written into a configuration, for a person to do it. */
export function environmentEntry(file: string, name: string, base: string): string {
  return file.endsWith('.json') ? `"${name}": { "extends": "${base}" }` : /\.ya?ml$/.test(file) ? `${name}: { extends: ${base} }` : `${keyOf(name)}: { extends: '${base}' }`;
}

/** The text with an environment that extends another; everything else stays as it is. Undefined when its place cannot be found. */
export function withEnvironment(text: string, file: string, name: string, base: string): string | undefined {
  if (file.endsWith('.json')) {
    return withJsonField(text, ['environments', name], { extends: base });
  }
  return /\.ya?ml$/.test(file) ? withYamlEnvironment(text, name, base) : withSourceEnvironment(text, name, base);
}

/** The text without an environment; undefined when it does not stand there as one entry. */
export function withoutEnvironment(text: string, file: string, name: string): string | undefined {
  const path = ['environments', name];
  if (file.endsWith('.json')) {
    return withoutJsonField(text, path);
  }
  return /\.ya?ml$/.test(file) ? withoutYamlEnvironment(text, name) : withoutPropertyAt(text, defaultExport(text), path);
}

/**
 * The text of a JSON file, comments and trailing commas allowed, with a field that it does not have yet. Objects around it that are
 * missing are made; what is there is not written anew.
 */
export function withJsonField(text: string, path: readonly string[], value: Json): string {
  const root = firstObject(text);
  const [first = '', ...rest] = path;
  if (root === undefined) {
    return `${writtenJson(nested(path, value), '')}\n`;
  }
  const around = propertyAt(root, path.slice(0, -1));
  const object = around === undefined ? root : around.depth === path.length - 1 ? around.property.value : undefined;
  const [key, inside] = object === root ? [first, nested(rest, value)] : [path.at(-1) ?? '', value];
  return object === undefined ? text : insertProperty(text, object, (indent) => `${JSON.stringify(key)}: ${writtenJson(inside, indent)}`);
}

function nested(path: readonly string[], value: Json): Json {
  return path.reduceRight<Json>((inner, step) => ({ [step]: inner }), value);
}

function withSourceEnvironment(text: string, name: string, base: string): string | undefined {
  const root = defaultExport(text);
  if (root === undefined) {
    return undefined;
  }
  const environments = propertyAt(root, ['environments']);
  const entry = `${keyOf(name)}: { extends: '${base}' }`;
  if (environments === undefined) {
    return insertProperty(text, root, () => `environments: { ${entry} }`);
  }
  const object = environments.property.value;
  return object === undefined ? undefined : insertProperty(text, object, () => entry);
}

/** The text of a JSON file, comments and trailing commas allowed, without a field; undefined when it does not have it. */
export function withoutJsonField(text: string, path: readonly string[]): string | undefined {
  return withoutPropertyAt(text, firstObject(text), path);
}

/** Properties that a spread brings stand elsewhere, and are left to people. */
function withoutPropertyAt(text: string, root: SourceObject | undefined, path: readonly string[]): string | undefined {
  const around = path.length === 1 ? root : propertyAt(root, path.slice(0, -1));
  const object = around !== undefined && 'depth' in around ? (around.depth === path.length - 1 ? around.property.value : undefined) : around;
  const property = object === undefined ? undefined : ownProperties(object).findLast(({ key }) => key === path.at(-1));
  return object === undefined || property === undefined ? undefined : removeProperty(text, object, property);
}

function keyOf(name: string): string {
  return /^[a-z][a-z0-9]*$/.test(name) ? name : `'${name}'`;
}
