import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { displayWidth, graphemes, stripEscapes } from './display-width.ts';
import { cleanText, padEnd, padStart, takeWidth, truncate, truncateMiddle, wrapText } from './fit-text.ts';

describe('the width of a text', () => {
  test.each([
    ['plain', 5],
    ['ünïcode', 7],
    ['東京', 4],
    ['ｱ', 1],
    ['Ａ', 2],
    ['한국어', 6],
    ['e\u0301', 1],
    ['👍', 2],
    ['👩‍👩‍👧', 2],
    ['🇩🇪', 2],
    ['⚠\uFE0F', 2],
    ['→ ✓ ·', 5],
    ['\u001B[31mred\u001B[39m', 3],
    ['\u001B]8;;https://a.example\u0007link\u001B]8;;\u0007', 4],
    ['a\u200Bb', 2],
    ['', 0],
  ])('of %j is %i cells', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });

  test('counts the same with and without colour', () => {
    expect(stripEscapes('\u001B[1m\u001B[31mx\u001B[39m\u001B[22m')).toBe('x');
  });
});

test('characters are counted as Unicode says, whichever way is taken', () => {
  const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' });
  const units = [...'aü\u00AD·—→─✔⚠⠋ﬁ한東👍🇩', '\u0301', '\u200D', '\uFE0F', '\u1100'];
  const codePoints = fc.oneof(fc.constantFrom(...units), fc.integer({ min: 0x20, max: 0x30FF }).map((point) => String.fromCodePoint(point)));
  fc.assert(
    fc.property(fc.array(codePoints, { maxLength: 6 }).map((parts) => parts.join('')), (text) => {
      expect(graphemes(text)).toEqual(Array.from(segmenter.segment(text), (part) => part.segment));
    }),
    { numRuns: 2000 },
  );
});

const texts = fc.oneof(fc.string(), fc.string({ unit: 'grapheme' }), fc.array(fc.constantFrom('a', ' ', '/', '東', '👍', 'resource', '.'), { maxLength: 40 }).map((parts) => parts.join('')));

describe('fitting a text', () => {
  test('wrapping never makes a line wider than asked, and loses nothing but spaces', () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 8, max: 60 }), fc.integer({ min: 0, max: 8 }), (text, width, hanging) => {
        const lines = wrapText(text, width, hanging);
        expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(width);
        const letters = (value: string): string => value.replaceAll(/\s/g, '');
        expect(letters(lines.join(''))).toBe(letters(cleanText(text)));
      }),
    );
  });

  test('truncating never makes a line wider than asked, and leaves what fits alone', () => {
    fc.assert(
      fc.property(texts.map((text) => cleanText(text).replaceAll('\n', ' ')), fc.integer({ min: 1, max: 40 }), (text, width) => {
        for (const cut of [truncate(text, width), truncateMiddle(text, width), takeWidth(text, width), truncate(text, width, '...')]) {
          expect(displayWidth(cut)).toBeLessThanOrEqual(Math.max(width, 0));
        }
        if (displayWidth(text) <= width) {
          expect(truncate(text, width)).toBe(text);
        }
      }),
    );
  });

  test('an address that is cut in its middle keeps both ends', () => {
    expect(truncateMiddle('main/storage.main/account.blob.uploads', 21)).toBe('main/stora…ob.uploads');
  });

  test('padding counts cells', () => {
    expect(padEnd('東', 4)).toBe('東  ');
    expect(padStart('東', 4)).toBe('  東');
  });

  test('breaks at spaces, and inside a long word after a separator', () => {
    expect(wrapText('one two three', 10, 2)).toEqual(['one two', '  three']);
    expect(wrapText('main/storage.main/account', 20, 2)).toEqual(['main/storage.main/', '  account']);
  });

  test('removes what a terminal would obey', () => {
    expect(cleanText('a\u001B[2Jb\u0007c\td\u009Be')).toBe('abc  de');
  });
});
