import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { StorageAddresses } from '../../src/local/storage/storage-addresses.ts';
import { startAzuriteProcess } from '../../src/local/storage/azurite-process.ts';
import { findAzurite } from '../../src/local/storage/find-azurite.ts';

/** A running emulator. */
export interface Azurite {
  readonly addresses: StorageAddresses;
  stop(): Promise<void>;
}

/**
 * The account that every emulator has; its key is published and opens nothing else.
 * @see https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
 */
export const publicAccount = { account: 'devstoreaccount1', key: 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==' };

/** Starts the storage emulator on free ports of this machine, in a folder that goes with it. */
export async function startAzurite(): Promise<Azurite> {
  const program = findAzurite(process.cwd());
  expect(program, 'the emulator is a development dependency').toBeDefined();
  const folder = mkdtempSync(join(tmpdir(), 'atakora-azurite-'));
  const started = await startAzuriteProcess({ program: program ?? '', folder, accounts: [] });
  const stop = async (): Promise<void> => {
    await started.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  return { addresses: started.addresses, stop };
}
