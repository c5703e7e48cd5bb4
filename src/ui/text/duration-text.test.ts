import { expect, test } from 'vitest';
import { formatDuration, formatElapsed } from './duration-text.ts';

test.each([
  [-5, '0.0s'],
  [0, '0.0s'],
  [340, '0.3s'],
  [9_949, '9.9s'],
  [9_960, '10s'],
  [59_499, '59s'],
  [59_600, '1m 00s'],
  [64_000, '1m 04s'],
  [3_599_400, '59m 59s'],
  [3_720_000, '1h 02m'],
])('%i ms is %s', (ms, text) => {
  expect(formatDuration(ms)).toBe(text);
});

test('a ticking time has whole seconds', () => {
  expect([999, 4_999, 60_500].map(formatElapsed)).toEqual(['0s', '4s', '1m 00s']);
});
