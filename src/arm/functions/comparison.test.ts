import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareText } from '../compare-text.ts';
import { errorOf, valueOf } from '../deployment.fake.ts';

describe('comparison functions', () => {
  test.each([
    ["[equals('a', 'A')]", false],
    ["[equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))]", true],
    ["[equals(createObject('a', 1), createObject('A', 1))]", false],
    ["[equals(1, '1')]", false],
    ['[equals(9223372036854775807, 9223372036854775806)]', false],
    ["[less('a', 'A')]", true],
    ["[less('A', 'b')]", true],
    ["[less('file9', 'file10')]", false],
    ["[less('é', 'f')]", true],
    ['[greaterOrEquals(2, 2)]', true],
    ['[lessOrEquals(3, 2)]', false],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  test('an integer and a text have no order', () => {
    expect(errorOf(() => valueOf("[greater('5', 3)]")).code).toBe('ATK2004');
  });

  test('the order of texts is one: antisymmetric and transitive', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'A', 'b', 'é', '1', '-', ' '), maxLength: 4 });
    fc.assert(
      fc.property(text, text, text, (a, b, c) => {
        expect(Math.sign(compareText(a, b))).toBe(-Math.sign(compareText(b, a)) || 0);
        if (compareText(a, b) <= 0 && compareText(b, c) <= 0) expect(compareText(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });
});
