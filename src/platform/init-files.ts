import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, findNodeAtLocation, modify, parseTree } from 'jsonc-parser';
import { manifestFile } from '../engine/load/manifest.ts';
import { knownFields } from '../engine/load/manifest-schema.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import type { Answers, PlannedFile } from '../ui/wizard/answers.ts';
import { gen1Files, isGen1Manifest, keptGen1Manifest } from './gen1-project.ts';
import { stateAccountName, stateContainer } from './state-names.ts';

/** Templates are the examples; folders of the package. */
export interface TemplateFiles {
  readonly name: string;
  readonly title: string;
  /** Relative path → text. Without the example's own manifest and state. */
  readonly files: ReadonlyMap<string, string>;
}

const titles: Readonly<Record<string, string>> = {
  'feedback-api': 'a REST API over one entity and a function',
  uploads: 'functions on HTTP, queues, timers and blobs, with a secret',
  'existing-template': 'an ARM template that you already have',
};

/** What a project has that is not begun any more. */
export const backendFile = 'atakora/backend.ts';

const ignoredLines = ['.atakora/local/', '.env', '.env.*', 'node_modules/'];

/** Reads the templates that come with the package. @throws AtakoraError `ATK1902` when the package is incomplete. */
export function readTemplates(packageFolder: string): readonly TemplateFiles[] {
  const base = join(packageFolder, 'examples');
  if (!existsSync(base)) {
    throw new AtakoraError('ATK1902', `the templates of Atakora are missing in ${base}`, { hint: 'Install Atakora again.' });
  }
  const names = Object.keys(titles).filter((name) => existsSync(join(base, name)));
  return names.map((name) => ({ name, title: titles[name] ?? name, files: readTree(join(base, name), '') }));
}

function readTree(folder: string, below: string): ReadonlyMap<string, string> {
  const files = new Map<string, string>();
  for (const name of readdirSync(join(folder, below)).sort()) {
    const path = below === '' ? name : `${below}/${name}`;
    if (name === '.atakora' || name === 'node_modules' || name === '.gitignore') {
      continue;
    }
    if (statSync(join(folder, path)).isDirectory()) {
      for (const [inner, text] of readTree(folder, path)) {
        files.set(inner, text);
      }
    } else {
      files.set(path, readFileSync(join(folder, path), 'utf8'));
    }
  }
  return files;
}

/** What is in the folder now of the files that any answers could write. Read once, before the questions. */
export function readExisting(folder: string, templates: readonly TemplateFiles[]): ReadonlyMap<string, string> {
  const paths = new Set([manifestFile, '.gitignore', ...gen1Files, ...templates.flatMap((template) => [...template.files.keys()])]);
  return new Map([...paths].flatMap((path) => (existsSync(join(folder, path)) ? [[path, readFileSync(join(folder, path), 'utf8')] as const] : [])));
}

/**
 * The files that answers make. What exists is kept: the manifest and .gitignore gain what is missing, with comments kept;
 * everything else that is there stays as it is. Pure.
 */
export function plannedFiles(answers: Answers, templates: readonly TemplateFiles[], existing: ReadonlyMap<string, string>, freshId: string): readonly PlannedFile[] {
  const template = templates.find((candidate) => candidate.name === answers.template);
  const hasBackend = existing.has(backendFile);
  const fromTemplate = hasBackend ? [] : [...(template?.files ?? [])].filter(([path]) => !existing.has(path)).map(([path, text]) => ({ path, after: path === 'package.json' ? renamed(text, answers.project) : text }));
  const before = existing.get('.gitignore');
  const files: readonly PlannedFile[] = [
    ...manifestFiles(answers, existing, freshId),
    withBefore('.gitignore', before, ignoreText(before)),
    ...fromTemplate,
  ];
  return files.filter((file) => file.before !== file.after);
}

/** The manifest; the one of an earlier generation gives way, and is kept beside it. */
function manifestFiles(answers: Answers, existing: ReadonlyMap<string, string>, freshId: string): readonly PlannedFile[] {
  const before = existing.get(manifestFile);
  const isOlder = before !== undefined && isGen1Manifest(before);
  const manifest = withBefore(manifestFile, before, manifestText(answers, isOlder ? undefined : before, freshId));
  return isOlder ? [manifest, { path: keptGen1Manifest, after: before }] : [manifest];
}

function withBefore(path: string, before: string | undefined, after: string): PlannedFile {
  return before === undefined ? { path, after } : { path, before, after };
}

function renamed(text: string, project: string): string {
  return applyEdits(text, modify(text, ['name'], project, {}));
}

function ignoreText(before: string | undefined): string {
  const lines = (before ?? '').split(/\r?\n/);
  const missing = ignoredLines.filter((line) => !lines.includes(line));
  const start = before === undefined || before === '' || before.endsWith('\n') ? (before ?? '') : `${before}\n`;
  return missing.length === 0 ? (before ?? '') : `${start}${missing.join('\n')}\n`;
}

function manifestText(answers: Answers, before: string | undefined, freshId: string): string {
  const fields: readonly (readonly [string, Json | undefined])[] = [
    ['organization', answers.organization],
    ['project', answers.project],
    ['environment', answers.defaultEnvironment],
    ['location', answers.location],
    ['subscriptionId', answers.subscriptionId],
    ['tenantId', answers.tenantId],
    ['state', stateField(answers, before, freshId)],
    ...Object.entries(answers.tags).filter(([name]) => !knownFields.includes(name)),
  ];
  const given = fields.filter((field): field is readonly [string, Json] => field[1] !== undefined && field[1] !== '');
  if (before === undefined) {
    const environments = Object.fromEntries(answers.environments.map((name) => [name, {}]));
    return `${JSON.stringify({ schema: 1, id: freshId, ...Object.fromEntries(given), environments, packages: { main: { path: '.' } } }, null, 2)}\n`;
  }
  const edits: readonly (readonly [readonly string[], Json])[] = [...given.map(([name, value]) => [[name], value] as const), ...answers.environments.map((name) => [['environments', name], {}] as const)];
  const plain = before.replace(/^\uFEFF/, '');
  const changed = edits.filter(([path, value]) => !isKept(plain, path, value));
  return changed.length === 0 ? before : changed.reduce((text, [path, value]) => applyEdits(text, modify(text, [...path], value, { formattingOptions: { insertSpaces: true, tabSize: 2 } })), plain);
}

/** The setting of the state; undefined where there is nothing to write. A container that is named stays, whatever its name is. */
function stateField({ state, project, subscriptionId }: Answers, before: string | undefined, freshId: string): Json | undefined {
  const root = before === undefined ? undefined : parseTree(before.replace(/^\uFEFF/, ''), [], { allowTrailingComma: true });
  const valueAt = (...path: readonly string[]): unknown => (root === undefined ? undefined : findNodeAtLocation(root, [...path])?.value);
  if (state !== 'azure-blob' || subscriptionId === undefined) {
    return state === 'local' ? state : undefined;
  }
  if (valueAt('state', 'backend') === 'azure-blob') {
    return undefined;
  }
  const id = valueAt('id');
  return { backend: 'azure-blob', account: stateAccountName({ project, projectId: typeof id === 'string' ? id : freshId, subscriptionId }), container: stateContainer };
}

/** An environment that exists keeps its fields, and a value that says the same its form: `42` is not made `"42"`. */
function isKept(text: string, path: readonly string[], value: Json): boolean {
  const tree = parseTree(text, [], { allowTrailingComma: true });
  const found = tree === undefined ? undefined : findNodeAtLocation(tree, [...path]);
  return found !== undefined && (path.length > 1 || String(found.value) === String(value));
}
