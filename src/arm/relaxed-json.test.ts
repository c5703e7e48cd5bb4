import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plainJson } from './relaxed-json.ts';

describe('plainJson', () => {
  it.each([
    ['comments', '{ // one\n "a": 1 /* two */ }', { a: 1 }],
    ['commas before a closing bracket', '{ "a": [1, 2, /* x */ ], }', { a: [1, 2] }],
    ['line breaks in strings', '{ "a": "x\ny" }', { a: 'x\ny' }],
    ['a byte order mark', '\uFEFF{}', {}],
    ['what only looks like a comment', '{ "a": "http://x/*y*/" }', { a: 'http://x/*y*/' }],
  ])('reads over %s', (_, text, expected) => {
    expect(JSON.parse(plainJson(text))).toEqual(expected);
  });

  it('leaves JSON as it is', () => {
    fc.assert(fc.property(fc.jsonValue({ maxDepth: 5 }), (value) => {
      const text = JSON.stringify(value, null, 1);
      expect(plainJson(text)).toBe(text);
    }));
  });

  it('refuses what nests too deeply to be read', () => {
    expect(() => plainJson('['.repeat(100_000))).toThrow(/nests more than/);
  });
});
