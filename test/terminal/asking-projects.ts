import { cpSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inWorld, longAgo, ourTags, plantTables } from '../acceptance/planted-things.ts';
import type { TestProject } from '../acceptance/project.ts';
import { makeProject } from '../acceptance/project.ts';
import { runAtakora } from '../acceptance/run-atakora.ts';
import { makeFolder } from './project-terminal.ts';

/** What stands before a place asks: nothing but code; everything applied, with drift and leftovers; a destroyed project whose vault is kept; an empty folder. */
export type Ground = 'fresh' | 'applied' | 'slow' | 'failing' | 'kept' | 'empty';

const backendWith = (variables: string): string => `import { defineBackend, defineFunction, secret } from 'atakora';
export const backend = defineBackend({
  pay: defineFunction({ entry: './pay.ts', trigger: { type: 'http' }, environment: { ${variables}PAY: secret('PAY_KEY', { description: 'key of the payment account' }), MADE: secret('MADE_KEY', { generate: {} }) } }),
});
`;

const vaultAlone = "import { defineBackend, defineInfrastructure } from 'atakora';\nexport const backend = defineBackend({ kept: defineInfrastructure({ requires: [{ resourceType: 'vault', config: {} }] }) });\n";

/** Value of every secret of these projects: a search through what a terminal was sent looks for it. */
export const plantedValue = 'C4naryGround55bb01';

const files = { 'values.env': `PAY_KEY=${plantedValue}\n`, 'more.env': `PAY_KEY=${plantedValue}-2\n` };

async function makeApplied(): Promise<TestProject> {
  const project = makeProject({ backend: backendWith(''), files });
  await project.done('apply', '--local', '--yes', '--secrets-file', 'values.env');
  await project.done('env', 'add', 'demo');
  await project.done('state', 'pull', '--local', '--out', 'state.json');
  const { digest: _digest, serial, ...document } = JSON.parse(project.read('state.json')) as { readonly digest?: string; readonly serial: number };
  project.write('atakora/backend.ts', backendWith("MODE: 'fast', "));
  await project.done('apply', '--local', '--yes');
  project.write('state.json', JSON.stringify({ ...document, serial: serial + 6 }));
  const account = project.state().resources['main/storage.main/account']?.id ?? '';
  inWorld(project.folder, 'world', new Date().toISOString(), (send) => {
    const { id: _id, name: _name, type: _type, ...live } = send('GET', account);
    send('PUT', account, { ...live, properties: { ...(live['properties'] as object), minimumTlsVersion: 'TLS1_1' } });
  });
  inWorld(project.folder, 'world', longAgo, (send) => plantTables(send, 'rg-left', ['rt-one', 'rt-two', 'rt-three'], ourTags('dev')));
  project.write('atakora/backend.ts', backendWith("MODE: 'slow', "));
  return project;
}

async function makeKept(): Promise<TestProject> {
  const project = makeProject({ backend: vaultAlone });
  for (const command of ['apply', 'destroy']) await project.done(command, '--local', '--yes');
  return project;
}

const unregistered = `fail type=Microsoft.Web/serverfarms code=MissingSubscriptionRegistration message="The subscription is not registered to use namespace 'Microsoft.Web'." times=1`;

async function makeFailing(): Promise<TestProject> {
  const project = makeProject({ backend: backendWith(''), files });
  await project.done('local', 'faults', '--fault', unregistered);
  return project;
}

const makers: Readonly<Record<Exclude<Ground, 'empty'>, () => Promise<TestProject>>> = {
  fresh: () => Promise.resolve(makeProject({ backend: backendWith(''), files })),
  slow: () => Promise.resolve(makeProject({ backend: backendWith(''), files, world: { timeScale: 0, durations: { 'Microsoft.Web/serverfarms': 120_000 } } })),
  applied: makeApplied,
  failing: makeFailing,
  kept: makeKept,
};

/** Makes grounds once, all when none is named; removed by `remove`. */
export async function makeGrounds(wanted: readonly Exclude<Ground, 'empty'>[] = ['fresh', 'slow', 'applied', 'failing', 'kept']): Promise<{ copy(ground: Ground): string; remove(): void }> {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'atakora-grounds-')));
  await Promise.all(wanted.map(async (name) => cpSync((await makers[name]()).folder, join(base, name), { recursive: true })));
  return {
    copy: (ground) => {
      const folder = makeFolder('notes');
      if (ground !== 'empty') cpSync(join(base, ground), folder, { recursive: true });
      return folder;
    },
    remove: () => rmSync(base, { recursive: true, force: true }),
  };
}

/** What a question that nobody agreed to may not have changed: every file but the local Azure's own, and keys that are made when they are first wanted. */
export function standingOf(folder: string): Readonly<Record<string, string>> {
  const isOwn = (path: string): boolean => /\.atakora\/local\/(?:world|environments-world)\b|\.key$/.test(path) || !statSync(join(folder, path)).isFile();
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => !isOwn(path)).toSorted();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'latin1')]));
}

/** Protects the environment `dev` of a project, so that it wants its name typed. */
export function protect(folder: string): void {
  const file = join(folder, '.atakora/manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as { readonly environments?: object };
  writeFileSync(file, JSON.stringify({ ...manifest, environments: { ...manifest.environments, dev: { protected: true } } }));
}

/** Adds the value of a secret, without a terminal. @throws Error when that fails. */
export async function prepare(folder: string, ...argv: readonly string[]): Promise<void> {
  const ended = await runAtakora(argv, { cwd: folder });
  if (ended.code !== 0) throw new Error(`${argv.join(' ')}: ${ended.stdout}${ended.stderr}`);
}
