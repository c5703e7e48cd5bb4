import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { EnvironmentRecord } from '../engine/cleanup/held-things.ts';
import { builtInEnvironments } from '../define/built-in-environments.ts';
import type { AzureBlobSetting } from '../engine/load/state-setting.ts';
import type { CloudName } from '../model/environment-settings.ts';
import { AtakoraError } from '../model/errors.ts';
import type { CommandContext } from './command-context.ts';
import type { ProjectPorts } from './project-ports.ts';
import { openLocalBackend, owner } from './project-ports.ts';
import type { ProjectSession } from './project-session.ts';
import { openBlobBackend, openContainer } from './state-backend.ts';

/** What the states of a project say, wherever they lie. */
export interface ProjectRecords {
  /** One for each state or journal that was found; an environment whose state was moved may have two. */
  readonly records: readonly EnvironmentRecord[];
  /** States that could not be read, or are not the newest, in words. */
  readonly unreadable: readonly string[];
}

type Read = { readonly record: EnvironmentRecord } | { readonly unreadable: string };

/**
 * Reads the states of all environments that share a cloud with this one: those of real environments, or those of twins. Also states of
 * environments that the manifest no longer names are found, by their files and folders. Takes no lock.
 */
export async function readProjectRecords(context: CommandContext, session: ProjectSession, ports: ProjectPorts): Promise<ProjectRecords> {
  const files = await readFiles(context, session);
  const containers = session.facts.twin ? [] : await Promise.all(blobPlaces(session).map((place) => readContainer(context, session, place)));
  const read = [...files, ...containers.flat()];
  const records = withoutFormer(read.flatMap((one) => ('record' in one ? [one.record] : [])));
  return { records, unreadable: [...read.flatMap((one) => ('unreadable' in one ? [one.unreadable] : [])), ...(await behindLockFile(ports, records))] };
}

async function readFiles(context: CommandContext, session: ProjectSession): Promise<readonly Read[]> {
  const { facts, folder, loaded } = session;
  const place = join(folder, '.atakora', ...(facts.twin ? ['local'] : []), 'state', loaded.project.id);
  const keys = new Set((await namesIn(place)).flatMap((name) => /^([a-z][a-z0-9-]*(?:@local)?)\.(?:json|journal\.ndjson)$/.exec(name)?.[1] ?? []));
  const own = [...keys].filter((key) => key.endsWith('@local') === facts.twin);
  return Promise.all(own.map((key) => readOne(key, () => openLocalBackend(inEnvironment(session, key), context.platform).store)));
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new AtakoraError('ATK1902', `${folder} cannot be read`, { cause });
  }
}

/** A container with the cloud that it is reached in. */
interface BlobPlace {
  readonly setting: AzureBlobSetting;
  readonly cloud: CloudName;
  readonly tenantId: string;
  /** Environments that the manifest puts there. */
  readonly environments: readonly string[];
}

/** Every container that the manifest names for any environment, once. */
function blobPlaces({ facts, loaded }: ProjectSession): readonly BlobPlace[] {
  const { manifest } = loaded;
  const places = new Map<string, BlobPlace>();
  for (const name of new Set([...Object.keys(builtInEnvironments), ...Object.keys(manifest.environments ?? {}), facts.name])) {
    const own = manifest.environments?.[name];
    const setting = own?.state ?? manifest.state;
    if (typeof setting !== 'object' || setting.backend !== 'azure-blob') continue;
    const isThis = name === facts.name;
    const cloud = isThis ? facts.cloud : (own?.cloud ?? manifest.cloud ?? 'AzureCloud');
    const tenantId = isThis ? facts.tenantId : (own?.tenantId ?? manifest.tenantId ?? '');
    const key = JSON.stringify([setting, cloud, cloud === 'local' ? '' : tenantId]);
    places.set(key, { setting, cloud, tenantId, environments: [...(places.get(key)?.environments ?? []), name] });
  }
  return [...places.values()];
}

/** Names of the storage accounts that the manifest keeps states in, in lower case. */
export function stateAccounts(session: ProjectSession): ReadonlySet<string> {
  return new Set(blobPlaces(session).map(({ setting }) => setting.account.toLowerCase()));
}

async function readContainer(context: CommandContext, session: ProjectSession, { setting, cloud, tenantId, environments }: BlobPlace): Promise<readonly Read[]> {
  const there: ProjectSession = { ...session, facts: { ...session.facts, cloud, tenantId, state: setting } };
  const project = session.loaded.project.id;
  try {
    const container = await openContainer(there, context.platform, setting);
    const folders = await container.folders(`${project}/`);
    const keys = new Set([...environments, ...folders]);
    return await Promise.all([...keys].map((key) => readOne(key, () => openBlobBackend(inEnvironment(there, key), context.platform, setting, owner(context.platform)).store)));
  } catch (error) {
    if (!(error instanceof AtakoraError)) throw error;
    // A container that does not exist holds nothing. One that nobody can reach may hold anything.
    return error.code === 'ATK1715' ? [] : [{ unreadable: `the states in ${setting.account}/${setting.container} cannot be read: ${error.message} (${error.code})` }];
  }
}

/** The session as if it were of another environment of the same place. */
function inEnvironment(session: ProjectSession, key: string): ProjectSession {
  return { ...session, facts: { ...session.facts, key, name: key.replace(/@local$/, '') } };
}

async function readOne(key: string, open: () => ProjectPorts['store']): Promise<Read> {
  try {
    const store = open();
    return { record: { environment: key, state: await store.read(), entries: await store.readJournal() } };
  } catch (error) {
    if (!(error instanceof AtakoraError)) throw error;
    return error.code === 'ATK1715' ? { record: { environment: key, state: undefined, entries: [] } } : { unreadable: `the state of ${key} cannot be read: ${error.message} (${error.code})` };
  }
}

/** Without what a state was before it was moved to another place, and without places that hold nothing. */
function withoutFormer(records: readonly EnvironmentRecord[]): readonly EnvironmentRecord[] {
  return records.filter(({ environment, state, entries }, index) => {
    if (state === undefined) return entries.length > 0;
    return !records.some((other, at) => at !== index && other.environment === environment && other.state?.lineage === state.lineage && (other.state.serial > state.serial || (other.state.serial === state.serial && at > index)));
  });
}

/** Environments whose newest state the lock file has seen and that was not found here: it is somewhere else, and may hold anything. */
async function behindLockFile(ports: ProjectPorts, records: readonly EnvironmentRecord[]): Promise<readonly string[]> {
  const seen = Object.entries((await ports.lockFile?.read())?.file.environments ?? {});
  return seen.flatMap(([environment, { lineage, serial }]) => {
    const isHere = records.some((record) => record.environment === environment && record.state?.lineage === lineage && record.state.serial >= serial);
    return isHere ? [] : [`the lock file has seen serial ${serial} of the state of ${environment}, which is not here`];
  });
}
