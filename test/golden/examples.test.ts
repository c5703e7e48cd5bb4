import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, it } from 'vitest';
import { exampleCases } from './example-cases.ts';
import { goldenFiles, readGolden, rewrite, snapshots, updating } from './golden-tree.ts';

const program = fileURLToPath(new URL('programs/make-goldens.ts', import.meta.url));
const projectRoot = fileURLToPath(new URL('../..', import.meta.url));
const checker = join(projectRoot, '../shared/azure-types/validate.mjs');

const execute = promisify(execFile);

async function makeGoldens(example: string): Promise<Readonly<Record<string, string>>> {
  const { stdout } = await execute(process.execPath, ['--no-warnings', program, example], { maxBuffer: 64 * 1024 * 1024, env: { ...process.env, ATAKORA_ENV: undefined } });
  return JSON.parse(stdout) as Readonly<Record<string, string>>;
}

it('every example has golden files', () => {
  const folders = readdirSync(join(projectRoot, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  expect(exampleCases.map(({ name }) => name).sort()).toEqual(folders.map(({ name }) => name).sort());
});

describe.each(exampleCases)('the example $name', ({ name }) => {
  const folder = join(snapshots, name);
  let made: Readonly<Record<string, string>> = {};
  beforeAll(async () => {
    made = await makeGoldens(name);
    if (updating) {
      rewrite(folder, made);
    }
  });

  it('has exactly the golden files that its commands make', () => {
    expect(goldenFiles(folder)).toEqual(Object.keys(made).sort());
    expect(Object.keys(made).filter((path) => path.endsWith('.template.json')).length).toBeGreaterThanOrEqual(8);
  });

  it.each(goldenFiles(folder))('%s is as reviewed', (path) => {
    expect(made[path]).toBe(readGolden(folder, path));
  });

  it('fits the page that each plan was printed for', () => {
    const widths: Readonly<Record<string, number>> = { 'dev/plan.txt': 100, 'dev/plan-80.txt': 80, 'dev/plan-40.txt': 40, 'dev/plan-change.txt': 100 };
    for (const [path, width] of Object.entries(widths)) {
      const wide = (made[path] ?? '').split('\n').filter((line) => [...line].length > width);
      expect(wide, path).toEqual([]);
    }
  });

  it('names no folder of this machine, holds no control character and ends every text with a line feed', () => {
    for (const [path, text] of Object.entries(made)) {
      // oxlint-disable-next-line eslint/no-control-regex -- control characters are what is looked for
      expect(text, path).not.toMatch(/[\u0000-\u0009\u000B-\u001F]/);
      expect(text, path).not.toMatch(/\/tmp\/|\/home\/|\/root\/|\/work\//);
      expect(text.endsWith('\n'), path).toBe(true);
    }
  });

  it.skipIf(!existsSync(checker))('has templates that the checker of Azure types accepts in every environment (skipped without ../shared)', async () => {
    const templates = goldenFiles(folder).filter((path) => path.endsWith('.template.json')).map((path) => join(folder, path));
    const { stdout, stderr } = await execute(process.execPath, [checker, '--strict', '--error', 'enum-open', '--error', 'api-version', '--error', 'not-held', ...templates], { maxBuffer: 16 * 1024 * 1024 }).catch(
      (error: unknown) => error as { readonly stdout: string; readonly stderr: string },
    );
    expect(`${stdout}${stderr}`).toMatch(/ 0 errors/);
    expect(`${stdout}${stderr}`).not.toMatch(/ [1-9]\d* errors/);
  });
});
