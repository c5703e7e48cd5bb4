import { existsSync, readFileSync } from 'node:fs';
import { dirname, isAbsolute, join, resolve } from 'node:path';
import { parse } from 'jsonc-parser';
import type { ParseError } from 'jsonc-parser';
import { isBackend } from '../../define/define-backend.ts';
import type { Backend } from '../../define/define-backend.ts';
import { toDefinition } from '../../define/to-definition.ts';
import type { Provider } from '../../define/providers/provider.ts';
import type { BackendDefinition, ComponentDefinition, Definition, DefinitionFunctions, ExistingTemplate } from '../../model/definition.ts';
import { AtakoraError } from '../../model/errors.ts';
import { isJsonObject } from '../../model/json.ts';
import type { ProjectPackage } from '../../model/project.ts';
import type { SourceLocation } from '../../model/source-location.ts';
import { checkEntries } from './check-entries.ts';
import { importModule } from './import-module.ts';
import { describeParseError, positionAt } from './json-position.ts';
import { loadError } from './load-error.ts';
import { filePath, projectPath, relocate } from './project-path.ts';

/** What loading yields: the plain definition, and beside it the functions that it names by hash. */
export interface LoadedDefinition {
  readonly definition: Definition;
  readonly functions: DefinitionFunctions;
  /** User-written providers, by backend. */
  readonly providers: ReadonlyMap<string, readonly Provider[]>;
  /** It is of an earlier run: the settings of today may name features that it does not know. */
  readonly archived?: true;
}

export interface LoadOptions {
  /** Project folder, absolute. */
  readonly folder: string;
  readonly packages: readonly ProjectPackage[];
  /** File URL of the library that `import 'atakora'` means when the project has none. */
  readonly libraryUrl: string;
  /** Gives up waiting for code that does not finish loading. */
  readonly signal?: AbortSignal;
}

/** Entries that are tried when the manifest names none. */
const defaultEntries = ['atakora/backend.ts', 'packages/backend/src/index.ts'];

/**
 * Loads the backend of every package. Handler code is never loaded.
 * @throws AtakoraError `ATK1201`–`ATK1208` with file, line and column.
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
    const located = withProjectPlaces(withTemplateFiles(made.definition, dirname(file), options.folder), options.folder);
    checkEntries(located, options.folder);
    backends.push(located);
  }
  return { definition: { version: 1, backends }, functions, providers };
}

function definitionOf(backend: Backend, name: string, file: string, folder: string): ReturnType<typeof toDefinition> {
  try {
    return toDefinition(backend, name, { file });
  } catch (error) {
    throw loadError(error, folder, projectPath(file, folder));
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
  const entry = projectPath(file, options.folder);
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

/** Reads the ARM templates that components bring; their paths are relative to the file that names them. */
function withTemplateFiles(backend: BackendDefinition, base: string, folder: string): BackendDefinition {
  return { ...backend, components: backend.components.map((component) => ({ ...component, templates: component.templates.map((template) => readTemplate(template, component, base, folder)) })) };
}

function readTemplate(template: ExistingTemplate, component: ComponentDefinition, base: string, folder: string): ExistingTemplate {
  const origin = filePath(template.origin.file);
  const file = resolve(isAbsolute(origin) ? dirname(origin) : base, template.path);
  const shown = projectPath(file, folder);
  let text: string;
  try {
    text = readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (cause) {
    throw new AtakoraError('ATK1206', `component "${component.id}" names the template ${shown}, which cannot be read`, { location: relocate(template.origin, folder), cause });
  }
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const broken = errors[0];
  if (broken !== undefined || !isJsonObject(value)) {
    throw new AtakoraError('ATK1206', `${shown} is not a JSON template: ${broken === undefined ? 'it is not an object' : describeParseError(broken)}`, { location: { file: shown, ...positionAt(text, broken?.offset ?? 0) } });
  }
  return { ...template, path: shown, template: value };
}

/** The definition with all places relative to the project; they come as file URLs of this machine. */
function withProjectPlaces(backend: BackendDefinition, folder: string): BackendDefinition {
  const placed = <T extends { readonly origin: SourceLocation }>(item: T): T => ({ ...item, origin: relocate(item.origin, folder) });
  const components = backend.components.map((component) => ({ ...placed(component), requirements: component.requirements.map(placed), resources: component.resources.map(placed), templates: component.templates.map(placed), ...(component.secrets === undefined ? {} : { secrets: component.secrets.map((said) => (said.origin === undefined ? said : { ...said, origin: relocate(said.origin, folder) })) }) }));
  const refactorings = backend.refactorings?.map(placed);
  return { ...placed(backend), components, ...(refactorings === undefined ? {} : { refactorings }) };
}
