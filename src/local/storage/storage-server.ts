import { AtakoraError } from '../../model/errors.ts';
import type { LocalAzure } from '../local-azure.ts';
import type { AzuriteProcess } from './azurite-process.ts';
import type { StorageAddresses, StorageService } from './storage-addresses.ts';
import { startAzuriteProcess } from './azurite-process.ts';
import { createInAzurite } from './shared-key.ts';
import type { WorldAccount } from './world-storage.ts';
import { worldAccounts } from './world-storage.ts';

export interface StorageServerOptions {
  readonly azure: LocalAzure;
  readonly subscriptionId: string;
  /** See `findAzurite`. */
  readonly program: string;
  /** Where blobs, queues and tables are kept. */
  readonly folder: string;
}

/** Blobs, queues and tables of a world's storage accounts, served by the vendor's emulator. */
export interface StorageServer {
  readonly addresses: StorageAddresses;
  /** Takes over what has changed in the world: accounts and their keys (the emulator is started anew), containers, queues, tables. */
  refresh(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the emulator with the accounts of the world and makes in it what the world's templates made.
 * @throws AtakoraError `ATK2105` when it does not start or refuses.
 */
export async function startStorage(options: StorageServerOptions): Promise<StorageServer> {
  const made = new Set<string>();
  let accounts = worldAccounts(options.azure, options.subscriptionId);
  let emulator: AzuriteProcess = await startAzuriteProcess({ ...options, accounts });
  const { addresses } = emulator;
  const fill = async (): Promise<void> => {
    for (const account of accounts) await fillAccount(addresses, account, made);
  };
  await fill();
  return {
    addresses,
    refresh: async () => {
      const now = worldAccounts(options.azure, options.subscriptionId);
      const changed = keysOf(now) !== keysOf(accounts);
      accounts = now;
      if (changed) {
        await emulator.stop();
        emulator = await startAzuriteProcess({ ...options, accounts, addresses });
      }
      await fill();
    },
    stop: () => emulator.stop(),
  };
}

function keysOf(accounts: readonly WorldAccount[]): string {
  return accounts.map(({ account, key }) => `${account}:${key}`).join(';');
}

async function fillAccount(addresses: StorageAddresses, account: WorldAccount, made: Set<string>): Promise<void> {
  const wanted: readonly (readonly [StorageService, readonly string[]])[] = [['blob', account.containers], ['queue', account.queues], ['table', account.tables]];
  for (const [service, names] of wanted) {
    for (const name of names) {
      const mark = `${account.account} ${service} ${name}`;
      if (made.has(mark)) continue;
      const { status, text } = await createInAzurite(addresses, account, service, name);
      // 409: it is there already.
      if (status >= 300 && status !== 409) throw new AtakoraError('ATK2105', `the storage emulator refused to make ${service} ${name} of ${account.account} (${status}): ${text.slice(0, 300)}`);
      made.add(mark);
    }
  }
}
