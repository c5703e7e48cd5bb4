import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { applyEdits, modify } from 'jsonc-parser';
import { nameWords } from '../define/name-words.ts';
import { manifestFile } from '../engine/load/manifest.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Answers, PlannedFile } from '../ui/wizard/answers.ts';
import { gen1Files, isGen1Manifest, keptGen1Manifest } from './gen1-project.ts';
import { changedManifest, freshManifest } from './init-manifest.ts';

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
  const manifest = withBefore(manifestFile, before, before === undefined || isOlder ? freshManifest(answers, freshId) : changedManifest(answers, before));
  return isOlder ? [manifest, { path: keptGen1Manifest, after: before }] : [manifest];
}

function withBefore(path: string, before: string | undefined, after: string): PlannedFile {
  return before === undefined ? { path, after } : { path, before, after };
}

/** npm takes fewer names than projects may have. */
function renamed(text: string, project: string): string {
  const name = nameWords(project).text.slice(0, 214);
  return name === '' ? text : applyEdits(text, modify(text, ['name'], name, {}));
}

function ignoreText(before: string | undefined): string {
  const lines = (before ?? '').split(/\r?\n/);
  const missing = ignoredLines.filter((line) => !lines.includes(line));
  const start = before === undefined || before === '' || before.endsWith('\n') ? (before ?? '') : `${before}\n`;
  return missing.length === 0 ? (before ?? '') : `${start}${missing.join('\n')}\n`;
}
