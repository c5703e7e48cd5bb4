import { join } from 'node:path';
import type { RunArchive, StateStore } from '../engine/ports.ts';
import type { BlobContainer } from '../engine/blob-container.ts';
import type { AzureBlobSetting } from '../engine/load/state-setting.ts';
import { AtakoraError } from '../model/errors.ts';
import type { LockOwner } from '../state/lock-owner.ts';
import type { Platform } from './platform.ts';
import type { ProjectSession } from './project-session.ts';

/** The two places of an environment's record. */
export interface StateBackend {
  readonly store: StateStore;
  readonly archive: RunArchive;
}

/** Variables of the environment that say how a container is reached and opened. */
export const stateVariables = {
  /** Passphrase of encrypted states. */
  passphrase: 'ATAKORA_STATE_PASSPHRASE',
  /** The one before, while states are written again under a new one. */
  previous: 'ATAKORA_STATE_PREVIOUS_PASSPHRASE',
  /** Reaches the container by a connection string instead of the sign-in: for the storage emulator. */
  connection: 'ATAKORA_STATE_CONNECTION_STRING',
} as const;

/** Opens the container of an environment when it is first asked for something: nothing of the blob backend is loaded before. */
export function openBlobBackend(session: ProjectSession, platform: Platform, setting: AzureBlobSetting, who: LockOwner): StateBackend {
  let made: Promise<StateBackend> | undefined;
  const backend = (): Promise<StateBackend> => (made ??= makeBlobBackend(session, platform, setting, who));
  const store = async (): Promise<StateStore> => (await backend()).store;
  const archive = async (): Promise<RunArchive> => (await backend()).archive;
  return {
    store: {
      describe: () => `azure-blob ${setting.account}/${setting.container}/${session.loaded.project.id}/${session.facts.key}.json`,
      read: async () => (await store()).read().catch((error: unknown) => Promise.reject(withWay(error, setting))),
      readJournal: async () => (await store()).readJournal(),
      readRemovals: async () => (await store()).readRemovals(),
      lock: async (request, signal) => (await store()).lock(request, signal),
      history: async () => (await store()).history(),
      readVersion: async (serial) => (await store()).readVersion(serial),
      lockInfo: async () => (await store()).lockInfo(),
      breakLock: async (id) => (await store()).breakLock(id),
      breaks: async () => (await store()).breaks(),
    },
    archive: {
      write: async (run, name, text) => (await archive()).write(run, name, text),
      read: async (run, name) => (await archive()).read(run, name),
      list: async () => (await archive()).list(),
      names: async (run) => (await archive()).names(run),
      remove: async (run, name) => (await archive()).remove(run, name),
    },
  };
}

/** An account whose name nobody knows has most likely not been made yet. */
function withWay(error: unknown, { account }: AzureBlobSetting): unknown {
  const isUnknown = error instanceof AtakoraError && error.code === 'ATK1804' && /ENOTFOUND/.test(JSON.stringify(error.cause ?? '') + error.message);
  return isUnknown ? new AtakoraError('ATK1715', `there is no storage account ${account}`, { hint: 'Make it: atakora state bootstrap. Or correct `state` in the manifest.', cause: error }) : error;
}

async function makeBlobBackend(session: ProjectSession, platform: Platform, setting: AzureBlobSetting, who: LockOwner, rewrites = false): Promise<StateBackend> {
  const [{ createBlobStateStore }, { createBlobRunArchive }, container, cipher] = await Promise.all([
    import('../state/blob-state-store.ts'),
    import('../state/blob-run-archive.ts'),
    openContainer(session, platform, setting),
    rewrites ? openAnyCipher(platform, setting) : openCipher(platform, setting),
  ]);
  const place = { container, project: session.loaded.project.id, environment: session.facts.key, ...(cipher === undefined ? {} : { cipher }) };
  return { store: createBlobStateStore({ ...place, clock: platform.clock, ids: platform.ids, who }), archive: createBlobRunArchive(place) };
}

