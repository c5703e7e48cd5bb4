import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JournalEntry, JournalLine } from '../model/journal.ts';
import { type JournalPlace, type JournalTail, parseJournal, printEntry } from './journal-codec.ts';
import { testCipher } from './sealed-store.conformance.fake.ts';
import { sampleEntry, sampleProject, sampleState } from './state-store.conformance.fake.ts';

const plain: JournalPlace = { ...sampleProject, place: 'dev.journal' };
const sealed: JournalPlace = { ...plain, cipher: testCipher() };
const state = sampleState(4);

async function printed(entries: readonly JournalEntry[], at: JournalPlace): Promise<string> {
  let text = '';
  let tail: JournalTail | undefined;
  for (const entry of entries) {
    const next = await printEntry(entry, tail, state, at);
    text += next.text;
    tail = next.tail;
  }
  return text;
}

const entries = [1, 2, 3, 4].map(sampleEntry);

describe.each([['plain', plain], ['encrypted', sealed]])('a journal, %s,', (_name, at) => {
  const read = async (text: string): Promise<readonly JournalLine[]> => (await parseJournal(text, state, at)).entries;

  it('gives back its entries, and goes on where it ended', async () => {
    const text = await printed(entries.slice(0, 2), at);
    const { tail } = await parseJournal(text, state, at);
    const more = await printEntry(entries[2] as JournalEntry, tail, state, at);
    expect(await read(text + more.text)).toEqual(entries.slice(0, 3));
  });

  it('notices a line that was left out, repeated or moved', async () => {
    const lines = (await printed(entries, at)).split('\n');
    const [head = '', a = '', b = '', c = '', d = ''] = lines;
    for (const wrong of [[head, b, c, d], [head, a, c, d], [head, a, a, b, c, d], [head, b, a, c, d], [a, b, c, d]]) {
      await expect(read(`${wrong.join('\n')}\n`)).rejects.toMatchObject({ code: 'ATK1701' });
    }
    expect(await read(`${[head, a, b].join('\n')}\n`)).toEqual(entries.slice(0, 2));
  });

  it('takes no byte that was changed, except by dropping what follows a line that lost its end', async () => {
    const text = await printed(entries, at);
    const bytes = Buffer.from(text);
    await fc.assert(
      fc.asyncProperty(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), async (position, change) => {
        const other = Buffer.from(bytes);
        other[position] = (bytes[position] ?? 0) ^ change;
        const result = await read(other.toString('utf8')).then((found) => found, (error: unknown) => (error as { readonly code: string }).code);
        if (Array.isArray(result)) {
          // The last line break: the last line is torn.
          expect([position, result]).toEqual([bytes.length - 1, entries.slice(0, -1)]);
        } else {
          expect(result).toMatch(/^ATK17\d\d$/);
        }
      }),
      { numRuns: 400 },
    );
  });
});

it('a journal keeps an entry of many megabytes', async () => {
  const entry = { ...sampleEntry(1), code: 'x'.repeat(20_000_000) } as JournalEntry;
  expect((await parseJournal(await printed([entry, sampleEntry(2)], plain), state, plain)).entries).toEqual([entry, sampleEntry(2)]);
});

describe('a journal of the first version', () => {
  const text = `{"journal":1,"lineage":"lineage-a","serial":4}\n${JSON.stringify(sampleEntry(1))}\n`;

  it('is read, and goes on as it began', async () => {
    const { entries: found, tail } = await parseJournal(text, state, plain);
    expect(found).toEqual([sampleEntry(1)]);
    const more = await printEntry(sampleEntry(2), tail, state, plain);
    expect(more.text).toBe(`${JSON.stringify(sampleEntry(2))}\n`);
    expect((await parseJournal(text + more.text, state, plain)).entries).toEqual([sampleEntry(1), sampleEntry(2)]);
  });

  it('cannot be made of one of the second', async () => {
    const [head = '', ...rest] = (await printed(entries, plain)).split('\n');
    await expect(parseJournal([head.replace('"journal":2', '"journal":1'), ...rest].join('\n'), state, plain)).rejects.toMatchObject({ code: 'ATK1701' });
  });
});
