import type { SecretGeneration } from '../model/declared-secret.ts';

/** A cryptographic source of bytes, such as `randomBytes` of `node:crypto`. */
export type RandomBytes = (count: number) => Uint8Array;

/**
 * A value of `length` characters, each of `alphabet` with the same chance: bytes at or over the largest multiple of its size are thrown
 * away, because the remainder would favour the first characters.
 * @param generation `length` 16 to 1024; `alphabet` 2 to 256 different characters (code points).
 */
export function generateSecret(generation: SecretGeneration, randomBytes: RandomBytes): string {
  const letters = [...generation.alphabet];
  const fair = 256 - (256 % letters.length);
  const taken: string[] = [];
  while (taken.length < generation.length) {
    const missing = generation.length - taken.length;
    for (const byte of randomBytes(Math.ceil((missing * 256) / fair))) {
      if (byte < fair && taken.length < generation.length) {
        taken.push(letters[byte % letters.length] ?? '');
      }
    }
  }
  return taken.join('');
}
