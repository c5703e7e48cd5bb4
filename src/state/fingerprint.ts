import { createHmac, randomBytes } from 'node:crypto';
import { chmod, link, stat, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AtakoraError } from '../model/errors.ts';
import { fingerprintPrefix } from '../model/sensitive-paths.ts';
import { cannotWrite, makeFolder, readText, syncFolder, systemCode, writeBeside } from './durable-file.ts';

const keyBytes = 32;

/** Turns a sensitive value into what the state may hold instead: `fingerprint:<key id>:<HMAC-SHA-256>`, both in hex. */
export type Fingerprinter = (value: string) => string;

/** Fingerprints under a key; the key id tells whether two fingerprints can be compared, and nothing of the key. */
export function createFingerprinter(key: Uint8Array): Fingerprinter {
  const keyId = createHmac('sha256', key).update('atakora fingerprint key id').digest('hex').slice(0, 8);
  return (value) => `${fingerprintPrefix}${keyId}:${createHmac('sha256', key).update(`value\u0000${value}`).digest('hex')}`;
}

/** Where the key of an environment lies: never in its state or its history. */
export function fingerprintKeyPath(folder: string, environment: string): string {
  return join(folder, `${environment}.key`);
}

/**
 * The environment's key, made at random at first use in a file that only its owner may read.
 * Two processes that make it at once end with the same key.
 * @throws AtakoraError `ATK1902` when the file is not a key, `ATK1901` when it cannot be written.
 */
export async function openFingerprintKey(folder: string, environment: string): Promise<Uint8Array> {
  const path = fingerprintKeyPath(folder, environment);
  const known = await readKey(path);
  if (known !== undefined) {
    return known;
  }
  await makeFolder(folder);
  const temporary = await writeBeside(path, `${randomBytes(keyBytes).toString('hex')}\n`, 0o600);
  try {
    await link(temporary, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    if (systemCode(cause) !== 'EEXIST') {
      throw cannotWrite(path, cause);
    }
  } finally {
    await unlink(temporary).catch(() => undefined);
  }
  return (await readKey(path)) as Uint8Array;
}

/** The key, if it was ever made; plans read and never make one. */
export async function readKey(path: string): Promise<Uint8Array | undefined> {
  const text = await readText(path);
  if (text === undefined) {
    return undefined;
  }
  if (!/^[0-9a-f]{64}\n?$/.test(text)) {
    throw new AtakoraError('ATK1902', `${path} does not hold a fingerprint key`, {
      hint: 'Restore the file, or remove it: sensitive values then show as unknown once.',
    });
  }
  if (process.platform !== 'win32' && ((await stat(path)).mode & 0o077) !== 0) {
    await chmod(path, 0o600);
  }
  return Buffer.from(text.trim(), 'hex');
}
