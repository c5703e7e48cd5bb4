import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedactor } from './redactor.ts';

describe('a redactor', () => {
  test('leaves no registered secret in anything, plain, in base64, in a link or in JSON, in values and in keys', () => {
    const secret = fc.string({ minLength: 4, unit: 'binary' }).filter((text) => !'(redacted)'.includes(text) && text.isWellFormed());
    fc.assert(
      fc.property(secret, fc.string(), (hidden, around) => {
        const redactor = createRedactor();
        redactor.register(hidden);
        const base64 = Buffer.from(hidden).toString('base64');
        const value = { text: `${around}${hidden}${around}`, list: [[base64], encodeURIComponent(hidden)], [`k${hidden}`]: 1, nested: { json: JSON.stringify({ hidden }) } };
        const written = redactor.redact(value);
        const texts: string[] = [];
        JSON.stringify(written, (key, item: unknown) => (texts.push(key, String(item)), item));
        for (const text of texts.filter((entry) => !entry.startsWith('[object'))) {
          expect(text.includes(hidden) && !around.includes(hidden)).toBe(false);
          expect(text).not.toContain(base64);
        }
      }),
    );
  });

  test('replaces the longer of two secrets of which one contains the other', () => {
    const redactor = createRedactor();
    redactor.register('abcd');
    redactor.register('abcdefgh');
    expect(redactor.redact('x abcdefgh y abcd')).toBe('x (redacted) y (redacted)');
  });

  test('ignores secrets too short to tell from ordinary text, and returns the same object when it knows none', () => {
    const redactor = createRedactor();
    redactor.register('abc');
    const value = { a: 'abc' };
    expect(redactor.redact(value)).toBe(value);
  });

  test('keeps what is no text', () => {
    const redactor = createRedactor();
    redactor.register('secret');
    expect(redactor.redact({ a: 1, b: null, c: true, d: undefined, e: [2] })).toEqual({ a: 1, b: null, c: true, d: undefined, e: [2] });
  });
});
