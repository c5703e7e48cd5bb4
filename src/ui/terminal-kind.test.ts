import { describe, expect, test } from 'vitest';
import type { TerminalFacts } from './terminal-kind.ts';
import { chooseView } from './terminal-kind.ts';

const terminal: TerminalFacts = { stdoutIsTerminal: true, stdinIsTerminal: true, env: { TERM: 'xterm-256color', LANG: 'en_US.UTF-8' }, platform: 'linux', flags: {} };
const withEnv = (env: TerminalFacts['env']): TerminalFacts => ({ ...terminal, env: { ...terminal.env, ...env } });

describe('the choice of a view', () => {
  test('is the board in a terminal', () => {
    expect(chooseView(terminal)).toEqual({ kind: 'board', asks: true, color: true, unicode: true, motion: true });
  });

  test.each<[string, TerminalFacts]>([
    ['in a pipe', { ...terminal, stdoutIsTerminal: false }],
    ['in CI', withEnv({ CI: 'true' })],
    ['in a dumb terminal', withEnv({ TERM: 'dumb' })],
    ['for a screen reader', { ...terminal, flags: { screenReader: true } }],
    ["for Ink's own screen reader variable", withEnv({ INK_SCREEN_READER: 'true' })],
  ])('is plain lines %s', (_where, facts) => {
    expect(chooseView(facts)).toMatchObject({ kind: 'plain', motion: false });
  });

  test('asks nobody in a pipe, in CI, with --no-input or --json, or without an input', () => {
    const silent: readonly TerminalFacts[] = [
      { ...terminal, stdoutIsTerminal: false },
      withEnv({ CI: '1' }),
      { ...terminal, flags: { noInput: true } },
      { ...terminal, flags: { json: true } },
      { ...terminal, stdinIsTerminal: false },
    ];
    expect(silent.map((facts) => chooseView(facts).asks)).toEqual([false, false, false, false, false]);
    expect(chooseView({ ...terminal, flags: { screenReader: true } }).asks).toBe(true);
  });

  test('has colour by FORCE_COLOR first, then --no-color and NO_COLOR, then the terminal', () => {
    expect(chooseView(withEnv({ NO_COLOR: '1' })).color).toBe(false);
    expect(chooseView({ ...terminal, flags: { noColor: true } }).color).toBe(false);
    expect(chooseView(withEnv({ NO_COLOR: '1', FORCE_COLOR: '1' })).color).toBe(true);
    expect(chooseView(withEnv({ FORCE_COLOR: '0' })).color).toBe(false);
    expect(chooseView({ ...terminal, stdoutIsTerminal: false }).color).toBe(false);
    expect(chooseView({ ...terminal, stdoutIsTerminal: false, env: { FORCE_COLOR: '1' } }).color).toBe(true);
  });

  test('has ASCII signs where nothing else can be shown', () => {
    expect(chooseView({ ...terminal, flags: { ascii: true } }).unicode).toBe(false);
    expect(chooseView(withEnv({ TERM: 'linux' })).unicode).toBe(false);
    expect(chooseView(withEnv({ LANG: 'de_DE.ISO-8859-1' })).unicode).toBe(false);
    expect(chooseView({ ...terminal, platform: 'win32', env: {} }).unicode).toBe(false);
    expect(chooseView({ ...terminal, platform: 'win32', env: { WT_SESSION: 'x' } }).unicode).toBe(true);
  });
});
