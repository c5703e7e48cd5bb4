import { expect, test } from 'vitest';
import { isModeOnly, steadily } from './steady-frame.ts';

test('a picture over one that is there goes down without scrolling, and makes room only for lines that are new', () => {
  expect(steadily('a\nb\n', 0)).toEqual({ text: '\u001B[?7la\nb\n\u001B[?7h', count: 2 });
  expect(steadily('\u001B[2Aa\n\u001B[Ec\n', 2)).toEqual({ text: '\u001B[?7l\u001B[2Aa\u001B[E\u001B[Ec\n\u001B[?7h', count: 3 });
  expect(steadily('\u001B[2K\u001B[1A', 1).count).toBe(0);
});

test('a mode is known from a picture', () => {
  expect(['\u001B[?25h', '\u001B[?25l', '\u001B[?1049h'].map(isModeOnly)).toEqual([true, true, true]);
  expect(['\u001B[?2026h', '\u001B[?25hx', 'x', '\u001B[2K'].map(isModeOnly)).toEqual([false, false, false, false]);
});
