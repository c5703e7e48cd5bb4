import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundle, type BundledChunk } from '../../build/bundle.ts';
import { openTerminal } from '../terminal/terminal-session.ts';
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
  /** Parts of Node.js that do not come with its start. */
  readonly builtins: readonly string[];
  readonly bytes: number;
}

let root = '';
let project = '';
let chunks: ReadonlyMap<string, BundledChunk> = new Map();

/** What may be loaded before the first frame of a command: what reads its words and paints. */
const beforeFirstFrame = /^src\/(?:commands\/(?:index|init|plan)|model\/(?:errors|error-codes|run-id|source-location)|ui\/text\/[\w-]+|ui\/plain\/text-surface|define\/nearest|state\/process-(?:alive|start)|platform\/(?:command|color-choice|duration-flag|first-frame|form-tree|glyph-choice|global-options|help-text|interrupt-source|is-in-ci|known-secrets|main|ordinary-value|outlive|output-guard|parse-arguments|plan-flags|reading-backend|real-platform|redactor|run-command|run-command-line|secret-forms|terminal-look))\.ts$/;

/** What the first question takes besides. */
const ofTheWizard = /^src\/(?:ui\/wizard\/[\w-]+|platform\/(?:init-opening|proposed-name|wizard-draft)|define\/sha256|model\/[\w-]+|ui\/plain\/value-text|ui\/screen\/window-start)\.ts$/;

/** Parts of Node.js that take milliseconds to load. */
const heavyBuiltin = /^node:(?:child_process|crypto|http|https|net|readline|sqlite|stream|tls|tty|worker_threads|zlib)/;

/** Stands among the files for the first time that something is written to stdout. */
const shown = '-- shown';

/** Notes the URL of every file that the process loads; in the process itself, so that nothing is guessed from the graph of imports. */
const recorder = `import { registerHooks } from 'node:module';
import { appendFileSync } from 'node:fs';
registerHooks({ load(url, context, next) { if (/^(?:file|node):/.test(url)) appendFileSync(process.env.LOADED, url + '\\n'); return next(url, context); } });
const write = process.stdout.write;
process.stdout.write = function (...given) { process.stdout.write = write; appendFileSync(process.env.LOADED, '${shown}\\n'); return write.apply(this, given); };
`;

async function atakora(args: readonly string[], env: Readonly<Record<string, string>> = {}, nodeArgs: readonly string[] = []): Promise<void> {
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:VITEST|NODE_|ATAKORA)/.test(name)));
  await run(process.execPath, [...nodeArgs, join(root, 'bin/atakora.js'), ...args], { cwd: project, env: { ...inherited, ...env } });
}

async function loadedBy(...args: readonly string[]): Promise<Loaded> {
  const record = join(root, 'loaded.txt');
  rmSync(record, { force: true });
  await atakora(args, { LOADED: record }, ['--import', pathToFileURL(join(root, 'recorder.mjs')).href]);
  return loadedIn(readFileSync(record, 'utf8').trim().split('\n'));
}

/** What was loaded when a terminal first showed something of a command. */
async function loadedBeforeFirstFrame(folder: string, ...args: readonly string[]): Promise<Loaded> {
  const record = join(root, 'loaded.txt');
  rmSync(record, { force: true });
  const terminal = openTerminal('--import', [pathToFileURL(join(root, 'recorder.mjs')).href, join(root, 'bin/atakora.js'), ...args], { columns: 80, rows: 24, cwd: folder, env: { LOADED: record, XDG_STATE_HOME: join(root, 'user-state') } });
  try {
    await terminal.until('the first frame', (screen) => screen.some((line) => line !== ''));
  } finally {
    terminal.kill();
  }
  const lines = readFileSync(record, 'utf8').trim().split('\n');
  expect(lines).toContain(shown);
  return loadedIn(lines.slice(0, lines.indexOf(shown)));
}

function loadedIn(urls: readonly string[]): Loaded {
  const files = urls.filter((url) => url.startsWith('file:')).map((url) => fileURLToPath(url.replace(/[?#].*$/, '')));
  const loaded = files.map((file) => chunks.get(file)).filter((chunk) => chunk !== undefined);
  const modules = loaded.flatMap((chunk) => chunk.modules);
  const packages = modules.map((module) => /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(module)?.[1]).filter((name) => name !== undefined);
  return {
    packages: [...new Set(packages)].sort(),
    sources: modules.filter((module) => !module.includes('node_modules')).map((module) => relative(projectRoot, module)).sort(),
    userFiles: files.filter((file) => !chunks.has(file) && file !== join(root, 'bin/atakora.js')),
    builtins: [...new Set(urls.filter((url) => heavyBuiltin.test(url)))].sort(),
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
    expect(await loadedBy('--version')).toEqual({ packages: [], sources: [], userFiles: [], builtins: [], bytes: 0 });
  });

  it('by --help: the table of commands, no package and no code of the user', async () => {
    const { packages, sources, userFiles } = await loadedBy('--help');
    expect({ packages, userFiles }).toEqual({ packages: [], userFiles: [] });
    expect(sources).toContain('src/commands/index.ts');
    expect(sources.filter((file) => !/^src\/(?:commands\/index|platform\/(?:main|help-text|command)|ui\/text\/ascii-text)\.ts$/.test(file))).toEqual([]);
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

  it('before the first frame of plan: what reads its words, and no package', async () => {
    const { builtins, bytes, packages, sources, userFiles } = await loadedBeforeFirstFrame(project, 'plan', '--local');
    expect({ builtins, packages, userFiles }).toEqual({ builtins: [], packages: [], userFiles: [] });
    expect(sources.filter((file) => !beforeFirstFrame.test(file))).toEqual([]);
    expect(bytes).toBeLessThan(80_000);
  });

  it('before the first frame of init: the same and the wizard without what draws it', async () => {
    const { builtins, bytes, packages, sources, userFiles } = await loadedBeforeFirstFrame(mkdtempSync(join(root, 'new-')), 'init');
    // The picture of the review, which is drawn by the same functions, compares files.
    expect({ builtins, packages, userFiles }).toEqual({ builtins: [], packages: ['diff'], userFiles: [] });
    expect(sources).toContain('src/ui/wizard/wizard-lines.ts');
    expect(sources.filter((file) => !beforeFirstFrame.test(file) && !ofTheWizard.test(file))).toEqual([]);
    expect(bytes).toBeLessThan(160_000);
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
