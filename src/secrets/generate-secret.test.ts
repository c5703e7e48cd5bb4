import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { generateSecret } from './generate-secret.ts';

const alphabet = (size: number): string => Array.from({ length: size }, (_, at) => String.fromCodePoint(0x1f300 + at)).join('');
const generation = fc.record({ length: fc.integer({ min: 16, max: 1024 }), alphabet: fc.integer({ min: 2, max: 256 }).map(alphabet) });

/** Gives the bytes 0 to 255 round and round. */
function everyByte(): (count: number) => Uint8Array {
  let next = 0;
  return (count) => Uint8Array.from({ length: count }, () => next++ % 256);
}

describe('a generated value', () => {
  it('has just the characters that were asked for, and as many', () => {
    fc.assert(
      fc.property(generation, (asked) => {
        const made = [...generateSecret(asked, randomBytes)];
        expect(made).toHaveLength(asked.length);
        expect(made.every((letter) => asked.alphabet.includes(letter))).toBe(true);
      }),
    );
  });

  it('takes every character as often as any other when all bytes come equally often', () => {
    for (const size of [2, 3, 10, 62, 64, 85, 100, 129, 200, 255, 256]) {
      // As many as one round of bytes yields.
      const length = 256 - (256 % size);
      const counts = Map.groupBy(generateSecret({ length, alphabet: alphabet(size) }, everyByte()), (letter) => letter);
      expect([...counts.values()].map((all) => all.length), String(size)).toEqual(Array.from({ length: size }, () => length / size));
    }
  });

  it('ends though most bytes are thrown away at first', () => {
    const bytes = [Uint8Array.from({ length: 64 }, () => 255), ...Array.from({ length: 64 }, () => Uint8Array.from({ length: 64 }, () => 7))];
    expect(generateSecret({ length: 32, alphabet: alphabet(200) }, () => bytes.shift() ?? new Uint8Array(64))).toBe([...alphabet(200)][7]?.repeat(32));
  });

  it('differs from the one before', () => {
    const made = new Set(Array.from({ length: 200 }, () => generateSecret({ length: 32, alphabet: 'abcdefghijklmnopqrstuvwxyz' }, randomBytes)));
    expect(made.size).toBe(200);
  });
});
