import { lookup } from 'node:dns/promises';
import { join } from 'node:path';
import type { Clock, Ids } from '../engine/ports.ts';
import type { FaultReport } from '../local/faults/fault-report.ts';
import { reportFaults } from '../local/faults/fault-report.ts';
import type { LocalAzure } from '../local/local-azure.ts';
import { openLocalAzure } from '../local/local-azure.ts';
import { ensureCertificate, readCertificate } from '../local/serve/certificate-files.ts';
import type { ServedCertificate } from '../local/serve/certificate-files.ts';
import { serveHttp } from '../local/serve/http-server.ts';
import { ensureLocalPrincipal } from '../local/serve/local-principal.ts';
import type { LocalCredentials } from '../local/serve/local-principal.ts';
import type { HostStyle } from '../local/serve/served-names.ts';
import type { ServerRecord } from '../local/serve/server-records.ts';
import { noteServer, runningServers } from '../local/serve/server-records.ts';
import type { WorldPlace } from '../local/serve/world-folders.ts';
import { emptyWorld, listWorlds, worldPlace } from '../local/serve/world-folders.ts';
import type { WorldReport } from '../local/serve/world-report.ts';
import { reportWorld } from '../local/serve/world-report.ts';
import type { StorageAddresses } from '../local/storage/storage-addresses.ts';
import { addAzurite, findAzurite } from '../local/storage/find-azurite.ts';
import { followWorld } from '../local/storage/follow-world.ts';
import type { StorageServer } from '../local/storage/storage-server.ts';
import { startStorage } from '../local/storage/storage-server.ts';

/** What works on worlds by name. */
export interface LocalWorldOptions {
  /** The folder `.atakora/local` below the project, or below the working folder. */
  readonly base: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly ids: Ids;
  readonly tenantId: string;
  readonly subscriptionId: string;
  readonly isAlive: (pid: number) => boolean;
}

export interface ServeLocalOptions extends LocalWorldOptions {
  readonly world?: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly https: boolean;
  /** The user's own certificate. */
  readonly files?: { readonly cert: string; readonly key: string };
  /** How vaults and sites are reached; absent: by host where this machine knows `*.localhost`. */
  readonly style?: HostStyle;
  /** Folder of the project whose storage emulator is started; absent: none is. */
  readonly storageFrom?: string;
  readonly processId: number;
  readonly version: string;
  readonly onError: (error: unknown) => void;
}

/** The command that adds the storage emulator to a project. */
export const storageInstall = addAzurite;

/** A world that is being served. */
export interface ServedWorld {
  readonly world: string;
  readonly folder: string;
  /** Address of Resource Manager and of the sign-in. */
  readonly url: string;
  /** Address of a vault; `NAME` stands for its name. */
  readonly vaultUrl: string;
  /** Certificate that clients are to trust; undefined over plain HTTP. */
  readonly certFile: string | undefined;
  /** Where blobs, queues and tables are served; absent where no emulator is installed, or none was asked for. */
  readonly storage?: StorageAddresses;
  readonly credentials: LocalCredentials;
  readonly credentialsFile: string;
  close(): Promise<void>;
}

/**
 * Serves a world on the loopback address. Several servers may serve one world, beside commands that work on it in process.
 * @throws AtakoraError `ATK2102` for a world that cannot be opened, `ATK2106` for a certificate and `ATK2107` for a port that does not work.
 */
