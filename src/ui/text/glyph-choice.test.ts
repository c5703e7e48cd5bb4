import { describe, expect, test } from 'vitest';
import type { GlyphFacts } from './glyph-choice.ts';
import { codePageIn, glyphsOf, speaksUnicode } from './glyph-choice.ts';
import { asciiGlyphs, unicodeGlyphs, wordGlyphs } from './glyphs.ts';

describe('signs beyond ASCII', () => {
  test.each<readonly [env: GlyphFacts['env'], unicode: boolean]>([
    [{}, true],
    [{ LANG: 'de_DE.UTF-8' }, true],
    [{ LANG: 'de_DE.utf8' }, true],
    [{ LANG: 'de_DE' }, true],
    [{ LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LANG: 'C' }, false],
    [{ LC_ALL: 'POSIX', LANG: 'de_DE.UTF-8' }, false],
    [{ LC_ALL: '', LANG: 'de_DE.ISO-8859-1' }, false],
    [{ LC_CTYPE: 'C.UTF-8', LANG: 'C' }, true],
    [{ TERM: 'linux', LANG: 'de_DE.UTF-8' }, false],
  ])('with %j: %s', (env, unicode) => {
    expect(speaksUnicode({ env, system: 'linux' })).toBe(unicode);
  });

  test.each<readonly [env: GlyphFacts['env'], codePage: number | undefined, unicode: boolean]>([
    [{}, undefined, false],
    [{}, 437, false],
    [{}, 850, false],
    [{}, 1252, false],
    [{}, 65_001, true],
    [{ WT_SESSION: '7c1b' }, 437, true],
    [{ WT_SESSION: '' }, 437, false],
    [{ TERM_PROGRAM: 'vscode' }, 437, true],
    [{ TERM_PROGRAM: 'mintty' }, undefined, true],
    [{ ConEmuANSI: 'ON' }, 437, true],
    [{ ConEmuANSI: 'OFF' }, 437, false],
    [{ TERMINAL_EMULATOR: 'JetBrains-JediTerm' }, 437, true],
    [{ TERM: 'xterm-256color' }, 437, true],
    [{ TERM: 'linux', WT_SESSION: '7c1b' }, 65_001, false],
    [{ LANG: 'C', WT_SESSION: '7c1b' }, 65_001, false],
    [{ LANG: 'en_US.UTF-8' }, 437, true],
  ])('on Windows with %j and code page %s: %s', (env, codePage, unicode) => {
    expect(speaksUnicode({ env, system: 'win32', codePage: () => codePage })).toBe(unicode);
  });

  test('ask for the code page only where nothing else decides', () => {
    const codePage = (): never => {
      throw new Error('asked');
    };
    expect(speaksUnicode({ env: { WT_SESSION: '7c1b' }, system: 'win32', codePage })).toBe(true);
    expect(speaksUnicode({ env: {}, system: 'darwin', codePage })).toBe(true);
  });

  test.each([
    ['Active code page: 437\r\n', 437],
    ['Aktive Codepage: 850.\r\n', 850],
    ['65001', 65_001],
    ['', undefined],
    ['not found', undefined],
  ])('read the code page from %j', (printed, number) => {
    expect(codePageIn(printed)).toBe(number);
  });

  test('are left out where asked for, and are words for a screen reader', () => {
    expect(glyphsOf({ screenReader: false, ascii: false })).toBe(unicodeGlyphs);
    expect(glyphsOf({ screenReader: false, ascii: true })).toBe(asciiGlyphs);
    expect(glyphsOf({ screenReader: true, ascii: true })).toBe(wordGlyphs);
    for (const glyphs of [asciiGlyphs, wordGlyphs]) {
      for (const sign of Object.values(glyphs).flat()) expect(String(sign)).toMatch(/^[\u0020-\u007E]*$/);
    }
  });
});
