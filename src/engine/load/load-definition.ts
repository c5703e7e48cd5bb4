import { existsSync, readFileSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { isBackend } from '../../define/define-backend.ts';
import type { Backend } from '../../define/define-backend.ts';
import { toDefinition } from '../../define/to-definition.ts';
import type { Provider } from '../../define/providers/provider.ts';
import type { BackendDefinition, ComponentDefinition, Definition, DefinitionFunctions, ExistingTemplate } from '../../model/definition.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { ProjectPackage } from '../../model/project.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import { checkEntries } from './check-entries.ts';
import { importModule } from './import-module.ts';
import { describeParseError, positionAt } from './json-position.ts';
import { loadError } from './load-error.ts';

/** What loading yields: the plain definition, and beside it the functions that it names by hash. */
export interface LoadedDefinition {
  readonly definition: Definition;
  readonly functions: DefinitionFunctions;
  /** User-written providers, by backend. */
  readonly providers: ReadonlyMap<string, readonly Provider[]>;
}

export interface LoadOptions {
  /** Project folder, absolute. */
  readonly folder: string;
  readonly packages: readonly ProjectPackage[];
  /** File URL of the library that `import 'atakora'` means when the project has none. */
  readonly libraryUrl: string;
}

/** Entries that are tried when the manifest names none. */
const defaultEntries = ['atakora/backend.ts', 'packages/backend/src/index.ts'];

/**
 * Loads the backend of every package. Handler code is never loaded.
 * @throws AtakoraError `ATK1201`–`ATK1207` with file, line and column.
 */
export async function loadDefinition(options: LoadOptions): Promise<LoadedDefinition> {
  const backends: BackendDefinition[] = [];
  const functions = new Map<string, (...args: readonly never[]) => unknown>();
  const providers = new Map<string, readonly Provider[]>();
  for (const entry of options.packages) {
    const file = entryOf(entry, options.folder);
    const backend = await loadBackend(file, options);
    const made = definitionOf(backend, entry.name, file, options.folder);
    for (const [hash, body] of made.functions) {
      functions.set(hash, body);
    }
    providers.set(entry.name, made.providers);
    const located = relocate(withTemplateFiles(made.definition, dirnameOf(file), options.folder), options.folder);
    checkEntries(located, options.folder);
    backends.push(located);
  }
  return { definition: { version: 1, backends }, functions, providers };
}

function definitionOf(backend: Backend, name: string, file: string, folder: string): ReturnType<typeof toDefinition> {
  try {
    return toDefinition(backend, name, { file });
  } catch (error) {
    throw loadError(error, folder, relative(folder, file));
  }
}

function entryOf(entry: ProjectPackage, folder: string): string {
  const candidates = entry.entry === '' ? defaultEntries : [entry.entry];
  const files = candidates.map((candidate) => resolve(folder, entry.path, candidate));
  const found = files.find((file) => existsSync(file));
  if (found === undefined) {
    const wanted = candidates.map((candidate) => join(entry.path, candidate)).join(' or ');
    throw new AtakoraError('ATK1201', `there is no backend file ${wanted}`, { location: { file: candidates[0] ?? '' } });
  }
  return found;
}

async function loadBackend(file: string, options: LoadOptions): Promise<Backend> {
  const entry = relative(options.folder, file).replaceAll('\\', '/');
  const module = await importModule(file, options).catch((error: unknown) => {
    throw loadError(error, options.folder, entry);
  });
  const exported = module['backend'] ?? module['default'];
  if (!isBackend(exported)) {
    const found = Object.keys(module);
    const what = exported === undefined ? `it exports ${found.length === 0 ? 'nothing' : found.join(', ')}` : 'what it exports is not what defineBackend returns';
    throw new AtakoraError('ATK1204', `${entry} exports no backend: ${what}`, { location: { file: entry } });
  }
  return exported;
}

function dirnameOf(file: string): string {
  return resolve(file, '..');
}

/** Reads the ARM templates that components bring; their paths are relative to the file that names them. */
function withTemplateFiles(backend: BackendDefinition, base: string, folder: string): BackendDefinition {
  return { ...backend, components: backend.components.map((component) => ({ ...component, templates: component.templates.map((template) => readTemplate(template, component, base, folder)) })) };
}

function readTemplate(template: ExistingTemplate, component: ComponentDefinition, base: string, folder: string): ExistingTemplate {
  const origin = locationFile(template.origin.file);
  const from = isAbsolute(origin) ? resolve(origin, '..') : base;
  const file = resolve(from, template.path);
  const shown = relative(folder, file).replaceAll('\\', '/');
  const at = relocateOne(template.origin, folder);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new AtakoraError('ATK1206', `component "${component.id}" names the template ${shown}, which cannot be read`, { location: at, cause });
  }
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const broken = errors[0];
  if (broken !== undefined || !isJsonObject(value)) {
    throw new AtakoraError('ATK1206', `${shown} is not a JSON template: ${broken === undefined ? 'it is not an object' : describeParseError(broken)}`, { location: { file: shown, ...positionAt(text, broken?.offset ?? 0) } });
  }
  return { ...template, path: shown, template: value as JsonObject, origin: at };
}

/** Call sites come as file URLs of this machine; a definition holds them relative to the project. */
function relocate(backend: BackendDefinition, folder: string): BackendDefinition {
  return {
    ...backend,
    origin: relocateOne(backend.origin, folder),
    components: backend.components.map((component) => ({
      ...component,
      origin: relocateOne(component.origin, folder),
      requirements: component.requirements.map((requirement) => ({ ...requirement, origin: relocateOne(requirement.origin, folder) })),
      resources: component.resources.map((resource) => ({ ...resource, origin: relocateOne(resource.origin, folder) })),
    })),
  };
}

function relocateOne(origin: SourceLocation, folder: string): SourceLocation {
  const file = locationFile(origin.file);
  return isAbsolute(file) ? { ...origin, file: relative(folder, file).replaceAll('\\', '/') } : origin;
}

function locationFile(file: string): string {
  return file.startsWith('file:') ? fileURLToPath(file.replace(/[?#].*$/, '')) : file;
}
