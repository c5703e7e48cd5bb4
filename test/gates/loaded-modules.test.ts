import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, type BundledChunk } from '../../build/bundle.ts';
import { projectRoot } from './gate.ts';

const run = promisify(execFile);

/** What one command loaded. */
interface Loaded {
  /** npm packages of which something is in the files. */
  readonly packages: readonly string[];
  /** Our own source files in them, from the project's root. */
  readonly sources: readonly string[];
  /** Files that are not the program's own. */
  readonly userFiles: readonly string[];
  readonly bytes: number;
}

let root = '';
let project = '';
let chunks: ReadonlyMap<string, BundledChunk> = new Map();

/** Notes the URL of every file that the process loads; in the process itself, so that nothing is guessed from the graph of imports. */
const recorder = `import { registerHooks } from 'node:module';
import { appendFileSync } from 'node:fs';
registerHooks({ load(url, context, next) { if (url.startsWith('file:')) appendFileSync(process.env.LOADED, url + '\\n'); return next(url, context); } });
`;

async function atakora(args: readonly string[], env: Readonly<Record<string, string>> = {}, nodeArgs: readonly string[] = []): Promise<void> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_|ATAKORA)/.test(name)));
  await run(process.execPath, [...nodeArgs, join(root, 'bin/atakora.js'), ...args], { cwd: project, env: { ...inherited, ...env } });
}

async function loadedBy(...args: readonly string[]): Promise<Loaded> {
  const record = join(root, 'loaded.txt');
  rmSync(record, { force: true });
  await atakora(args, { LOADED: record }, ['--import', pathToFileURL(join(root, 'recorder.mjs')).href]);
  const files = readFileSync(record, 'utf8').trim().split('\n').map((url) => fileURLToPath(url.replace(/[?#].*$/, '')));
  const loaded = files.map((file) => chunks.get(file)).filter((chunk) => chunk !== undefined);
  const modules = loaded.flatMap((chunk) => chunk.modules);
  const packages = modules.map((module) => /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(module)?.[1]).filter((name) => name !== undefined);
  return {
    packages: [...new Set(packages)].sort(),
    sources: modules.filter((module) => !module.includes('node_modules')).map((module) => relative(projectRoot, module)).sort(),
    userFiles: files.filter((file) => !chunks.has(file) && file !== join(root, 'bin/atakora.js')),
    bytes: loaded.reduce((sum, chunk) => sum + chunk.sizeBytes, 0),
  };
}

beforeAll(async () => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-loaded-')));
  project = join(root, 'project');
  const entries = { main: join(projectRoot, 'src/platform/main.ts'), index: join(projectRoot, 'src/index.ts') };
  const built = await bundle({ entries, outputFolder: join(root, 'dist') });
  chunks = new Map(built.map((chunk) => [join(root, 'dist', chunk.fileName), chunk]));
  for (const part of ['bin', 'package.json']) cpSync(join(projectRoot, part), join(root, part), { recursive: true });
  writeFileSync(join(root, 'recorder.mjs'), recorder);
  cpSync(join(projectRoot, 'examples/feedback-api'), project, { recursive: true, filter: (path) => !path.includes(join('.atakora', 'local')) });
  mkdirSync(join(project, '.atakora/local/world'), { recursive: true });
  writeFileSync(join(project, '.atakora/local/world/settings.json'), '{ "timeScale": 0 }');
  await atakora(['apply', '--local', '--yes']);
});
afterAll(() => {
  rmSync(root, { recursive: true, force: true });
});

describe('what is loaded', () => {
  it('by --version: nothing but the launcher', async () => {
    expect(await loadedBy('--version')).toEqual({ packages: [], sources: [], userFiles: [], bytes: 0 });
  });

  it('by --help: the table of commands, no package and no code of the user', async () => {
    const { packages, sources, userFiles } = await loadedBy('--help');
    expect({ packages, userFiles }).toEqual({ packages: [], userFiles: [] });
    expect(sources).toContain('src/commands/index.ts');
    expect(sources.filter((file) => !/^src\/(?:commands\/index|platform\/(?:main|help-text|command))\.ts$/.test(file))).toEqual([]);
  });

  it('by validate: no client of Azure, no world, nothing of the terminal', async () => {
    const { packages, sources, userFiles } = await loadedBy('validate', '--local');
    expect(packages.filter((name) => /^(?:@azure|@typespec|@inquirer|ink|react|yoga-layout|sucrase)/.test(name))).toEqual([]);
    expect(sources.filter((file) => file.startsWith('src/local/'))).toEqual([]);
    expect(userFiles).toContain(join(project, 'atakora/backend.ts'));
  });

  it('by a plan without a terminal: the client that reads resources, and no other of Azure, no Ink, React, prompts or transformer', async () => {
    const { packages, userFiles } = await loadedBy('plan', '--local');
    expect(packages).toContain('@azure/arm-resources');
    expect(packages.filter((name) => /^@azure\/(?!arm-resources$|core-|abort-controller$|logger$)|^@inquirer|^ink|^react|^yoga-layout|^sucrase/.test(name))).toEqual([]);
    expect(userFiles.filter((file) => file.includes('handler'))).toEqual([]);
  });

  it('by state list: nothing of Azure, the container or the other verbs', async () => {
    const { packages, sources } = await loadedBy('state', 'list', '--local');
    expect(packages.filter((name) => /^(?:@azure|@typespec|@inquirer|ink|react|yoga-layout|sucrase)/.test(name))).toEqual([]);
    expect(sources.filter((file) => /^src\/(?:local|azure)\/|^src\/state\/blob-|^src\/commands\/state-(?!list)|bootstrap/.test(file))).toEqual([]);
  });

  it('by a second plan: everything compiled from the cache, the code of the user too', async () => {
    const cache = join(root, 'cache');
    const cached = (): number => (existsSync(cache) ? readdirSync(cache, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length : 0);
    await atakora(['plan', '--local'], { NODE_COMPILE_CACHE: cache });
    const first = cached();
    expect(first).toBeGreaterThan(10);
    await atakora(['plan', '--local'], { NODE_COMPILE_CACHE: cache });
    expect(cached()).toBe(first);
  });
});
