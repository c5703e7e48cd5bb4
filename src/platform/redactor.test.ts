import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ordinaryReason } from './ordinary-value.ts';
import type { Redactor } from './redactor.ts';
import { createRedactor, redactionMark } from './redactor.ts';
import { secretForms } from './secret-forms.ts';

const secret = fc.string({ minLength: 4, maxLength: 60, unit: fc.oneof(fc.constantFrom(...'aB3$%&+/="\'\\<>`~!*() \n\té漢'), fc.constantFrom(...'0123456789abcdefXYZ-_')) }).filter((text) => ordinaryReason(text) === undefined && text.isWellFormed());

/** Everything in which the value may still be read, by decoders that know nothing of the redactor. */
const writers: Readonly<Record<string, (text: string) => string>> = {
  plain: (text) => text,
  json: (text) => JSON.stringify({ text }),
  'json in json': (text) => JSON.stringify({ text: JSON.stringify({ text }) }),
  link: (text) => encodeURIComponent(text),
  'lower-case link': (text) => encodeURIComponent(text).replaceAll(/%../g, (escape) => escape.toLowerCase()),
  form: (text) => new URLSearchParams({ text }).toString(),
  'whole link': (text) => encodeURI(text),
  inspected: (text) => inspect({ text }, { breakLength: Infinity }),
  html: (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;'),
  hex: (text) => Buffer.from(text).toString('hex'),
  base64: (text) => Buffer.from(text).toString('base64'),
  base64url: (text) => Buffer.from(text).toString('base64url'),
};

function knowing(...secrets: readonly string[]): Redactor {
  const redactor = createRedactor();
  for (const value of secrets) redactor.register(value);
  return redactor;
}

describe('a redactor', () => {
  test.each(Object.keys(writers))('leaves nothing of a secret that is written as %s', (name) => {
    const write = writers[name] as (text: string) => string;
    fc.assert(
      fc.property(secret, (hidden) => {
        const written = write(hidden);
        const left = knowing(hidden).redact(`[${written}]`);
        expect(left).toContain(redactionMark);
        expect(left.length).toBeLessThanOrEqual(written.length - write('').length + `{"text":"{\\"text\\":\\"${redactionMark}\\"}"}[]''`.length);
        if (hidden.length > redactionMark.length && !write('').includes(hidden)) expect(left).not.toContain(hidden);
      }),
    );
  });

  test('finds a secret in base64 wherever it stands in what was encoded', () => {
    fc.assert(
      fc.property(secret.filter((text) => Buffer.byteLength(text) >= 6), fc.string(), fc.string(), fc.constantFrom('base64' as const, 'base64url' as const), (hidden, before, after, encoding) => {
        const left = knowing(hidden).redact(Buffer.from(before + hidden + after).toString(encoding));
        expect(left).toContain(redactionMark);
        // Two characters at each end carry bits of the neighbours.
        const rest = left.split(redactionMark).map((part) => Buffer.from(part, encoding).toString()).join('|');
        if (!before.includes(hidden) && !after.includes(hidden)) expect(rest).not.toContain(hidden);
      }),
    );
  });

  test('replaces in values and in keys at any depth, and keeps what is no text', () => {
    const redactor = knowing('hunter2');
    expect(redactor.redact({ a: 1, b: null, c: true, d: undefined, e: [2, ['xhunter2x']], hunter2: { f: 'hunter2' } })).toEqual({ a: 1, b: null, c: true, d: undefined, e: [2, ['x(redacted)x']], '(redacted)': { f: '(redacted)' } });
  });

  test('replaces the longest of secrets that begin alike, and the whole of ones that overlap', () => {
    const redactor = knowing('abcd1', 'abcd1efgh', 'fghij22', 'bcd1e');
    expect(redactor.redact('x abcd1efgh y abcd1')).toBe('x (redacted) y (redacted)');
    expect(redactor.redact('x abcd1efghij22 y')).toBe('x (redacted) y');
    expect(redactor.redact('abcd1abcd1')).toBe('(redacted)(redacted)');
  });

  test('finds each line of a long value and the key of a connection string by itself', () => {
    const key = 'Zm9vYmFyYmF6cXV1eA+/Zm9v';
    const redactor = knowing(`-----BEGIN KEY-----\nMIIEvQIBADANBg\r\n  kqhkiG9w0BAQEF\n-----END KEY-----\n`, `Endpoint=https://x.example;AccountKey=${key}==;Suffix=y`, 'amqps://user:pa55-word@host/path');
    expect(redactor.redact('a MIIEvQIBADANBg b kqhkiG9w0BAQEF c -----BEGIN KEY----- d')).toBe('a (redacted) b (redacted) c -----BEGIN KEY----- d');
    expect(redactor.redact(`key ${key}== and ${encodeURIComponent(`${key}==`)} and pa55-word`)).toBe('key (redacted) and (redacted) and (redacted)');
    expect(redactor.redact('Endpoint=https://x.example is fine')).toBe('Endpoint=https://x.example is fine');
  });

  test.each([
    ['abc', 'too-short'], ['  x ', 'too-short'], ['', 'too-short'], ['true', 'ordinary-word'], ['production', 'ordinary-word'], ['Password', 'ordinary-word'], ['12345', 'ordinary-word'], ['hello', 'ordinary-word'], ['Azure', 'ordinary-word'],
    ['hunter2', undefined], ['swordfish', undefined], ['123456', undefined], ['a1b2', undefined], ['letmein', undefined], ['a b c', undefined],
  ])('calls "%s" %s', (value, reason) => {
    expect(ordinaryReason(value)).toBe(reason);
    const text = `it says ${value} here`;
    expect(knowing(value).redact(text)).toBe(reason === undefined ? 'it says (redacted) here' : text);
  });

  test('returns the same object while it knows none', () => {
    const value = { a: 'abc' };
    expect(knowing('abc').redact(value)).toBe(value);
  });

  test('blanks nothing in text of which no secret is a part', () => {
    const page = JSON.stringify({ type: 'resource', address: 'api/main', status: 'succeeded', hash: '3b1c9d', text: 'function app made in 12345 ms' }).repeat(50);
    fc.assert(fc.property(secret, (hidden) => void expect([...secretForms(hidden)].some((form) => page.includes(form)) || knowing(hidden).redact(page) === page).toBe(true)));
  });
});

describe('a redacting stream', () => {
  const piecesOf = (text: string, cuts: readonly number[]): readonly string[] => [0, ...[...cuts].sort((a, b) => a - b), text.length].flatMap((cut, index, all) => (index === 0 ? [] : [text.slice(all[index - 1], cut)]));

  test('writes of any pieces what is written of the whole', () => {
    fc.assert(
      fc.property(fc.array(secret, { minLength: 1, maxLength: 4 }), fc.array(fc.oneof(fc.nat({ max: 3 }), fc.string({ maxLength: 12 })), { maxLength: 12 }), fc.constantFrom(...Object.keys(writers)), fc.array(fc.nat(), { maxLength: 20 }), (secrets, parts, name, seeds) => {
        const write = writers[name] as (text: string) => string;
        const text = parts.map((part) => (typeof part === 'string' ? part : write(secrets[part % secrets.length] as string))).join('');
        const redactor = knowing(...secrets);
        const stream = redactor.stream();
        const cuts = seeds.map((seed) => (text.length === 0 ? 0 : seed % text.length));
        expect(piecesOf(text, cuts).map((piece) => stream.write(piece)).join('') + stream.end()).toBe(redactor.redact(text));
      }),
    );
  });

  test('writes of single characters what is written of the whole, also where a secret repeats itself', () => {
    const redactor = knowing('abab1abab1', '11111111', 'b1abab');
    const text = 'xabab1abab1abab1ab 1111111111111111111 abab1';
    const stream = redactor.stream();
    expect([...text].map((character) => stream.write(character)).join('') + stream.end()).toBe(redactor.redact(text));
    expect(redactor.redact(text)).not.toMatch(/abab1abab1|1{8}/);
  });

  test('holds back at most the longest form, and nothing of text that leads nowhere', () => {
    const redactor = knowing('correct-horse-battery');
    const longest = Math.max(...[...secretForms('correct-horse-battery')].map(({ length }) => length));
    const stream = redactor.stream();
    expect(stream.write('Type dev to go on: ')).toBe('Type dev to go on: ');
    expect(stream.write('see correct-hor')).toBe('see ');
    expect(stream.write('ses')).toBe('correct-horses');
    let [given, written] = [0, 0];
    for (const piece of 'correct-horse-batter'.repeat(200).match(/.{1,7}/g) ?? []) {
      given += piece.length;
      written += stream.write(piece).length;
      expect(given - written).toBeLessThan(longest);
    }
  });
});
