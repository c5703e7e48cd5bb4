import { describe, expect, test } from 'vitest';
import type { FlagValues } from './flag-values.ts';
import { readGlobalOptions } from './global-options.ts';
import type { Platform } from './platform.ts';
import { fakePlatform } from './test-platform.fake.ts';

function read(flags: FlagValues, env: Platform['env'] = {}, tty = true) {
  return readGlobalOptions(flags, fakePlatform({ env, tty, columns: 90 }).platform);
}

describe('global options', () => {
  test('on a terminal ask and redraw, with colours, in its width', () => {
    expect(read({})).toMatchObject({ interactive: true, redraw: true, color: true, ascii: false, screenReader: false, verbosity: 'normal', width: 90, lockTimeoutMs: 0, json: false, local: false });
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
    ['a screen reader by variable', {}, { INK_SCREEN_READER: 'true' }, true, false],
  ])('with %s', (_what, flags, env, interactive, redraw) => {
    expect(read(flags, env)).toMatchObject({ interactive, redraw });
  });

  test.each<readonly [what: string, flags: FlagValues, env: Platform['env'], tty: boolean, color: boolean]>([
    ['NO_COLOR', {}, { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR', {}, { NO_COLOR: '' }, true, true],
    ['--no-color', { 'no-color': true }, {}, true, false],
    ['FORCE_COLOR over NO_COLOR and a pipe', { 'no-color': true }, { FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
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

  test('refuse what contradicts itself or is not known', () => {
    expect(() => read({ quiet: true, verbose: true })).toThrow(expect.objectContaining({ code: 'ATK1002' }));
    expect(() => read({ detail: 'more' })).toThrow(expect.objectContaining({ code: 'ATK1002', message: '--detail more is not one of counts, lines, full, auto' }));
    expect(() => read({ 'lock-timeout': 'soon' })).toThrow(expect.objectContaining({ code: 'ATK1002' }));
    expect(read({ detail: 'full', 'lock-timeout': '5m' })).toMatchObject({ detail: 'full', lockTimeoutMs: 300_000 });
  });
});
