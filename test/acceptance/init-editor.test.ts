import { mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import type { Ended } from './run-atakora.ts';
import { runAtakora } from './run-atakora.ts';

const manifest = '{\r\n\t// ours\r\n\t"schema": 1,\r\n\t"id": "0f1e2d3c-4b5a",\r\n\t"project": "My Shop & Söhne",\r\n\t"organization": "Contoso",\r\n\t"location": "West Europe", // near\r\n\t"costCenter": 42,\r\n\t"owner": { "team": "web" },\r\n\t"note": "a, b",\r\n\t"environment": "dev",\r\n\t"environments": {\r\n\t\t"dev": {},\r\n\t\t"qa": { "location": "northeurope" }, // testers\r\n\t\t"prod": { "protected": true }\r\n\t},\r\n}\r\n';

const configurations: Readonly<Record<string, string>> = {
  'atakora.config.yaml': '# settings\nenvironments:\n    # testers\n    qa:\n        storage:\n            versioning: true   # wanted\n    prod:\n        cosmos:\n            maxThroughput: 8000\n',
  'atakora.config.json': '{\n  // settings\n  "environments": {\n    "qa": { "storage": { "versioning": true } }, // testers\n    "prod": { "cosmos": { "maxThroughput": 8000 } }\n  }\n}\n',
  'atakora.config.ts': "import { defineConfig } from 'atakora';\n\n// settings\nexport default defineConfig({\n  environments: {\n    qa: { storage: { versioning: true } }, // testers\n    prod: {\n      cosmos: { maxThroughput: 8000 },\n    },\n  },\n});\n",
};

/** A project that somebody has written by hand, with a configuration. */
async function makeProject(file: string, text = configurations[file] ?? ''): Promise<{ readonly folder: string; readonly init: (...flags: readonly string[]) => Promise<Ended>; readonly files: () => Readonly<Record<string, string>> }> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-editor-')));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const init = (...flags: readonly string[]): Promise<Ended> => runAtakora(['init', ...flags, '--yes'], { cwd: folder });
  await init('--template', 'feedback-api', '--name', 'shop');
  writeFileSync(join(folder, '.atakora/manifest.json'), manifest);
  writeFileSync(join(folder, file), text);
  return { folder, init, files: () => filesIn(folder) };
}

function filesIn(folder: string, below = ''): Readonly<Record<string, string>> {
  return Object.assign({}, ...readdirSync(join(folder, below)).map((name) => {
    const path = below === '' ? name : `${below}/${name}`;
    return path === '.atakora/local' ? {} : statSync(join(folder, path)).isDirectory() ? filesIn(folder, path) : { [path]: readFileSync(join(folder, path), 'utf8') };
  })) as Readonly<Record<string, string>>;
}

describe.each(Object.keys(configurations))('a project with %s', (file) => {
  test('is not written when nothing is answered otherwise, however often', async () => {
    const { files, init } = await makeProject(file);
    const before = files();
    for (let turn = 0; turn < 2; turn += 1) {
      const ended = await init();
      expect(ended.code, ended.stderr).toBe(0);
      expect(ended.stdout).toContain('Nothing to write');
      expect(`${ended.stdout}${ended.stderr}`).not.toContain('the default');
      expect(files()).toEqual(before);
    }
  });

  test('changes where it stands: environments come and go, settings, tags, region; comments stay', async () => {
    const { files, init } = await makeProject(file);
    const before = files();
    const ended = await init('--environments', 'dev,prod,eu-west', '--location', 'swedencentral', '--organization', '', '--tags', 'costCenter=43,team=web\\, shop', '--set', 'prod.cosmos.maxThroughput=9000', '--set', 'eu-west.storage.versioning=true');
    expect(ended.code, ended.stderr).toBe(0);
    const after = files();
    expect(Object.keys(after).filter((path) => after[path] !== before[path])).toEqual(['.atakora/manifest.json', file].sort());
    expect(after['.atakora/manifest.json']).toBe(
      manifest.replace('\t"organization": "Contoso",\r\n', '').replace('"West Europe"', '"swedencentral"').replace('42', '43').replace('\t"note": "a, b",\r\n', '').replace('\t\t"qa": { "location": "northeurope" }, // testers\r\n', '\t\t// testers\r\n').replace('"prod": { "protected": true }\r\n', '"prod": { "protected": true },\r\n\t\t"eu-west": {}\r\n').replace('\t},\r\n}', '\t},\r\n\t"team": "web, shop",\r\n}'),
    );
    const text = after[file] ?? '';
    expect(text).toContain('settings');
    expect(text).toContain('testers');
    expect(text).toContain('9000');
    expect(text).toContain('eu-west');
    expect(text).not.toMatch(/\bqa\b/);
    expect((await init()).stdout).toContain('Nothing to write');
    expect(files()).toEqual(after);
  });
});

test('the command that is printed for a changed project does it again, emptied answers included', async () => {
  const first = await makeProject('atakora.config.json');
  const ended = await first.init('--organization', '', '--tags', '', '--environments', 'dev,prod', '--json');
  const { command } = JSON.parse(ended.stdout) as { readonly command: string };
  expect(command).toContain("--organization ''");
  const second = await makeProject('atakora.config.json');
  const words = [...command.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain ?? '').slice(2);
  const again = await runAtakora(['init', ...words], { cwd: second.folder });
  expect(again.code, again.stderr).toBe(0);
  expect(second.files()).toEqual(first.files());
});

test('an environment whose state holds resources, or that another one extends, stays, and nothing is written', async () => {
  const { files, folder, init } = await makeProject('atakora.config.ts', "export default { environments: { prod: { extends: 'qa' } } };\n");
  const applied = await runAtakora(['apply', '--env', 'dev@local', '--yes'], { cwd: folder });
  expect(applied.code, applied.stderr).toBe(0);
  const before = files();
  const held = await init('--environments', 'qa,prod', '--default-env', 'qa');
  expect(held.code).not.toBe(0);
  expect(held.stderr.replaceAll(/\s+/g, ' ')).toMatch(/ATK1109.*dev cannot be removed: the state of dev@local holds \d+ resources.*atakora destroy --env dev@local/);
  const base = await init('--environments', 'dev,prod');
  expect(base.stderr.replaceAll(/\s+/g, ' ')).toMatch(/ATK1109.*qa cannot be removed: prod extends it/);
  expect(files()).toEqual(before);
});

test('a configuration that does not say afterwards what it should is put back, and everything else with it', async () => {
  // What the environments are is decided by code behind the literal.
  const source = "const config = { environments: { prod: { storage: { versioning: false } } } };\nconfig.environments.prod.storage.versioning = false;\nexport default config;\n";
  const { files, init } = await makeProject('atakora.config.ts', source);
  const before = files();
  const ended = await init('--set', 'prod.storage.versioning=true', '--location', 'swedencentral');
  expect(ended.code).toBe(64);
  expect(ended.stderr).toContain('ATK1110');
  expect(files()).toEqual(before);
});
