import fc from 'fast-check';
import { expect, test } from 'vitest';
import { displayWidth } from './display-width.ts';
import { tooSmallLines } from './too-small.ts';

test('a screen with room is drawn', () => {
  expect(tooSmallLines({ columns: 30, rows: 6 })).toBeUndefined();
  expect(tooSmallLines({ columns: 200, rows: 50 }, { goesOn: 'The apply goes on.' })).toBeUndefined();
});

test('one without says so, what it needs, and what goes on', () => {
  expect(tooSmallLines({ columns: 60, rows: 5 }, { goesOn: 'The apply goes on.' })).toEqual(['Too small to draw.', 'It is 60x5, 30x6 is needed.', 'The apply goes on.']);
  expect(tooSmallLines({ columns: 29, rows: 20 })).toEqual(['Too small to draw.', 'It is 29x20, 30x6 is needed.']);
  expect(tooSmallLines({ columns: 40, rows: 1 }, { goesOn: 'The apply goes on.' })).toEqual(['Too small. The apply goes on.']);
});

test('what it says fits into any window', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 8 }), fc.boolean(), (columns, rows, running) => {
      const lines = tooSmallLines({ columns, rows }, running ? { goesOn: 'The apply goes on.' } : {});
      if (lines === undefined) return;
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.length).toBeLessThanOrEqual(Math.max(1, rows));
      for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(1, columns));
    }),
  );
});
