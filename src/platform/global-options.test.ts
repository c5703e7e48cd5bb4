import { describe, expect, test } from 'vitest';
import type { FlagValues } from './flag-values.ts';
import type { Color } from '../ui/text/style.ts';
import { readGlobalOptions } from './global-options.ts';
import type { Platform } from './platform.ts';
import { readLookOfWords } from './terminal-look.ts';
import { fakePlatform } from './test-platform.fake.ts';

function read(flags: FlagValues, env: Platform['env'] = {}, tty = true) {
  return readGlobalOptions(flags, fakePlatform({ env, tty, columns: 90 }).platform);
}

describe('global options', () => {
  test('on a terminal ask and redraw, with colours, in its width', () => {
    expect(read({})).toMatchObject({ interactive: true, redraw: true, color: 'either', ascii: false, screenReader: false, screenReaderBy: undefined, motion: 'full', links: false, logFile: undefined, verbosity: 'normal', width: 90, lockTimeoutMs: 0, json: false, local: false });
  });

  test('in a pipe neither ask nor redraw nor colour', () => {
    expect(read({}, {}, false)).toMatchObject({ interactive: false, redraw: false, color: false });
  });

  test.each<readonly [what: string, flags: FlagValues, env: Platform['env'], interactive: boolean, redraw: boolean]>([
    ['--json', { json: true }, {}, false, false],
    ['--no-input', { 'no-input': true }, {}, false, false],
    ['CI', {}, { CI: 'true' }, false, false],
    ['CI=false', {}, { CI: 'false' }, true, true],
    ['an empty CI', {}, { CI: '' }, true, true],
    ['a dumb terminal', {}, { TERM: 'dumb' }, true, false],
    ['a screen reader by flag', { 'screen-reader': true }, {}, true, false],
    ['a screen reader by variable', {}, { ATAKORA_SCREEN_READER: '1' }, true, false],
    ["a screen reader by Ink's variable", {}, { INK_SCREEN_READER: 'true' }, true, false],
    ['a screen reader that is turned off', {}, { INK_SCREEN_READER: 'false', ATAKORA_SCREEN_READER: '0' }, true, true],
  ])('with %s', (_what, flags, env, interactive, redraw) => {
    expect(read(flags, env)).toMatchObject({ interactive, redraw });
  });

  test.each<readonly [what: string, flags: FlagValues, env: Platform['env'], tty: boolean, color: Color]>([
    ['NO_COLOR', {}, { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR', {}, { NO_COLOR: '' }, true, 'either'],
    ['--no-color', { 'no-color': true }, {}, true, false],
    ['FORCE_COLOR over NO_COLOR and a pipe', { 'no-color': true }, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, 'either'],
    ['--color always in a pipe', { color: 'always' }, {}, false, 'either'],
    ['--color never', { color: 'never' }, { FORCE_COLOR: '1' }, true, false],
    ['--theme light', { theme: 'light' }, {}, true, 'light'],
    ['ATAKORA_THEME', {}, { ATAKORA_THEME: 'dark' }, true, 'dark'],
    ['--theme over ATAKORA_THEME', { theme: 'light' }, { ATAKORA_THEME: 'dark' }, true, 'light'],
    ['an empty ATAKORA_THEME and a light ground', {}, { ATAKORA_THEME: '', COLORFGBG: '0;15' }, true, 'light'],
    ['--theme color-blind', { theme: 'color-blind' }, { COLORFGBG: '15;0' }, true, 'color-blind-dark'],
    ['a theme without colours', { theme: 'light' }, { NO_COLOR: '1' }, true, false],
    ['a screen reader', { 'screen-reader': true, color: 'always' }, { FORCE_COLOR: '1' }, true, false],
    ['FORCE_COLOR=0', {}, { FORCE_COLOR: '0' }, true, false],
    ['a dumb terminal', {}, { TERM: 'dumb' }, true, false],
  ])('colour with %s', (_what, flags, env, tty, color) => {
    expect(read(flags, env, tty).color).toBe(color);
  });

  test.each<readonly [env: Platform['env'], ascii: boolean]>([
    [{ LANG: 'de_DE.UTF-8' }, false],
    [{ LANG: 'de_DE.utf8' }, false],
    [{ LANG: 'de_DE.ISO-8859-1' }, true],
    [{ LANG: 'C' }, true],
    [{ LC_ALL: 'POSIX', LANG: 'de_DE.UTF-8' }, true],
    [{ LC_ALL: '', LANG: 'de_DE.ISO-8859-1' }, true],
    [{ LC_ALL: 'C.UTF-8' }, false],
    [{ TERM: 'linux' }, true],
    [{}, false],
  ])('use plain characters where the locale %j says so', (env, ascii) => {
    expect(read({}, env).ascii).toBe(ascii);
  });

  test('name what turned the screen reader mode on, the flag first', () => {
    expect(read({ 'screen-reader': true }, { ATAKORA_SCREEN_READER: '1' }).screenReaderBy).toBe('--screen-reader');
    expect(read({}, { ATAKORA_SCREEN_READER: '1', INK_SCREEN_READER: 'true' }).screenReaderBy).toBe('ATAKORA_SCREEN_READER');
    expect(read({}, { INK_SCREEN_READER: 'true' })).toMatchObject({ screenReaderBy: 'INK_SCREEN_READER', screenReader: true, motion: 'reduced', links: false });
  });

  test('reduce motion where asked', () => {
    expect(read({ 'reduced-motion': true })).toMatchObject({ motion: 'reduced', redraw: true });
    expect(read({}, { ATAKORA_REDUCED_MOTION: '1' }).motion).toBe('reduced');
    expect(read({}, { ATAKORA_REDUCED_MOTION: '0' }).motion).toBe('full');
  });

  test('write links where the terminal knows them', () => {
    expect(read({}, { WT_SESSION: 'x' }).links).toBe(true);
    expect(read({}, { WT_SESSION: 'x', CI: 'true' }).links).toBe(false);
    expect(read({}, { WT_SESSION: 'x' }, false).links).toBe(false);
  });

  test('know how errors look where stderr is another place', () => {
    const { platform } = fakePlatform({ tty: true });
    const elsewhere = { ...platform, stderr: Object.assign(Object.create(platform.stderr), { isTTY: false }) as typeof platform.stderr };
    expect(readGlobalOptions({}, elsewhere)).toMatchObject({ color: 'either', errorLook: { color: false } });
    expect(readGlobalOptions({ color: 'always', ascii: true }, elsewhere).errorLook).toMatchObject({ color: 'either', ascii: true });
  });

  test('show an error of a line that could not be read as the line asked', () => {
    const look = (words: readonly string[], env: Platform['env'] = {}) => readLookOfWords(words, fakePlatform({ env, tty: true }).platform, fakePlatform({ env, tty: true }).platform.stderr);
    expect(look(['--frob'])).toMatchObject({ color: 'either', ascii: false, screenReader: false });
    expect(look(['--color', 'never', '--ascii'])).toMatchObject({ color: false, ascii: true });
    expect(look(['--color=never']).color).toBe(false);
    expect(look(['--color=what', '--no-color']).color).toBe(false);
    expect(look(['--screen-reader'])).toMatchObject({ screenReader: true, color: false });
    expect(look([], { ATAKORA_THEME: 'mauve' }).color).toBe('either');
  });

  test('refuse what contradicts itself or is not known', () => {
    expect(() => read({ quiet: true, verbose: true })).toThrow(expect.objectContaining({ code: 'ATK1002' }));
    expect(() => read({ color: 'sometimes' })).toThrow(expect.objectContaining({ code: 'ATK1002', message: '--color sometimes is not one of always, never, auto' }));
    expect(() => read({ color: 'always', 'no-color': true })).toThrow(expect.objectContaining({ code: 'ATK1002' }));
    expect(() => read({ theme: 'mauve' })).toThrow(expect.objectContaining({ message: '--theme mauve is not one of auto, dark, light, color-blind' }));
    expect(() => read({}, { ATAKORA_THEME: 'mauve' })).toThrow(expect.objectContaining({ message: 'ATAKORA_THEME mauve is not one of auto, dark, light, color-blind' }));
    expect(() => read({ detail: 'more' })).toThrow(expect.objectContaining({ code: 'ATK1002', message: '--detail more is not one of counts, lines, full, auto' }));
    expect(() => read({ 'lock-timeout': 'soon' })).toThrow(expect.objectContaining({ code: 'ATK1002' }));
    expect(read({ detail: 'full', 'lock-timeout': '5m' })).toMatchObject({ detail: 'full', lockTimeoutMs: 300_000 });
  });
});
