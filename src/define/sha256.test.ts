import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256, shortHash } from './sha256.ts';

describe('sha256', () => {
  it('gives the digests of the standard for its own examples', () => {
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(sha256('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    expect(sha256('abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq')).toBe('248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1');
  });

  it('gives what Node gives for every length around the block size', () => {
    for (let length = 50; length < 140; length += 1) {
      const text = 'x'.repeat(length);
      expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
    }
  });

  it('gives what Node gives for any text, Unicode included', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(createHash('sha256').update(text).digest('hex'));
      }),
    );
  });

  it('writes the short hash with letters and digits that every Azure name takes', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 51 }), (text, length) => {
        expect(shortHash(text, length)).toMatch(new RegExp(`^[a-z2-7]{${length}}$`));
        expect(shortHash(text, 51).startsWith(shortHash(text, length))).toBe(true);
      }),
    );
    // The digest of "abc" starts with ba 78 16 bf: 10111 01001 11100 00001 01101 in groups of five bits.
    expect(shortHash('abc', 5)).toBe('xj4bn');
  });
});