export async function serveLocalAzure(options: ServeLocalOptions): Promise<ServedWorld> {
  const place = worldPlace(options.base, options.world);
  const certificate = options.https ? certificateOf(options) : undefined;
  const azure = openLocalAzure({ ...options, worldFolder: place.folder });
  try {
    const { credentials, file } = ensureLocalPrincipal(azure, place.folder);
    const style = options.style ?? (await knowsLocalhostNames() ? 'host' : 'path');
    const about = { service: 'Atakora local Azure', notice: 'A simulation on this machine. This is not Microsoft Azure.', version: options.version, world: place.name, pid: options.processId, id: options.ids.uuid() };
    const storage = await startStorageOf(options, azure, place);
    const server = await serveHttp({ azure, tenantId: options.tenantId, about, port: options.port, style, onError: options.onError, ...(storage === undefined ? {} : { storage: storage.addresses }), ...(certificate === undefined ? {} : { certificate }) });
    const forget = noteServer(place.folder, { id: about.id, pid: options.processId, url: server.url, port: server.port, startedAt: options.clock.now(), ...(storage === undefined ? {} : { blob: storage.addresses.blob }) });
    const close = async (): Promise<void> => {
      await server.close();
      await storage?.stop();
      forget();
      azure.close();
    };
    const vaultUrl = style === 'host' ? server.url.replace('localhost', 'NAME.vault.localhost') : `${server.url}/hosts/NAME.vault.azure.net`;
    return { world: place.name, folder: place.folder, url: server.url, vaultUrl, certFile: certificate?.certFile, ...(storage === undefined ? {} : { storage: storage.addresses }), credentials, credentialsFile: file, close };
  } catch (error) {
    azure.close();
    throw error;
  }
}

/** Starts the storage emulator beside the server, and lets it follow the world. */
async function startStorageOf(options: ServeLocalOptions, azure: LocalAzure, place: WorldPlace): Promise<StorageServer | undefined> {
  const program = options.storageFrom === undefined ? undefined : findAzurite(options.storageFrom);
  if (program === undefined) return undefined;
  const storage = await startStorage({ azure, subscriptionId: options.subscriptionId, program, folder: join(place.folder, 'storage') });
  const stopFollowing = followWorld(storage, options.onError);
  return { ...storage, stop: async () => {
    await stopFollowing();
    await storage.stop();
  } };
}

/** A world as `local status` shows it. */
export interface WorldStatus extends WorldReport {
  readonly faults: FaultReport;
  readonly world: string;
  readonly folder: string;
  readonly servers: readonly ServerRecord[];
}

/** Looks at worlds: the named one, which may be empty, or all that exist. @throws AtakoraError `ATK2102` for a world that cannot be opened. */
export async function localWorlds(options: LocalWorldOptions, world?: string): Promise<readonly WorldStatus[]> {
  const places = world === undefined ? listWorlds(options.base) : [worldPlace(options.base, world)].filter(({ exists }) => exists);
  return Promise.all(places.map((place) => statusOf(options, place)));
}

/** Empties a world. @throws AtakoraError `ATK1901` */
export function resetLocalWorld(base: string, world?: string): void {
  emptyWorld(worldPlace(base, world));
}

/** The servers that run on a world. */
export function localServers({ base, isAlive }: Pick<LocalWorldOptions, 'base' | 'isAlive'>, world?: string): Promise<readonly ServerRecord[]> {
  return runningServers(worldPlace(base, world).folder, isAlive);
}

async function statusOf(options: LocalWorldOptions, place: WorldPlace): Promise<WorldStatus> {
  const servers = await runningServers(place.folder, options.isAlive);
  const azure = openLocalAzure({ ...options, worldFolder: place.folder });
  try {
    return { world: place.name, folder: place.folder, ...azure.inWorld((context) => ({ ...reportWorld(context), faults: reportFaults(context) })), servers };
  } finally {
    azure.close();
  }
}

function certificateOf({ files, base, clock }: ServeLocalOptions): ServedCertificate {
  return files === undefined ? ensureCertificate(`${base}/certificate`, clock.now()) : readCertificate(files.cert, files.key);
}

/** Resolvers differ: systemd and macOS give the loopback address for every name below `localhost`, plain glibc and musl do not. */
async function knowsLocalhostNames(): Promise<boolean> {
  try {
    return (await lookup('name.vault.localhost', { all: true })).some(({ address }) => address.startsWith('127.'));
  } catch {
    return false;
  }
}
