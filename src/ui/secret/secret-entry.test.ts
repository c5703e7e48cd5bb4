import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asciiGlyphs, unicodeGlyphs } from '../text/glyphs.ts';
import { displayWidth } from '../text/display-width.ts';
import type { SecretEntry, SecretKey } from './secret-entry.ts';
import { emptyEntry, pressSecretKey } from './secret-entry.ts';
import { amount, secretPromptLines } from './secret-prompt-lines.ts';

const check = (value: string): string | undefined => (value === '' ? 'empty' : undefined);
const press = (...keys: readonly SecretKey[]): SecretEntry => keys.reduce((entry, key) => pressSecretKey(entry, key, check), emptyEntry);
const text = (value: string): SecretKey => ({ name: 'text', text: value });
const enter: SecretKey = { name: 'enter' };

describe('a masked value', () => {
  it('that is pasted is given at once, one that is typed once it was typed again', () => {
    expect(press({ name: 'paste', text: 'abc' }, enter).answer).toEqual({ kind: 'given', value: 'abc', pasted: true });
    expect(press(text('abc'), enter).answer).toBeUndefined();
    expect(press(text('abc'), enter, text('abc'), enter).answer).toEqual({ kind: 'given', value: 'abc', pasted: false });
    expect(press({ name: 'paste', text: 'abc' }, text('d'), enter).first).toBe('abcd');
  });

  it('that differs the second time is asked anew', () => {
    const entry = press(text('abc'), enter, text('abd'), enter);
    expect(entry).toEqual({ ...emptyEntry, problem: expect.stringMatching(/not the same/) as unknown as string });
  });

  it('can be mended, cleared, declined and interrupted', () => {
    expect(press(text('a𝒳'), { name: 'backspace' }).value).toBe('a');
    expect(press(text('abc'), { name: 'clear' }, { name: 'paste', text: 'x' }, enter).answer).toEqual({ kind: 'given', value: 'x', pasted: true });
    expect(press(text('a'), { name: 'escape' }).answer).toEqual({ kind: 'declined' });
    expect(press(text('a'), { name: 'interrupt' }).answer).toEqual({ kind: 'interrupted' });
    expect(press(enter).problem).toBe('empty');
  });

  it('stays answered whatever is pressed', () => {
    const done = press({ name: 'paste', text: 'abc' }, enter);
    expect(pressSecretKey(done, text('more'), check)).toBe(done);
  });
});

describe('the lines of the masked prompt', () => {
  const question = { subject: 'the value of STRIPE_KEY for prod', description: 'API key of the payment account, from its dashboard' };

  it('hold nothing of the value and fit the window', () => {
    const value = fc.string({ unit: fc.constantFrom('Q', '7', '§', '\n', '漢', '𝒳'), minLength: 1, maxLength: 400 });
    fc.assert(
      fc.property(value, fc.integer({ min: 20, max: 120 }), fc.constantFrom(unicodeGlyphs, asciiGlyphs), fc.boolean(), (secret, width, glyphs, again) => {
        const entry = { ...emptyEntry, value: secret, ...(again ? { first: secret } : {}) };
        const lines = secretPromptLines(entry, question, { width, glyphs });
        expect(lines.every((line) => displayWidth(line) <= width)).toBe(true);
        expect(lines.join('').replaceAll(/\d+ (?:characters?|lines)/g, '')).not.toMatch(/[Q7§漢𝒳]/u);
      }),
    );
  });

  it('say how much came, and nothing when it was declined', () => {
    expect(secretPromptLines({ ...emptyEntry, value: 'x', answer: { kind: 'given', value: 'a\nb', pasted: true } }, question, { width: 80, glyphs: unicodeGlyphs })).toEqual(['the value of STRIPE_KEY for prod: 3 characters in 2 lines received']);
    expect(secretPromptLines({ ...emptyEntry, answer: { kind: 'declined' } }, question, { width: 80, glyphs: unicodeGlyphs })).toEqual([]);
    expect(amount('x')).toBe('1 character');
  });
});
