/** First 32 bits of the fractional parts of the cube roots of the first 64 primes. @see https://csrc.nist.gov/pubs/fips/180-4/upd1/final section 4.2.2 */
const roundConstants = fractionalBits(64, Math.cbrt);
/** The same of the square roots of the first 8 primes. */
const initialState = fractionalBits(8, Math.sqrt);

/** SHA-256 of a text's UTF-8 bytes as 32 bytes. The pure core may not import Node's own; inputs here are short. */
function sha256Bytes(text: string): Uint8Array {
  const blocks = padded(new TextEncoder().encode(text));
  const view = new DataView(blocks.buffer);
  const state = Uint32Array.from(initialState);
  // One for all blocks: such arrays lie outside of the heap, and 64 bytes of text each would leave one behind.
  const words = new Uint32Array(64);
  for (let offset = 0; offset < blocks.length; offset += 64) {
    schedule(words, view, offset);
    compress(state, words);
  }
  const digest = new Uint8Array(32);
  const out = new DataView(digest.buffer);
  state.forEach((word, index) => out.setUint32(index * 4, word));
  return digest;
}

/** SHA-256 of a text as 64 lower-case hex digits. */
export function sha256(text: string): string {
  return [...sha256Bytes(text)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** First `length` digits (at most 51) of a text's SHA-256 in base 32, lower case: `a`–`z` and `2`–`7`, fit for every Azure name. */
export function shortHash(text: string, length: number): string {
  const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';
  let bits = 0;
  let held = 0;
  let digits = '';
  for (const byte of sha256Bytes(text)) {
    held = (held << 8) | byte;
    bits += 8;
    while (bits >= 5 && digits.length < length) {
      bits -= 5;
      digits += alphabet[(held >>> bits) & 31] ?? '';
    }
    held &= (1 << bits) - 1;
  }
  return digits;
}

function padded(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const length = Math.ceil((bytes.length + 9) / 64) * 64;
  const blocks = new Uint8Array(length);
  blocks.set(bytes);
  blocks[bytes.length] = 0x80;
  new DataView(blocks.buffer).setBigUint64(length - 8, BigInt(bytes.length) * 8n);
  return blocks;
}

/** Fills `words` with the message schedule of the block at `offset`. */
function schedule(words: Uint32Array, view: DataView, offset: number): void {
  for (let index = 0; index < 16; index += 1) {
    words[index] = view.getUint32(offset + index * 4);
  }
  for (let index = 16; index < 64; index += 1) {
    const early = at(words, index - 15);
    const late = at(words, index - 2);
    const small0 = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const small1 = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    words[index] = at(words, index - 16) + small0 + at(words, index - 7) + small1;
  }
}

function compress(state: Uint32Array, words: Uint32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let index = 0; index < 64; index += 1) {
    const choice = (e & f) ^ (~e & g);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const first = h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + choice + at(roundConstants, index) + at(words, index);
    const second = (rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + majority;
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + second) | 0;
  }
  for (const [index, word] of [a, b, c, d, e, f, g, h].entries()) {
    state[index] = at(state, index) + word;
  }
}

function fractionalBits(count: number, root: (value: number) => number): Uint32Array {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate += 1) {
    if (primes.every((prime) => candidate % prime !== 0)) {
      primes.push(candidate);
    }
  }
  return Uint32Array.from(primes.map((prime) => (root(prime) % 1) * 2 ** 32));
}

function rotate(word: number, by: number): number {
  return (word >>> by) | (word << (32 - by));
}

function at(words: Uint32Array, index: number): number {
  return words[index] ?? 0;
}
