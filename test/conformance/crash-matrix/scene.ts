import { randomUUID } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { dirname, join } from 'node:path';
import { connectBlobContainer } from '../../../src/azure/blob-container.ts';
import type { BlobContainer } from '../../../src/engine/blob-container.ts';
import type { StateStore } from '../../../src/engine/ports.ts';
import { systemClock, systemIds } from '../../../src/platform/real-platform.ts';
import { createBlobStateStore } from '../../../src/state/blob-state-store.ts';
import { createLocalStateStore } from '../../../src/state/local-state-store.ts';
import { processIsAlive } from '../../../src/state/process-alive.ts';
import type { Azurite } from '../azurite-process.ts';
import { publicAccount } from '../azurite-process.ts';

const project = '0f0f0f0f-1234-4abc-8def-00000000b8b8';
const who = { user: 'tester', host: hostname(), pid: process.pid };

function backendWith(...resources: readonly string[]): string {
  return `import { defineBackend, defineInfrastructure, resource } from 'atakora';
const identity = (tags = {}) => resource('Microsoft.ManagedIdentity/userAssignedIdentities', { location: 'westeurope', tags });
const web = defineInfrastructure({ resources: { ${resources.join(', ')} }, outputs: { readerId: '\${self.reader.id}' } });
export const backend = defineBackend({ web });
`;
}

const plan = (location: string): string => `plan: resource('Microsoft.Web/serverfarms', { location: '${location}', sku: { name: 'P1v3' }, properties: {} })`;
const files = (location: string): string => `files: resource('Microsoft.Storage/storageAccounts', { location: '${location}', kind: 'StorageV2', sku: { name: 'Standard_LRS' }, properties: {} })`;

/** Two definitions between which lie a creation, an update, a deletion, and a replacement of each order. */
export const definitions = {
  before: backendWith(plan('westeurope'), files('westeurope'), "reader: identity({ colour: 'red' })", 'gone: identity()'),
  after: backendWith(plan('northeurope'), files('northeurope'), "reader: identity({ colour: 'blue' })", 'made: identity()'),
} as const;

/** A function app whose code a build has put into `dist`. */
export const publishing = {
  backend: `import { defineBackend, defineFunction } from 'atakora';
const hello = defineFunction({ entry: './hello.ts', trigger: { type: 'http', route: 'hello' } });
export const backend = defineBackend({ hello }, { functionApp: { package: 'dist' } });
`,
  files: { 'atakora/hello.ts': '', 'dist/host.json': '{"version":"2.0"}', 'dist/index.js': 'export const version = 1;' },
  /** What the next build writes. */
  next: { 'dist/index.js': 'export const version = 2;' },
} as const;

/** Writes files below a scene's folder. */
export function writeFiles({ folder }: Pick<Scene, 'folder'>, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The command under test; said by name, the loss of the replaced account's data is agreed to. */
export const applyCommand = ['apply', '--yes', '--allow-data-loss', 'main/web/files'] as const;

/** A project in a folder of its own, with its own world and state. */
export interface Scene {
  readonly folder: string;
  /** Log of the cloud's requests. */
  readonly requests: string;
  readonly env: Readonly<Record<string, string>>;
  readonly store: StateStore;
  /** The stored state. */
  state(): Promise<string>;
  /** The same in another folder and place of states. Only while nobody works on it. */
  copy(folder: string): Promise<Scene>;
}

function writeProject(folder: string, state: unknown): void {
  mkdirSync(join(folder, '.atakora/local/environments-world'), { recursive: true });
  mkdirSync(join(folder, 'atakora'), { recursive: true });
  writeManifest(folder, state);
  writeFileSync(join(folder, '.atakora/local/environments-world/settings.json'), JSON.stringify({ timeScale: 0 }));
  writeFileSync(join(folder, 'atakora/backend.ts'), definitions.before);
}

function writeManifest(folder: string, state: unknown): void {
  const manifest = { schema: 1, id: project, project: 'crash', environment: 'dev', location: 'westeurope', environments: { dev: { cloud: 'local', state } } };
  writeFileSync(join(folder, '.atakora/manifest.json'), JSON.stringify(manifest));
}

/** A project that keeps its state in files. */
export function sceneInFiles(folder: string): Scene {
  writeProject(folder, 'local');
  return openInFiles(folder);
}

function openInFiles(folder: string): Scene {
  const states = join(folder, '.atakora/state', project);
  return {
    folder,
    requests: join(folder, 'requests.ndjson'),
    env: {},
    store: createLocalStateStore({ folder: states, project, environment: 'dev', clock: systemClock, ids: systemIds, who, isAlive: processIsAlive }),
    state: async () => readFileSync(join(states, 'dev.json'), 'utf8'),
    copy: async (to) => {
      cpSync(folder, to, { recursive: true });
      return openInFiles(to);
    },
  };
}

/** A project that keeps its state in a container of the storage emulator. */
export async function sceneInBlobs(folder: string, azurite: Azurite): Promise<Scene> {
  const name = `crash-${randomUUID()}`;
  writeProject(folder, setting(name));
  return openInBlobs(folder, name, azurite);
}

function setting(container: string): unknown {
  return { backend: 'azure-blob', account: publicAccount.account, container };
}

async function openInBlobs(folder: string, name: string, azurite: Azurite): Promise<Scene> {
  const connectionString = `DefaultEndpointsProtocol=http;AccountName=${publicAccount.account};AccountKey=${publicAccount.key};BlobEndpoint=${azurite.addresses.blob}/${publicAccount.account};`;
  const container = connectBlobContainer({ container: name, connectionString });
  await container.ensure();
  return {
    folder,
    requests: join(folder, 'requests.ndjson'),
    env: { ATAKORA_STATE_CONNECTION_STRING: connectionString },
    store: createBlobStateStore({ container, project, environment: 'dev', clock: systemClock, ids: systemIds, who }),
    state: async () => (await container.get(`${project}/dev.json`))?.text ?? '',
    copy: async (to) => {
      const other = `crash-${randomUUID()}`;
      cpSync(folder, to, { recursive: true });
      writeManifest(to, setting(other));
      const scene = await openInBlobs(to, other, azurite);
      await copyBlobs(container, connectBlobContainer({ container: other, connectionString }));
      return scene;
    },
  };
}

/** A journal is an append blob, and empty between runs. */
async function copyBlobs(from: BlobContainer, to: BlobContainer): Promise<void> {
  for (const { name, metadata } of await from.list('')) {
    if (name.includes('/runs/')) continue;
    const text = (await from.get(name))?.text ?? '';
    if (name.endsWith('.journal')) await to.putAppendable(name);
    else await to.put(name, text, {}, metadata);
  }
}
