import type { LocalAzureOptions } from '../local/local-azure.ts';
import { openLocalAzure } from '../local/local-azure.ts';
import { runningServers } from '../local/serve/server-records.ts';
import { worldPlace } from '../local/serve/world-folders.ts';
import { addAzurite, findAzurite } from '../local/storage/find-azurite.ts';
import { worldAccounts } from '../local/storage/world-storage.ts';

export interface ServedBlobsOptions extends Omit<LocalAzureOptions, 'worldFolder'> {
  /** The folder `.atakora/local` of the project. */
  readonly base: string;
  readonly world: string;
  /** Storage account of that world. */
  readonly account: string;
  readonly isAlive: (processId: number) => boolean;
}

/** How the blobs of a world's storage account are reached. */
export type ServedBlobs =
  | { readonly kind: 'served'; readonly connectionString: string }
  | { readonly kind: 'no-account' }
  /** `why` completes "they are not served: …"; `mend` is the next step. */
  | { readonly kind: 'not-served'; readonly why: string; readonly mend: string };

/**
 * Finds the storage emulator that a server of a world runs, and the key of an account in it.
 * @throws AtakoraError `ATK2102` when the world cannot be opened.
 */
export async function servedBlobs(options: ServedBlobsOptions): Promise<ServedBlobs> {
  const { folder } = worldPlace(options.base, options.world);
  const key = accountKey(folder, options);
  if (key === undefined) return { kind: 'no-account' };
  const servers = await runningServers(folder, options.isAlive);
  const blobs = servers.find(({ blob }) => blob !== undefined)?.blob;
  if (blobs === undefined) {
    const start = `Start \`atakora local start --world ${options.world}\`, and leave it running.`;
    return findAzurite(options.base) === undefined
      ? { kind: 'not-served', why: 'the storage emulator is not installed', mend: `Install it with \`${addAzurite}\`. ${start}` }
      : { kind: 'not-served', why: 'no server runs on its world', mend: start };
  }
  return { kind: 'served', connectionString: `DefaultEndpointsProtocol=http;AccountName=${options.account};AccountKey=${key};BlobEndpoint=${blobs}/${options.account};` };
}

function accountKey(worldFolder: string, options: ServedBlobsOptions): string | undefined {
  const azure = openLocalAzure({ ...options, worldFolder });
  try {
    return worldAccounts(azure, options.subscriptionId).find(({ account }) => account === options.account)?.key;
  } finally {
    azure.close();
  }
}
