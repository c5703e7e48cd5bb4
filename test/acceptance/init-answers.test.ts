import { existsSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { runAtakora } from './run-atakora.ts';

function makeFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-init-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('a Gen 1 project is told first, with what is proposed from it, and its manifest is kept', async () => {
  const folder = makeFolder();
  mkdirSync(join(folder, '.atakora'));
  const old = JSON.stringify({ version: '1.0.0', organization: 'Contoso', project: 'Web Shop', defaultPackage: 'backend', packages: { backend: { path: 'packages/backend', deployment: { location: 'northeurope' } } } });
  writeFileSync(join(folder, '.atakora/manifest.json'), old);
  const ended = await runAtakora(['init', '--yes'], { cwd: folder });
  expect(ended.code, ended.stderr).toBe(0);
  expect(`${ended.stderr}${ended.stdout}`.replaceAll(/\s+/g, ' ')).toMatch(/^This folder holds an Atakora Gen 1 project \(\.atakora\/manifest\.json\)\. Proposed from it: project web-shop; organization Contoso; location northeurope\./);
  expect(readFileSync(join(folder, '.atakora/manifest.gen1.json'), 'utf8')).toBe(old);
  expect(JSON.parse(readFileSync(join(folder, '.atakora/manifest.json'), 'utf8'))).toMatchObject({ schema: 1, project: 'web-shop', organization: 'Contoso', location: 'northeurope' });
});

test('a generated secret is in .env, in no output, and stays when init runs again', async () => {
  const folder = makeFolder();
  const ended = await runAtakora(['init', '--template', 'uploads', '--secret', 'SCAN_API_KEY=generate', '--yes', '--json'], { cwd: folder });
  expect(ended.code, ended.stderr).toBe(0);
  const text = readFileSync(join(folder, '.env'), 'utf8');
  const value = /^SCAN_API_KEY=["']?([A-Za-z0-9]{32})["']?$/m.exec(text)?.[1] ?? 'none';
  expect(value).toHaveLength(32);
  expect(`${ended.stdout}${ended.stderr}`).not.toContain(value);
  expect(statSync(join(folder, '.env')).mode & 0o777).toBe(0o600);
  expect(JSON.parse(ended.stdout)).toMatchObject({ secrets: { written: ['SCAN_API_KEY'], kept: [], later: [] }, next: ['atakora plan --local', 'atakora apply --local'] });

  rmSync(join(folder, 'atakora'), { recursive: true });
  const again = await runAtakora(['init', '--template', 'uploads', '--secret', 'SCAN_API_KEY=generate', '--yes', '--json'], { cwd: folder });
  expect(JSON.parse(again.stdout)).toMatchObject({ secrets: { written: [], kept: ['SCAN_API_KEY'] } });
  expect(readFileSync(join(folder, '.env'), 'utf8')).toBe(text);
});

test.each([
  [['--secret', 'SCAN_API_KEY=hunter2-hunter2'], 'secrets import'],
  [['--secret', 'SCAN_API_KEY=enter'], 'secrets import'],
  [['--set', 'prod.cosmos.maxThroughput=1500'], 'must be a multiple of 1000'],
  [['--set', 'qa.storage.versioning=true'], '"qa" is no environment'],
])('%j is refused before anything is written', async (flags, reason) => {
  const folder = makeFolder();
  const ended = await runAtakora(['init', '--template', 'uploads', ...flags, '--yes'], { cwd: folder });
  expect(ended.code).not.toBe(0);
  expect(ended.stderr.replaceAll(/\s+/g, ' ')).toContain(reason);
  expect(`${ended.stdout}${ended.stderr}`).not.toContain('hunter2');
  expect(existsSync(join(folder, '.atakora'))).toBe(false);
});

test('a configuration that a program makes is left to people, with the lines to write', async () => {
  const folder = makeFolder();
  const source = 'const make = () => ({ environments: {} });\nexport default make();\n';
  writeFileSync(join(folder, 'atakora.config.ts'), source);
  const ended = await runAtakora(['init', '--set', 'prod.storage.versioning=false', '--yes'], { cwd: folder });
  expect(ended.code).not.toBe(0);
  expect(ended.stderr.replaceAll(/\s+/g, ' ')).toContain('write prod.storage.versioning=false there yourself');
  expect(readFileSync(join(folder, 'atakora.config.ts'), 'utf8')).toBe(source);
});
