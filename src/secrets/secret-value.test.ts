import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkSecretValue, longestSecretValue } from './secret-value.ts';

const codes = (value: string): readonly string[] => checkSecretValue(value).map(({ code, severity }) => `${severity} ${code}`);

describe('a value', () => {
  it('of any ordinary text is fit', () => {
    for (const value of ['x', 'sk_live_51H', 'p@ss "word" \'x\' `y`', 'line 1\nline 2', 'ünïcödé 🔑', 'x'.repeat(longestSecretValue)]) {
      expect(checkSecretValue(value), value.slice(0, 20)).toEqual([]);
    }
  });

  it.each([
    ['that is empty', ''],
    ['of more bytes than a vault keeps', 'x'.repeat(longestSecretValue + 1)],
    ['whose letters are few and whose bytes are many', 'ü'.repeat(longestSecretValue / 2 + 1)],
    ['with a zero byte', 'a\0b'],
    ['with half a character', 'a\uD800b'],
    ['that was no UTF-8 when it was read', 'a\uFFFDb'],
  ])('%s is refused', (_case, value) => {
    expect(codes(value)).toEqual(['error ATK2204']);
  });

  it.each([
    ['ending with a line break', 'abc\n', 'line break'],
    ['ending with a line break of Windows', 'abc\r\n', 'line break'],
    ['with blanks before it', ' abc', 'blanks'],
    ['with blanks behind it', 'abc\t', 'blanks'],
    ['of nothing but blanks', ' \n', 'nothing but blanks'],
  ])('%s is warned of', (_case, value, says) => {
    expect(checkSecretValue(value)).toEqual([expect.objectContaining({ severity: 'warning', code: 'ATK2205', summary: expect.stringContaining(says) })]);
  });

  it('is repeated by no finding', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[Q-Z]{12,20}$/), fc.constantFrom('\0', '\n', ' ', '\uD800'), (secret, odd) => {
        expect(JSON.stringify(checkSecretValue(`${secret}${odd}`))).not.toContain(secret);
      }),
    );
  });
});
