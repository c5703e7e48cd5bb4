import { describe, expect, test } from 'vitest';
import type { ColorFacts } from './color-choice.ts';
import { wantsColor } from './color-choice.ts';

type Row = readonly [what: string, facts: Partial<ColorFacts>, onTerminal: boolean, inPipe: boolean];

const rows: readonly Row[] = [
  ['nothing', {}, true, false],
  ['NO_COLOR=1', { env: { NO_COLOR: '1' } }, false, false],
  ['NO_COLOR=0, which is set', { env: { NO_COLOR: '0' } }, false, false],
  ['an empty NO_COLOR', { env: { NO_COLOR: '' } }, true, false],
  ['--no-color', { refused: true }, false, false],
  ['FORCE_COLOR=1', { env: { FORCE_COLOR: '1' } }, true, true],
  ['FORCE_COLOR=3', { env: { FORCE_COLOR: '3' } }, true, true],
  ['FORCE_COLOR=true', { env: { FORCE_COLOR: 'true' } }, true, true],
  ['FORCE_COLOR=0', { env: { FORCE_COLOR: '0' } }, false, false],
  ['FORCE_COLOR=false', { env: { FORCE_COLOR: 'false' } }, false, false],
  ['an empty FORCE_COLOR', { env: { FORCE_COLOR: '' } }, true, false],
  ['FORCE_COLOR over NO_COLOR and --no-color', { env: { FORCE_COLOR: '1', NO_COLOR: '1' }, refused: true }, true, true],
  ['FORCE_COLOR over TERM=dumb', { env: { FORCE_COLOR: '1', TERM: 'dumb' } }, true, true],
  ['CLICOLOR=0', { env: { CLICOLOR: '0' } }, false, false],
  ['CLICOLOR=1', { env: { CLICOLOR: '1' } }, true, false],
  ['CLICOLOR_FORCE=1', { env: { CLICOLOR_FORCE: '1' } }, true, true],
  ['CLICOLOR_FORCE=0', { env: { CLICOLOR_FORCE: '0' } }, true, false],
  ['CLICOLOR_FORCE over CLICOLOR=0', { env: { CLICOLOR: '0', CLICOLOR_FORCE: '1' } }, true, true],
  ['NO_COLOR over CLICOLOR_FORCE', { env: { NO_COLOR: '1', CLICOLOR_FORCE: '1' } }, false, false],
  ['TERM=dumb', { env: { TERM: 'dumb' } }, false, false],
  ['--color always', { asked: 'always' }, true, true],
  ['--color never', { asked: 'never' }, false, false],
  ['--color auto', { asked: 'auto' }, true, false],
  ['--color always over NO_COLOR', { asked: 'always', env: { NO_COLOR: '1' } }, true, true],
  ['--color never over FORCE_COLOR', { asked: 'never', env: { FORCE_COLOR: '1' } }, false, false],
  ['--color auto with NO_COLOR', { asked: 'auto', env: { NO_COLOR: '1' } }, false, false],
  ['a screen reader over everything', { asked: 'always', env: { FORCE_COLOR: '1' }, screenReader: true }, false, false],
];

describe('colour', () => {
  test.each(rows)('with %s', (_what, facts, onTerminal, inPipe) => {
    const said: ColorFacts = { env: {}, refused: false, isTerminal: true, screenReader: false, ...facts };
    expect({ onTerminal: wantsColor(said), inPipe: wantsColor({ ...said, isTerminal: false }) }).toEqual({ onTerminal, inPipe });
  });
});
