import { createCipheriv, createDecipheriv, createHmac, randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { AtakoraError } from '../model/errors.ts';
import { damaged } from './damaged.ts';
import { printSealed, type SealedText, sealedHead, type StateCipher } from './state-cipher.ts';

export interface PassphraseOptions {
  /** Asked once, when the first document is sealed or opened. */
  readonly passphrase: () => Promise<string>;
  /** The former one, while documents are written again under the new one. */
  readonly previous?: () => Promise<string>;
  /** Reads documents that are not encrypted too, while encryption is turned on. */
  readonly acceptPlain?: boolean;
  /** Writes documents without encryption, while it is turned off. */
  readonly writePlain?: boolean;
  /** Base-2 logarithm of scrypt's cost for new salts; 17 by default: 128 MB and about half a second. */
  readonly cost?: number;
}

const blockSize = 8;
const keyBytes = 32;
const saltBytes = 16;
/** @see https://csrc.nist.gov/pubs/sp/800/38/d/final (96 bits; one key for at most 2^32 random ones) */
const nonceBytes = 12;

/**
 * AES-256-GCM under a key that scrypt makes of a passphrase. A state keeps the salt that it was first sealed with, so that a command
 * derives one key; each document has a nonce of its own. Its head and subject are authenticated.
 * @see https://www.rfc-editor.org/rfc/rfc7914 (scrypt)
 */
export function createPassphraseCipher(options: PassphraseOptions): StateCipher {
  const current = keyRing(options.passphrase);
  const previous = options.previous === undefined ? undefined : keyRing(options.previous);
  /** The salt for new documents: that of the documents that were read under the present passphrase. */
  let salt: { readonly salt: string; readonly cost: number } | undefined;

  const keyFor = async (sealed: SealedText, place: string): Promise<Buffer> => {
    for (const ring of previous === undefined ? [current] : [current, previous]) {
      const key = await ring(sealed.salt, sealed.cost);
      if (matches(checkOf(key), sealed.check)) {
        salt = ring === current ? { salt: sealed.salt, cost: sealed.cost } : salt;
        return key;
      }
    }
    throw new AtakoraError('ATK1713', `${place} is encrypted with another passphrase, or the head of the document was changed`);
  };

  return {
    acceptsPlain: options.acceptPlain ?? false,
    writesPlain: options.writePlain ?? false,
    seal: async (text, subject) => {
      salt ??= { salt: randomBytes(saltBytes).toString('base64'), cost: options.cost ?? 17 };
      const at = salt;
      const key = await current(at.salt, at.cost);
      const nonce = randomBytes(nonceBytes);
      const front = { ...at, check: checkOf(key), nonce: nonce.toString('base64'), subject };
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(sealedHead(front)));
      const data = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return printSealed({ ...front, data: data.toString('base64'), tag: cipher.getAuthTag().toString('base64') });
    },
    open: async (sealed, place) => decrypt(sealed, await keyFor(sealed, place), place),
  };
}

function decrypt(sealed: SealedText, key: Buffer, place: string): string {
  const { nonce, data, tag } = sealed;
  const bytes = [nonce, data, tag].map((text) => Buffer.from(text, 'base64'));
  // The decoder takes more than one text for the same bytes.
  if ([nonce, data, tag].some((text, index) => bytes[index]?.toString('base64') !== text) || bytes[0]?.length !== nonceBytes || bytes[2]?.length !== 16) {
    throw damaged(place, 'it is encrypted and was changed');
  }
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, bytes[0]).setAAD(Buffer.from(sealedHead(sealed))).setAuthTag(bytes[2]);
    return Buffer.concat([decipher.update(bytes[1] ?? Buffer.alloc(0)), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw damaged(place, 'it is encrypted and was changed', cause);
  }
}

/** Keys of one passphrase by salt and cost, each derived once. */
function keyRing(passphrase: () => Promise<string>): (salt: string, cost: number) => Promise<Buffer> {
  let asked: Promise<string> | undefined;
  const keys = new Map<string, Promise<Buffer>>();
  return (salt, cost) => {
    const id = `${cost}:${salt}`;
    const known = keys.get(id);
    if (known !== undefined) {
      return known;
    }
    asked ??= passphrase();
    const key = asked.then((text) => {
      if (text === '') {
        throw new AtakoraError('ATK1713', 'the passphrase of the state is empty');
      }
      return derive(text, salt, cost);
    });
    keys.set(id, key);
    return key;
  };
}

function derive(passphrase: string, salt: string, cost: number): Promise<Buffer> {
  const N = 2 ** cost;
  return new Promise((resolve, reject) => {
    // The same characters can be typed as different bytes.
    scrypt(passphrase.normalize('NFKC'), Buffer.from(salt, 'base64'), keyBytes, { N, r: blockSize, p: 1, maxmem: 256 * N * blockSize }, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}

function checkOf(key: Buffer): string {
  return createHmac('sha256', key).update('atakora state key').digest('base64').slice(0, 12);
}

function matches(check: string, other: string): boolean {
  const [a, b] = [Buffer.from(check), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
