const alphabet = 'abcdefghijklmnopqrstuvwxyz234567';

/**
 * The 13 characters that Azure's `uniqueString` gives for these arguments: a 64-bit hash of the arguments joined by `-`,
 * five bits a character from the top. Case-sensitive and stable for ever, since resource names hang on it.
 */
export function uniqueString(...parts: readonly string[]): string {
  const [high, low] = murmur64(new TextEncoder().encode(parts.join('-')));
  let text = '';
  for (let bit = 59; bit >= -1; bit -= 5) text += alphabet.charAt(bit < 0 ? (low << 1) & 31 : bits(high, low, bit));
  return text;
}

/** Five bits of a 64-bit number whose lowest is `bit`. */
function bits(high: number, low: number, bit: number): number {
  if (bit >= 32) return (high >>> (bit - 32)) & 31;
  return ((low >>> bit) | (bit > 27 ? high << (32 - bit) : 0)) & 31;
}

const first = 0x239b961b;
const second = 0xab0e9789;

/** MurmurHash3's 32-bit mixing on two lanes, seed 0; the second lane is the upper half of the result. */
function murmur64(bytes: Uint8Array): readonly [high: number, low: number] {
  let h1 = 0;
  let h2 = 0;
  const whole = bytes.length - (bytes.length % 8);
  for (let at = 0; at < whole; at += 8) {
    h1 = rotate(h1 ^ mix1(word(bytes, at, 4)), 19);
    h1 = (Math.imul(h1 + h2, 5) + 0x561ccd1b) | 0;
    h2 = rotate(h2 ^ mix2(word(bytes, at + 4, 4)), 13);
    h2 = (Math.imul(h2 + h1, 5) + 0x0bcaa747) | 0;
  }
  const rest = bytes.length - whole;
  if (rest > 0) h1 ^= mix1(word(bytes, whole, Math.min(rest, 4)));
  if (rest > 4) h2 ^= mix2(word(bytes, whole + 4, rest - 4));
  h1 ^= bytes.length;
  h2 ^= bytes.length;
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  h1 = finish(h1);
  h2 = finish(h2);
  h1 = (h1 + h2) | 0;
  h2 = (h2 + h1) | 0;
  return [h2, h1];
}

function word(bytes: Uint8Array, at: number, length: number): number {
  let value = 0;
  for (let i = 0; i < length; i += 1) value |= (bytes[at + i] ?? 0) << (8 * i);
  return value;
}

function rotate(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}

function mix1(value: number): number {
  return Math.imul(rotate(Math.imul(value, first), 15), second);
}

function mix2(value: number): number {
  return Math.imul(rotate(Math.imul(value, second), 17), first);
}

function finish(value: number): number {
  let mixed = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
