import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readTemplates } from '../../src/platform/init-files.ts';
import { templateSecrets } from '../../src/platform/init-secrets.ts';
import { templateTypes } from '../../src/platform/template-types.ts';
import { projectRoot } from '../gates/gate.ts';
import { runAtakora } from './run-atakora.ts';

const templates = readTemplates(projectRoot);

test.each(templates.map(({ name }) => name))('what init knows of the secrets of %s before its code can be loaded is what the code declares', { timeout: 60_000 }, async (name) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-template-')));
  const made = await runAtakora(['init', '--template', name, '--yes'], { cwd: folder });
  expect(made.code, made.stderr).toBe(0);
  const checked = await runAtakora(['secrets', 'check', '--local', '--json'], { cwd: folder });
  const { secrets } = JSON.parse(checked.stdout) as { readonly secrets: readonly { readonly name: string; readonly description?: string }[] };
  expect(templates.filter((template) => template.name === name).flatMap(templateSecrets)).toEqual(secrets.map((secret) => ({ name: secret.name, ...(secret.description === undefined ? {} : { description: secret.description }) })));
  rmSync(folder, { recursive: true, force: true });
});

test.each(templates.map(({ name }) => name))('what init looks up in regions for %s is what its templates deploy', (name) => {
  const folder = join(projectRoot, 'snapshots', name, 'dev', 'templates');
  const deployed = readdirSync(folder).flatMap((file) => typesIn(JSON.parse(readFileSync(join(folder, file), 'utf8'))));
  const own = [...new Set(deployed)].filter((type) => type.split('/').length === 2 && !/roleAssignments|diagnosticSettings|deployments$/.test(type)).sort();
  expect(templateTypes[name]?.toSorted()).toEqual(own);
});

function typesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(typesIn);
  if (typeof value !== 'object' || value === null) return [];
  const own = 'type' in value && 'apiVersion' in value && typeof value.type === 'string' ? [value.type] : [];
  return [...own, ...Object.values(value).flatMap(typesIn)];
}
