import { randomUUID } from 'node:crypto';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { connectBlobContainer } from '../../src/azure/blob-container.ts';
import type { BlobContainer } from '../../src/engine/blob-container.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { Azurite } from '../conformance/azurite-process.ts';
import { publicAccount } from '../conformance/azurite-process.ts';
import type { TestProject } from './project.ts';
import { makeProject, manifest, projectId } from './project.ts';
import type { Ended, Running } from './run-atakora.ts';
import { runAtakora, startAtakora, told } from './run-atakora.ts';

/** A backend with one storage account and these containers. */
export function backendWith(...containers: readonly string[]): string {
  return `import { defineBackend, defineInfrastructure } from 'atakora';
export const backend = defineBackend({ store: defineInfrastructure({ requires: [{ resourceType: 'storage', config: { containers: [${containers.map((name) => `{ name: '${name}' }`).join(', ')}] } }] }) });
`;
}

/** A project whose environment `dev` keeps its state in one of the backends. */
export interface StatefulProject {
  readonly project: TestProject;
  readonly env: Readonly<Record<string, string>>;
  run(...args: readonly string[]): Promise<Ended>;
  /** Runs and expects exit code 0. */
  done(...args: readonly string[]): Promise<Ended>;
  /** Runs with `--json`, expects exit code 0, and reads the document. */
  document(...args: readonly string[]): Promise<JsonObject>;
  /** Runs with `--json` and expects a refusal with this code. */
  refused(code: string, exit: number, ...args: readonly string[]): Promise<{ readonly message: string; readonly hint: string }>;
  start(...args: readonly string[]): Running;
  /** The stored text, decrypted by nobody. */
  stored(): Promise<string>;
  /** Puts a text in the place of the stored one. */
  store(text: string): Promise<void>;
  /** The same with other variables. */
  with(env: Readonly<Record<string, string>>): StatefulProject;
  /** Another checkout of the project that has no state of its own. */
  checkout(): StatefulProject;
}

/** A place for states under test. */
export interface StatePlaces {
  readonly name: string;
  make(options?: PlaceOptions): Promise<StatefulProject>;
}

export interface PlaceOptions {
  readonly backend?: string;
  readonly world?: JsonObject;
  /** Further fields of the environment. */
  readonly fields?: JsonObject;
  /** Further fields of the state setting; only for a container. */
  readonly state?: JsonObject;
  readonly env?: Readonly<Record<string, string>>;
}

/** States in files. */
export const inFiles: StatePlaces = {
  name: 'in files',
  make: async ({ backend = backendWith('notes'), world, fields = {}, env = {} } = {}) => {
    const project = makeProject({ manifest: { ...manifest, environments: { dev: { cloud: 'local', ...fields } } }, backend, ...(world === undefined ? {} : { world }) });
    const path = join('.atakora/state', projectId, 'dev.json');
    return stateful(project, env, { read: async () => project.read(path), write: async (text) => writeFileSync(join(project.folder, path), text) });
  },
};

/** States in a container of the storage emulator. */
export function inContainer(azurite: () => Azurite): StatePlaces {
  return {
    name: 'in a container',
    make: async ({ backend = backendWith('notes'), world, fields = {}, state = {}, env = {} } = {}) => {
      const name = `c${randomUUID().slice(0, 18)}`;
      const connection = connectionString(azurite());
      const container = connectBlobContainer({ container: name, connectionString: connection });
      await container.ensure();
      const setting = { backend: 'azure-blob', account: publicAccount.account, container: name, ...state };
      const project = makeProject({ manifest: { ...manifest, environments: { dev: { cloud: 'local', state: setting, ...fields } } }, backend, ...(world === undefined ? {} : { world }) });
      return stateful(project, { ATAKORA_STATE_CONNECTION_STRING: connection, ...env }, blobText(container));
    },
  };
}

/** How the emulator's account is reached. */
export function connectionString({ addresses }: Azurite): string {
  return `DefaultEndpointsProtocol=http;AccountName=${publicAccount.account};AccountKey=${publicAccount.key};BlobEndpoint=${addresses.blob}/${publicAccount.account};`;
}

interface StoredText {
  read(): Promise<string>;
  write(text: string): Promise<void>;
}

function blobText(container: BlobContainer): StoredText {
  const name = `${projectId}/dev.json`;
  return {
    read: async () => (await container.get(name))?.text ?? '',
    write: async (text) => void (await container.put(name, text)),
  };
}

function stateful(project: TestProject, env: Readonly<Record<string, string>>, text: StoredText): StatefulProject {
  const cwd = project.folder;
  const run = (...args: readonly string[]): Promise<Ended> => runAtakora(args, { cwd, env });
  const done = async (...args: readonly string[]): Promise<Ended> => {
    const ended = await run(...args);
    expect(ended.code, told(ended)).toBe(0);
    return ended;
  };
  return {
    project,
    env,
    run,
    done,
    document: async (...args) => JSON.parse((await done(...args, '--json')).stdout) as JsonObject,
    refused: async (code, exit, ...args) => {
      const ended = await run(...args, '--json');
      expect(ended.code, told(ended)).toBe(exit);
      const { error } = JSON.parse(ended.stdout) as { readonly error: { readonly code: string; readonly message: string; readonly hint: string } };
      expect(error.code, told(ended)).toBe(code);
      expect(ended.stderr.replaceAll(/\s+/g, ' '), told(ended)).toContain(`error ${code}: `);
      return error;
    },
    start: (...args) => startAtakora(args, { cwd, env }),
    stored: () => text.read(),
    store: (next) => text.write(next),
    with: (other) => stateful(project, other, text),
    checkout: () => {
      const copy = project.copy();
      rmSync(join(copy.folder, '.atakora/state'), { recursive: true, force: true });
      return stateful(copy, env, text);
    },
  };
}
