import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What of a storage account the emulator serves, each on a port of its own. */
export type StorageService = 'blob' | 'queue' | 'table';

/** A running emulator. */
export interface Azurite {
  /** Address of a service, such as `http://127.0.0.1:41234`. */
  readonly addresses: Readonly<Record<StorageService, string>>;
  stop(): Promise<void>;
}

const require = createRequire(import.meta.url);
const program = require.resolve('azurite/dist/src/azurite.js');
const listening = /Azurite (Blob|Queue|Table) service is successfully listening at (http:\/\/127\.0\.0\.1:\d+)/g;
const patienceMs = 15_000;

/** Starts the storage emulator on free ports of this machine, with everything in its memory. It says its ports when it listens. */
export async function startAzurite(): Promise<Azurite> {
  const folder = mkdtempSync(join(tmpdir(), 'atakora-azurite-'));
  const args = ['--inMemoryPersistence', '--silent', '--disableTelemetry', '--skipApiVersionCheck', '--blobPort', '0', '--queuePort', '0', '--tablePort', '0'];
  const child = spawn(process.execPath, [program, ...args], { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const stop = async (): Promise<void> => {
    // Nothing in it is worth an orderly end.
    child.kill('SIGKILL');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    return { addresses: await addressesOf(child), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function addressesOf(child: ReturnType<typeof spawn>): Promise<Azurite['addresses']> {
  return new Promise((resolve, reject) => {
    let said = '';
    const give = (why: string): void => reject(new Error(`Azurite ${why}: ${said}`));
    const timer = setTimeout(() => give(`did not listen within ${patienceMs} ms`), patienceMs);
    const hear = (text: Buffer): void => {
      said += text.toString();
      const found = Object.fromEntries([...said.matchAll(listening)].map(([, service = '', address = '']) => [service.toLowerCase(), address]));
      if (found['blob'] !== undefined && found['queue'] !== undefined && found['table'] !== undefined) {
        clearTimeout(timer);
        resolve({ blob: found['blob'], queue: found['queue'], table: found['table'] });
      }
    };
    child.stdout?.on('data', hear);
    child.stderr?.on('data', hear);
    child.once('exit', (code) => {
      clearTimeout(timer);
      give(`ended with ${code}`);
    });
  });
}
