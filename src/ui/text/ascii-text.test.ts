import { expect, test } from 'vitest';
import { asciiText, spelledIn } from './ascii-text.ts';
import { asciiGlyphs, unicodeGlyphs } from './glyphs.ts';

test('typographic signs have a form in ASCII, letters stay', () => {
  expect(asciiText('{ … } a → b · ‘Details’ – “Größe” 日本')).toBe('{ ... } a -> b - \'Details\' - "Größe" 日本');
  expect(asciiText('from a → b', { spoken: true })).toBe('from a to b');
});

test('every sign of the views that stands between words has one', () => {
  const { spinner: _spinner, cursor: _cursor, ...signs } = unicodeGlyphs;
  for (const sign of Object.values(signs)) expect(asciiText(String(sign))).toMatch(/^[\u0020-\u007E]*$/);
  for (const name of ['move', 'import', 'arrow', 'ellipsis', 'hint'] as const) expect(asciiText(unicodeGlyphs[name])).toBe(asciiGlyphs[name]);
});

test('a text is left alone where every sign can be shown', () => {
  expect(spelledIn({ ascii: false, screenReader: false })('a → b')).toBe('a → b');
  expect(spelledIn({ ascii: true, screenReader: false })('a → b')).toBe('a -> b');
  expect(spelledIn({ ascii: true, screenReader: true })('a → b')).toBe('a to b');
});
