import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createPassphraseCipher } from './passphrase-cipher.ts';
import { readDocument, writeDocument } from './sealed-state.ts';
import { testCipher } from './sealed-store.conformance.fake.ts';
import { openText, parseSealed } from './state-cipher.ts';
import { damaged } from './damaged.ts';
import { sampleProject, sampleState } from './state-store.conformance.fake.ts';

const subject = { kind: 'state', ...sampleProject, part: '3' } as const;
const fail = (what: string): ReturnType<typeof damaged> => damaged('dev.json', what);
const open = async (text: string, cipher = testCipher()): Promise<string> => (await openText(text, cipher, subject, 'dev.json', fail)).text;

async function codeOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(() => 'accepted', (error: unknown) => (error as { readonly code?: unknown }).code ?? error);
}

describe('the passphrase cipher', () => {
  it('gives back every text', async () => {
    const cipher = testCipher();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'grapheme' }), async (text) => {
        expect(await open(await cipher.seal(text, subject))).toBe(text);
      }),
      { numRuns: 50 },
    );
  });

  it('takes no text of which one byte was changed, and never crashes', async () => {
    const text = await writeDocument(sampleState(3), { ...sampleProject, cipher: testCipher() });
    const cipher = testCipher();
    const seen = new Set<unknown>();
    for (let at = 0; at < text.length; at += 1) {
      for (const other of ['0', 'A', '"', '}', String.fromCharCode(text.charCodeAt(at) ^ 1)]) {
        if (other === text[at]) continue;
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        seen.add(await codeOf(readDocument(changed, { ...sampleProject, cipher }, 'dev.json')));
      }
    }
    // 1713: salt, check or cost; 1703: project or environment; 1714: no longer looks encrypted; 1701: all else.
    expect([...seen].sort()).toEqual(['ATK1701', 'ATK1703', 'ATK1713', 'ATK1714']);
  }, 60_000);

  it('takes no text that was cut off at any length', async () => {
    const text = await testCipher().seal('text', subject);
    for (let length = 0; length < text.length; length += 1) {
      expect(['ATK1701', 'ATK1714']).toContain(await codeOf(open(text.slice(0, length))));
    }
  });

  it('takes no document in the place of another', async () => {
    const cipher = testCipher();
    const journal = await cipher.seal('{}', { ...subject, kind: 'journal' });
    expect(await codeOf(open(journal, cipher))).toBe('ATK1701');
    expect(await codeOf(open(await cipher.seal('{}', { ...subject, part: '2' }), cipher))).toBe('ATK1701');
    expect(await codeOf(open(await cipher.seal('{}', { ...subject, environment: 'prod' }), cipher))).toBe('ATK1703');
    const relabelled = (await cipher.seal('{}', { ...subject, environment: 'prod' })).replace('"prod"', '"dev"');
    expect(await codeOf(open(relabelled, cipher))).toBe('ATK1701');
  });

  it('takes no state that says another serial than its head', async () => {
    const cipher = testCipher();
    const { printState } = await import('./state-codec.ts');
    const wrong = await cipher.seal(printState(sampleState(2)), subject);
    expect(await codeOf(readDocument(wrong, { ...sampleProject, cipher }, 'dev.json'))).toBe('ATK1701');
  });

  it('asks for the passphrase once, and only when there is something to open or seal', async () => {
    let asked = 0;
    const cipher = createPassphraseCipher({ cost: 4, passphrase: () => Promise.resolve(`${(asked += 1)}`) });
    expect(parseSealed('{}', fail)).toBeUndefined();
    expect(asked).toBe(0);
    const texts = await Promise.all(['a', 'b', 'c'].map((text) => cipher.seal(text, subject)));
    for (const text of texts) await open(text, cipher);
    expect(asked).toBe(1);
  });

  it('knows a passphrase whatever its letters are made of, and refuses an empty one', async () => {
    const sealed = await testCipher('caf\u00e9').seal('x', subject);
    expect(await open(sealed, testCipher('cafe\u0301'))).toBe('x');
    expect(await codeOf(testCipher('').seal('x', subject))).toBe('ATK1713');
  });

  it('derives keys at the full cost by default', async () => {
    const cipher = createPassphraseCipher({ passphrase: () => Promise.resolve('x') });
    const sealed = await cipher.seal('x', subject);
    expect(parseSealed(sealed, fail)?.cost).toBe(17);
    expect(await open(sealed, createPassphraseCipher({ passphrase: () => Promise.resolve('x') }))).toBe('x');
  });

  it('asks for no more memory than its own documents need, whatever a document says', async () => {
    const sealed = (await testCipher().seal('x', subject)).replace('"cost":4', '"cost":24');
    expect(await codeOf(open(sealed))).toBe('ATK1701');
  });
});
