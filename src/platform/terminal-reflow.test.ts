import { expect, test } from 'vitest';
import { reflowsLines } from './terminal-reflow.ts';

test.each([
  [{ TERM: 'xterm-256color' }, true],
  [{}, true],
  [{ TERM: 'screen-256color', TMUX: '/tmp/tmux-1/default,1,0' }, true],
  [{ TERM: 'screen-256color' }, false],
  [{ TERM: 'xterm-256color', XTERM_VERSION: 'XTerm(390)' }, false],
  [{ TERM: 'linux' }, false],
  [{ TERM: 'st-256color' }, false],
  [{ TERM: 'sturdy' }, true],
] as const)('in a terminal of %j lines are broken anew: %s', (env, expected) => {
  expect(reflowsLines({ env })).toBe(expected);
});
