import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from './gate.ts';

const run = promisify(execFile);

/** The most that an installation may take on disk; the SDKs alone, unbundled, take 80 MB. */
const installedLimitBytes = 30_000_000;

const packReport = z.array(z.object({ filename: z.string(), files: z.array(z.object({ path: z.string() })) }));
const manifest = z.object({ version: z.string(), dependencies: z.record(z.string(), z.string()).optional() });

let folder = '';
let packedFiles: readonly string[] = [];

/** Our variables and npm's own would carry this checkout's settings and `node_modules/.bin` into the other folder. */
function cleanEnvironment(): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(?:npm_|VITEST|ATAKORA|NODE_OPTIONS|INIT_CWD)/i.test(name));
  return { ...Object.fromEntries(inherited), npm_config_offline: 'true', npm_config_update_notifier: 'false' };
}

/** Runs a command of the installed package as its user would. */
async function atakora(...args: readonly string[]): Promise<{ readonly stdout: string; readonly stderr: string }> {
  return run('npx', ['--no', '--', 'atakora', ...args], { cwd: join(folder, 'app'), env: cleanEnvironment(), maxBuffer: 64_000_000 });
}

function sizeOnDisk(path: string): number {
  const entries = readdirSync(path, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

beforeAll(async () => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-package-')));
  // What is packed is what lies in `src/` now; `npm test` has built it already.
  await run(process.execPath, ['build/prepare.js'], { cwd: projectRoot, env: cleanEnvironment() });
  const packed = await run('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], { cwd: projectRoot });
  const [report] = packReport.parse(JSON.parse(packed.stdout));
  if (report === undefined) throw new Error('npm pack reported nothing');
  packedFiles = report.files.map((file) => file.path);
  mkdirSync(join(folder, 'app'));
  writeFileSync(join(folder, 'app/package.json'), '{ "private": true, "type": "module" }\n');
  await run('npm', ['install', '--no-audit', '--no-fund', join(folder, report.filename)], { cwd: join(folder, 'app'), env: cleanEnvironment() });
}, 180_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('the package', () => {
  it('installs offline with nothing beside itself, in at most 30 MB', () => {
    const installed = join(folder, 'app/node_modules');
    expect(readdirSync(installed).filter((name) => !name.startsWith('.'))).toEqual(['atakora']);
    expect(sizeOnDisk(installed)).toBeLessThanOrEqual(installedLimitBytes);
  });

  it('declares no dependency and contains no source, test, source map or build stamp', () => {
    const { dependencies } = manifest.parse(JSON.parse(readFileSync(join(folder, 'app/node_modules/atakora/package.json'), 'utf8')));
    expect(dependencies ?? {}).toEqual({});
    const allowed = /^(?:bin\/atakora\.js|dist\/(?:[^.][^/]*\.js|chunks\/[^/]+\.js|types\/.+\.d\.ts|THIRD_PARTY_NOTICES\.txt)|examples\/(?!.*\.atakora\/local).+|LICENSE|README\.md|CHANGELOG\.md|package\.json)$/;
    expect(packedFiles.filter((path) => !allowed.test(path))).toEqual([]);
    expect(packedFiles).toEqual(expect.arrayContaining(['bin/atakora.js', 'dist/index.js', 'dist/main.js', 'dist/types/index.d.ts', 'LICENSE']));
  });

  it('has declarations that need no package but Node', () => {
    const types = join(folder, 'app/node_modules/atakora/dist/types');
    const declarations = readdirSync(types, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.d.ts'));
    const foreign = declarations.flatMap((path) => {
      const specifiers = readFileSync(join(types, path), 'utf8').matchAll(/(?:from|import)\s*\(?\s*['"]([^'"]+)['"]/g);
      return [...specifiers].map((match) => match[1] ?? '').filter((name) => !/^(?:\.|node:)/.test(name)).map((name) => `${path}: ${name}`);
    });
    expect(foreign).toEqual([]);
  });

  it('names each bundled package with its licence', () => {
    const notices = readFileSync(join(folder, 'app/node_modules/atakora/dist/THIRD_PARTY_NOTICES.txt'), 'utf8');
    const named = [...notices.matchAll(/^-{78}\n(\S+) (\S+)\nLicence: (.+)$/gm)].map((match) => match[1]);
    expect(named).toEqual(expect.arrayContaining(['ink', 'react', 'zod', '@azure/arm-resources']));
    expect(notices.match(/^-{78}$/gm)?.length).toBe(named.length);
  });

  it('prints its version', async () => {
    const { version } = manifest.parse(JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')));
    expect((await atakora('--version')).stdout).toBe(`${version}\n`);
  });

  it('sets up a project, applies it on the local Azure and then plans nothing', async () => {
    await atakora('init', '--yes');
    expect(existsSync(join(folder, 'app/.atakora/manifest.json'))).toBe(true);
    await atakora('apply', '--local', '--yes');
    const { stdout } = await atakora('plan', '--local', '--json', '--detailed-exitcode');
    expect(stdout).toContain('"type"');
  }, 120_000);
});
