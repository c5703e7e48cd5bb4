import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorOf, valueOf } from '../deployment.fake.ts';

const quoted = (values: readonly number[]) => `createArray(${values.join(', ')})`;

describe('array functions', () => {
  test.each([
    ["[array('a')]", ['a']],
    ['[array(createArray(1))]', [1]],
    ["[concat('a', 1, true())]", 'a1True'],
    ['[concat(createArray(1), createArray(2, 3))]', [1, 2, 3]],
    ["[contains('FooBar', 'oB')]", true],
    ["[contains('FooBar', 'ob')]", false],
    ["[contains(createObject('Key', 1), 'key')]", true],
    ["[contains(createArray(createArray(1)), createArray(1))]", true],
    ['[empty(null())]', true],
    ["[empty('')]", true],
    ['[empty(createObject())]', true],
    ["[first('abc')]", 'a'],
    ['[last(createArray())]', null],
    ['[flatten(createArray(createArray(1), createArray(2, createArray(3))))]', [1, 2, [3]]],
    ["[indexOf('abcABC', 'C')]", 2],
    ["[lastIndexOf('abcABC', 'c')]", 5],
    ["[indexOf(createArray('a', 'b'), 'B')]", -1],
    ['[intersection(createArray(1, 1, 2), createArray(2, 1))]', [1, 2]],
    ["[length('abc')]", 3],
    ["[length(createObject('a', 1))]", 1],
    ['[max(createArray(1, 9223372036854775807))]', 9223372036854775807n],
    ['[min(3, 1, 2)]', 1],
    ['[range(2, 3)]', [2, 3, 4]],
    ["[skip('abc', 2)]", 'c'],
    ['[take(createArray(1, 2), 5)]', [1, 2]],
    ['[union(createArray(1, 2), createArray(2, 3))]', [1, 2, 3]],
    ["[union(createObject('a', createObject('b', 1)), createObject('A', createObject('c', 2)))]", { a: { b: 1, c: 2 } }],
    ['[distinct(createArray(1, 2, 1))]', [1, 2]],
    ["[indexFromEnd(createArray('a', 'b'), 1)]", 'b'],
    ["[tryIndexFromEnd(createArray('a'), 2)]", null],
  ])('%s has its documented value', (expression, expected) => {
    expect(valueOf(expression)).toEqual(expected);
  });

  test.each(['[length(1)]', '[range(0, 10001)]', '[range(0, -1)]', '[concat(createArray(1), 2)]', '[first(1)]', "[max('a')]", '[max(createArray())]', '[flatten(createArray(1))]', '[indexFromEnd(createArray(1), 2)]'])(
    '%s is refused',
    (expression) => {
      expect(errorOf(() => valueOf(expression))).toMatchObject({ code: 'ATK2004' });
    },
  );

  test('a union of an array with itself has each value once, in order of appearance', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 20 })), (values) => {
        expect(valueOf(`[union(${quoted(values)}, ${quoted(values)})]`)).toEqual([...new Set(values)]);
      }),
    );
  });

  test('what take leaves, skip gives', () => {
    fc.assert(
      fc.property(fc.array(fc.integer()), fc.integer({ min: -3, max: 12 }), (values, count) => {
        expect(valueOf(`[concat(take(${quoted(values)}, ${count}), skip(${quoted(values)}, ${count}))]`)).toEqual(values);
      }),
    );
  });
});
