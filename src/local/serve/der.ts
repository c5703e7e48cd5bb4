/** Bytes of a value in the Distinguished Encoding Rules. @see https://www.itu.int/rec/T-REC-X.690 */
export type Der = Uint8Array;

/** Universal and context tags that certificates use. */
export const derTag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  objectId: 0x06,
  utf8String: 0x0c,
  utcTime: 0x17,
  generalizedTime: 0x18,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Tag, length, content. */
export function derValue(tag: number, ...content: readonly Der[]): Der {
  const length = content.reduce((sum, part) => sum + part.length, 0);
  return joined([Uint8Array.of(tag, ...lengthBytes(length)), ...content]);
}

export function derSequence(...members: readonly Der[]): Der {
  return derValue(derTag.sequence, ...members);
}

/** A non-negative integer from its bytes, most significant first; leading zeros go, and one comes where the first bit is set. */
export function derInteger(bytes: Uint8Array): Der {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Uint8Array.of(0) : bytes.slice(first);
  return derValue(derTag.integer, (short[0] ?? 0) < 0x80 ? short : joined([Uint8Array.of(0), short]));
}

/** An object identifier in dotted form. */
export function derObjectId(dotted: string): Der {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return derValue(derTag.objectId, Uint8Array.from([first * 40 + second, ...rest].flatMap(base128)));
}

export function derUtf8(text: string): Der {
  return derValue(derTag.utf8String, new TextEncoder().encode(text));
}

/** Bits that fill whole bytes, or that end before the last `unused` ones. */
export function derBits(bytes: Uint8Array, unused = 0): Der {
  return derValue(derTag.bitString, Uint8Array.of(unused), bytes);
}

/** A moment: two digits of the year up to 2049 and four after, as certificates demand. @see https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5 */
export function derTime(at: string): Der {
  const digits = new Date(at).toISOString().replace(/\.\d+Z$/, 'Z').replace(/[-:T]/g, '');
  const short = Number(digits.slice(0, 4)) < 2050;
  return derValue(short ? derTag.utcTime : derTag.generalizedTime, new TextEncoder().encode(short ? digits.slice(2) : digits));
}

/** A context-specific tag: constructed when it wraps other values. */
export function derContext(number: number, constructed: boolean, ...content: readonly Der[]): Der {
  return derValue((constructed ? 0xa0 : 0x80) | number, ...content);
}

function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
  return [0x80 | bytes.length, ...bytes];
}

function base128(value: number): readonly number[] {
  const bytes = [value % 128];
  for (let rest = Math.floor(value / 128); rest > 0; rest = Math.floor(rest / 128)) bytes.unshift((rest % 128) | 0x80);
  return bytes;
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}
