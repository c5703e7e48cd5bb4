import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isFingerprint } from '../model/sensitive-paths.ts';
import { createFingerprinter, fingerprintKeyPath, openFingerprintKey, readKey } from './fingerprint.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'atakora-key-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('the fingerprint key', () => {
  it('is made at first use, stays, and only its owner may read it', async () => {
    const path = fingerprintKeyPath(folder, 'dev');
    expect(await readKey(path)).toBeUndefined();
    const key = await openFingerprintKey(folder, 'dev');
    expect(key).toHaveLength(32);
    expect(await openFingerprintKey(folder, 'dev')).toEqual(key);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('is one although several make it at once, and another for each environment', async () => {
    const keys = await Promise.all(Array.from({ length: 10 }, () => openFingerprintKey(folder, 'dev')));
    expect(new Set(keys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
    expect(await openFingerprintKey(folder, 'prod')).not.toEqual(keys[0]);
  });

  it('is closed to others again when somebody opened it', async () => {
    await openFingerprintKey(folder, 'dev');
    await chmod(fingerprintKeyPath(folder, 'dev'), 0o644);
    await openFingerprintKey(folder, 'dev');
    expect((await stat(fingerprintKeyPath(folder, 'dev'))).mode & 0o777).toBe(0o600);
  });

  it('that is damaged is refused and left as it is', async () => {
    await writeFile(fingerprintKeyPath(folder, 'dev'), 'abc');
    await expect(openFingerprintKey(folder, 'dev')).rejects.toMatchObject({ code: 'ATK1902' });
    expect(await readFile(fingerprintKeyPath(folder, 'dev'), 'utf8')).toBe('abc');
  });
});

describe('a fingerprint', () => {
  const key = Buffer.alloc(32, 1);

  it('is the same for the same value and key, and another otherwise', () => {
    const one = createFingerprinter(key);
    const other = createFingerprinter(Buffer.alloc(32, 2));
    expect(one('a')).toBe(createFingerprinter(key)('a'));
    expect(one('a')).not.toBe(one('b'));
    expect(one('a').split(':')[2]).not.toBe(other('a').split(':')[2]);
    expect(one('a').split(':')[1]).not.toBe(other('a').split(':')[1]);
    expect(isFingerprint(one('a'))).toBe(true);
  });

  it('holds neither the value nor the key', () => {
    const text = createFingerprinter(key)('correct horse');
    expect(text).not.toContain('correct');
    expect(text).not.toContain(key.toString('hex').slice(0, 8));
  });
});
