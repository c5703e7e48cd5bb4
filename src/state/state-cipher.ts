import { AtakoraError } from '../model/errors.ts';

/** What a sealed text is; sealed with it, so that one document cannot be put in the place of another. */
export interface SealedSubject {
  readonly kind: 'state' | 'journal' | 'run';
  /** Manifest id. */
  readonly project: string;
  /** Environment key. */
  readonly environment: string;
  /** Which of its kind: a serial, the line of a journal, the file of a run. */
  readonly part: string;
}

/** Encrypts what a store writes. */
export interface StateCipher {
  /** One line of text. */
  seal(text: string, subject: SealedSubject): Promise<string>;
  /**
   * `place` names the document in messages.
   * @throws AtakoraError `ATK1713` for another passphrase, `ATK1701` when it was changed.
   */
  open(sealed: SealedText, place: string): Promise<string>;
  /** True when documents that are not encrypted may be read. */
  readonly acceptsPlain: boolean;
  /** True when documents are written without encryption: it is being turned off. */
  readonly writesPlain: boolean;
}

/** A sealed text, taken apart. Bytes are base64. */
export interface SealedText {
  readonly salt: string;
  /** Proof of the key without a document: tells a wrong passphrase from a changed document. */
  readonly check: string;
  readonly nonce: string;
  /** The base-2 logarithm of scrypt's cost. */
  readonly cost: number;
  readonly subject: SealedSubject;
  readonly data: string;
  readonly tag: string;
}

/** How every sealed text begins, and no other document does. */
const head = '{"sealed":1,';

/** Prints a sealed text; equal values give equal bytes. */
export function printSealed({ cost, salt, check, nonce, subject, data, tag }: SealedText): string {
  const { kind, project, environment, part } = subject;
  return JSON.stringify({ sealed: 1, cipher: 'aes-256-gcm', kdf: 'scrypt', cost, salt, check, nonce, subject: { kind, project, environment, part }, data, tag });
}

/** The part of a sealed text that is not encrypted; authenticated with it. */
export function sealedHead(sealed: Omit<SealedText, 'data' | 'tag'>): string {
  return printSealed({ ...sealed, data: '', tag: '' });
}

/**
 * Takes a sealed text apart; undefined for a text that is not sealed. Only the very bytes that were printed are taken.
 * @throws AtakoraError by `fail` when it is damaged.
 */
export function parseSealed(text: string, fail: (what: string) => AtakoraError): SealedText | undefined {
  if (!text.startsWith(head)) {
    return undefined;
  }
  let sealed: SealedText;
  try {
    sealed = JSON.parse(text) as SealedText;
    if (printSealed(sealed) === text && Number.isInteger(sealed.cost) && sealed.cost >= 1 && sealed.cost <= 18) {
      return sealed;
    }
  } catch {
    throw fail('it is encrypted and truncated or damaged');
  }
  throw fail('it is encrypted and was changed');
}

/** What a document is expected to be; `part` is checked when it is given. */
export type ExpectedSubject = Omit<SealedSubject, 'part'> & { readonly part?: string };

/**
 * The text of a document, sealed or not, as the cipher allows.
 * @throws AtakoraError `ATK1713` when it is sealed and there is no cipher or another passphrase, `ATK1714` when it is not sealed and must
 * be, `ATK1703` when it is that of another project or environment, `ATK1701` when it was changed or put in the place of another.
 */
export async function openText(text: string, cipher: StateCipher | undefined, expected: ExpectedSubject, place: string, fail: (what: string) => AtakoraError): Promise<{ readonly text: string; readonly part?: string }> {
  const sealed = parseSealed(text, fail);
  if (sealed === undefined) {
    if (cipher !== undefined && !cipher.acceptsPlain && !cipher.writesPlain) {
      throw new AtakoraError('ATK1714', `${place} is not encrypted although a passphrase is set`);
    }
    return { text };
  }
  if (cipher === undefined) {
    throw new AtakoraError('ATK1713', `${place} is encrypted and no passphrase is set`);
  }
  const { subject } = sealed;
  if (subject.project !== expected.project || subject.environment !== expected.environment) {
    throw new AtakoraError('ATK1703', `${place} is of project ${subject.project}, environment ${subject.environment}; expected project ${expected.project}, environment ${expected.environment}`);
  }
  if (subject.kind !== expected.kind || (expected.part !== undefined && subject.part !== expected.part)) {
    throw fail(`it is ${subject.kind} ${subject.part} in the place of ${expected.kind} ${expected.part ?? ''}`.trimEnd());
  }
  return { text: await cipher.open(sealed, place), part: subject.part };
}

/** What a store writes for a text. */
export async function sealText(text: string, cipher: StateCipher | undefined, subject: SealedSubject): Promise<string> {
  return cipher === undefined || cipher.writesPlain ? text : cipher.seal(text, subject);
}
