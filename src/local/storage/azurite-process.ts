import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { AtakoraError } from '../../model/errors.ts';
import type { StorageAccountKey } from './shared-key.ts';
import type { StorageAddresses, StorageService } from './storage-addresses.ts';

export interface AzuriteOptions {
  /** See `findAzurite`. */
  readonly program: string;
  /** Where it keeps blobs, queues and tables; made when missing. */
  readonly folder: string;
  readonly accounts: readonly StorageAccountKey[];
  /** Ports to listen on; absent: free ones. */
  readonly addresses?: StorageAddresses;
}

/** A running emulator. */
export interface AzuriteProcess {
  readonly addresses: StorageAddresses;
  stop(): Promise<void>;
}

const listening = /Azurite (Blob|Queue|Table) service is successfully listening at (http:\/\/127\.0\.0\.1:\d+)/g;
const patienceMs = 20_000;

/**
 * Starts the storage emulator on this machine only and waits until it listens.
 * @throws AtakoraError `ATK2105` when it does not.
 */
export async function startAzuriteProcess(options: AzuriteOptions): Promise<AzuriteProcess> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const port = (service: StorageService): string => (options.addresses === undefined ? '0' : new URL(options.addresses[service]).port);
  const args = [
    '--location', options.folder, '--silent', '--disableTelemetry', '--skipApiVersionCheck',
    '--blobPort', port('blob'), '--queuePort', port('queue'), '--tablePort', port('table'),
  ];
  // The keys go by the environment: arguments can be read by every user of the machine.
  const accounts = options.accounts.map(({ account, key }) => `${account}:${key}`).join(';');
  const child = spawn(process.execPath, [options.program, ...args], {
    cwd: options.folder,
    env: { ...process.env, ...(accounts === '' ? {} : { AZURITE_ACCOUNTS: accounts }) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), 5000);
    await ended;
    clearTimeout(timer);
  };
  try {
    return { addresses: await addressesOf(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressesOf(child: ChildProcess): Promise<StorageAddresses> {
  return new Promise((resolve, reject) => {
    let said = '';
    const give = (why: string): void => {
      clearTimeout(timer);
      reject(new AtakoraError('ATK2105', `the storage emulator ${why}${said === '' ? '' : `: ${said.trim().slice(-400)}`}`));
    };
    const timer = setTimeout(() => give(`did not listen within ${patienceMs / 1000} s`), patienceMs);
    const hear = (text: Buffer): void => {
      said += text.toString();
      const found = Object.fromEntries([...said.matchAll(listening)].map(([, service = '', address = '']) => [service.toLowerCase(), address]));
      if (found['blob'] === undefined || found['queue'] === undefined || found['table'] === undefined) return;
      clearTimeout(timer);
      resolve({ blob: found['blob'], queue: found['queue'], table: found['table'] });
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('error', (error) => give(`cannot be started: ${error.message}`));
    child.once('exit', (code) => give(`ended with ${code ?? 'a signal'}`));
  });
}
