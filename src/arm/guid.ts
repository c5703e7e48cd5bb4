import { sha1 } from './sha1.ts';

/** The namespace in which Azure's `guid` names its values. */
const namespace = '11fb06fb-712d-4ddd-98c7-e71bbd588830';

/**
 * The identifier that Azure's `guid` gives for these arguments: a version 5 UUID of the arguments joined by `-`.
 * Case-sensitive; lower-case result.
 * @see https://www.rfc-editor.org/rfc/rfc4122#section-4.3
 */
export function guid(...parts: readonly string[]): string {
  const name = new TextEncoder().encode(parts.join('-'));
  const seed = bytesOf(namespace);
  const input = new Uint8Array(seed.length + name.length);
  input.set(seed);
  input.set(name, seed.length);
  const digest = sha1(input).slice(0, 16);
  digest[6] = ((digest[6] ?? 0) & 0x0f) | 0x50;
  digest[8] = ((digest[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function bytesOf(uuid: string): Uint8Array {
  const hex = uuid.replaceAll('-', '');
  return Uint8Array.from({ length: 16 }, (_, i) => Number.parseInt(hex.slice(i * 2, i * 2 + 2), 16));
}