/**
 * The container: by connection string where one is given, in the storage emulator for an environment on the local Azure, else by the sign-in.
 * @throws AtakoraError `ATK1719` when the local Azure's blobs are not served, `ATK1722` for a broken connection string.
 */
export async function openContainer({ facts, folder }: ProjectSession, platform: Platform, { account, container }: AzureBlobSetting): Promise<BlobContainer> {
  const { connectBlobContainer } = await import('../azure/blob-container.ts');
  const connectionString = platform.env[stateVariables.connection];
  if (connectionString !== undefined && connectionString !== '') {
    refuseBroken(connectionString);
    return connectBlobContainer({ container, connectionString });
  }
  if (facts.cloud !== 'local') {
    return connectBlobContainer({ container, account, cloud: facts.cloud, tenantId: facts.tenantId });
  }
  const { servedBlobs } = await import('../azure/served-blobs.ts');
  const place = { base: join(folder, '.atakora', 'local'), world: facts.twin ? 'default' : 'environments' };
  const served = await servedBlobs({ ...place, account, clock: platform.clock, ids: platform.ids, tenantId: facts.tenantId, subscriptionId: facts.subscriptionId, isAlive: platform.isAlive });
  switch (served.kind) {
    case 'served':
      return connectBlobContainer({ container, connectionString: served.connectionString });
    case 'no-account':
      throw new AtakoraError('ATK1715', `the local Azure has no storage account ${account}`, { hint: 'Make it: atakora state bootstrap' });
    case 'not-served':
      throw new AtakoraError('ATK1719', `the blobs of the storage account ${account} are not served: ${served.why}`, { hint: served.mend });
  }
}

/** Says nothing of what stands in it: it holds a key. */
function refuseBroken(connectionString: string): void {
  const names = connectionString.split(';').map((part) => part.split('=')[0]?.trim() ?? '');
  if (!names.includes('BlobEndpoint') && !names.includes('AccountName')) {
    throw new AtakoraError('ATK1722', `${stateVariables.connection} is not the connection string of a storage account`, { hint: 'It has the form DefaultEndpointsProtocol=…;AccountName=…;AccountKey=…;BlobEndpoint=….' });
  }
}

async function openCipher(platform: Platform, setting: AzureBlobSetting) {
  if (setting.encryption === undefined) {
    return undefined;
  }
  const { createPassphraseCipher } = await import('../state/passphrase-cipher.ts');
  return createPassphraseCipher({ passphrase: () => Promise.resolve(passphraseOf(platform)) });
}

/** The same container, opened so that everything in it can be written again under the present setting. */
export function openRewriting(session: ProjectSession, platform: Platform, setting: AzureBlobSetting, who: LockOwner): Promise<StateBackend> {
  return makeBlobBackend(session, platform, setting, who, true);
}

async function openAnyCipher(platform: Platform, setting: AzureBlobSetting) {
  const { createPassphraseCipher } = await import('../state/passphrase-cipher.ts');
  const previous = platform.env[stateVariables.previous];
  return createPassphraseCipher({
    passphrase: () => Promise.resolve(passphraseOf(platform)),
    ...(previous === undefined || previous === '' ? {} : { previous: () => Promise.resolve(previous) }),
    ...(setting.encryption === undefined ? { writePlain: true } : {}),
    acceptPlain: true,
  });
}

/** @throws AtakoraError `ATK1713` when the variable is not set. */
function passphraseOf(platform: Platform): string {
  const passphrase = platform.env[stateVariables.passphrase];
  if (passphrase === undefined || passphrase === '') {
    throw new AtakoraError('ATK1713', `the state is encrypted and ${stateVariables.passphrase} is not set`, { hint: `Set ${stateVariables.passphrase} to the passphrase of the environment.` });
  }
  return passphrase;
}
