import { zipSync } from 'fflate';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packedArchive, packFiles } from './package-archive.ts';
import { isPackageOf } from './package-hash.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('the hash of a package', () => {
  it('is that of what was packed, whatever the files are', () => {
    fc.assert(fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,8}(\/[a-z.]{1,8})?$/), fc.uint8Array({ maxLength: 50 }), { maxKeys: 5, noNullPrototype: true }), (files) => {
      const { hash, zip } = packFiles(new Map(Object.entries(files)));
      expect(isPackageOf(hash, zip)).toBe(true);
    }), { numRuns: 50 });
  });

  it('is that of the bytes where a user packed them, and of nothing else', () => {
    const zip = zipSync({ 'host.json': bytes('{}') });
    expect(isPackageOf(packedArchive(zip).hash, zip)).toBe(true);
    const packed = packFiles(new Map([['host.json', bytes('{}')]]));
    expect(isPackageOf(packed.hash, packFiles(new Map([['host.json', bytes('{ }')]])).zip)).toBe(false);
    expect(isPackageOf(packed.hash, bytes('no archive'))).toBe(false);
    expect(isPackageOf('', packed.zip)).toBe(false);
  });
});
