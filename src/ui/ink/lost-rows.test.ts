import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rowsOfLine, rowsOfLines } from './frame-rows.ts';
import type { LineAbove } from './lost-rows.ts';
import { lostLines, reclaim, recordAbove } from './lost-rows.ts';

const of = (length: number, sign = 'x'): string => sign.repeat(length);

describe('rows of a line', () => {
  test('are counted as a terminal breaks it: at its edge, never within a character', () => {
    expect([0, 1, 40, 41, 80, 81].map((length) => rowsOfLine(of(length), 40))).toEqual([1, 1, 1, 2, 2, 3]);
    expect(rowsOfLine(`\u001B[31m${of(40)}\u001B[39m`, 40)).toBe(1);
    // Twenty-one wide characters: twenty in the first row of 41 cells, whose last cell stays empty.
    expect(rowsOfLine('漢'.repeat(41), 41)).toBe(3);
    expect(rowsOfLine(of(200), Number.POSITIVE_INFINITY)).toBe(1);
  });
});

describe('what a smaller window pushes out of reach', () => {
  test('is nothing while the picture has room', () => {
    expect(lostLines([of(30), of(30)], 40, 2)).toEqual([]);
  });

  test('is the top of the picture, and of the line on the border its first rows', () => {
    expect(lostLines([of(30, 'a'), of(100, 'b'), of(30, 'c')], 40, 3).map(({ text }) => text.trim())).toEqual([of(30, 'a'), '']);
    expect(rowsOfLines(lostLines([of(30), of(100), of(30)], 40, 3).map(({ text }) => text), 40)).toBe(2);
  });

  test('comes back with a larger window, and goes with the record that was written since, which is written again', () => {
    const above = recordAbove(lostLines([of(70, 'a'), of(30, 'b'), of(30, 'c')], 40, 1), ['✓ one', of(70, 'd')]);
    expect(reclaim(above, 2, 40)).toBeUndefined();
    expect(reclaim(above, 5, 80)).toEqual({ rows: 4, again: ['✓ one', of(70, 'd')], left: [] });
  });

  test('stays where only a part of it is seen, as much as is not', () => {
    const above = lostLines([of(30), of(30), of(30)], 40, 0);
    const found = reclaim(above, 1, 40);
    expect(found).toMatchObject({ rows: 1, again: [] });
    expect(found?.left).toHaveLength(2);
    expect(reclaim(found?.left ?? [], 9, 40)).toEqual({ rows: 2, again: [], left: [] });
  });

  test('is forgotten under a thousand lines of record, and never erases more than it is told to see', () => {
    expect(recordAbove(lostLines([of(30), of(30)], 40, 1), Array.from({ length: 1000 }, () => 'x'))).toEqual([]);
    const line = fc.record({ kind: fc.constantFrom('lost', 'record'), text: fc.nat(200).map((length) => of(length)) }) as fc.Arbitrary<LineAbove>;
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), fc.integer({ min: 0, max: 60 }), fc.integer({ min: 10, max: 200 }), (above, rows, columns) => {
        const found = reclaim(above, rows, columns);
        expect(found?.rows ?? 0).toBeLessThanOrEqual(rows);
        // What is written again was erased before: the record is whole, each line once.
        const erased = rowsOfLines(found?.again ?? [], columns);
        expect(erased).toBeLessThanOrEqual(found?.rows ?? 0);
      }),
    );
  });
});
