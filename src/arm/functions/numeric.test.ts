import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorOf, valueOf } from '../deployment.fake.ts';

describe('numeric functions', () => {
  test.each([
    ['[add(9007199254740991, 2)]', 9007199254740993n],
    ['[div(-7, 2)]', -3],
    ['[mod(-7, 3)]', -1],
    ["[int(' 12 ')]", 12],
    ["[float('1.5')]", 1.5],
  ])('%s has its documented value', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  test.each(['[add(9223372036854775807, 1)]', '[mul(4294967296, 4294967296)]', '[div(1, 0)]', '[mod(1, 0)]', "[int('1.5')]", "[float('x')]", "[add('1', 1)]"])('%s is refused', (expression) => {
    expect(errorOf(() => valueOf(expression)).code).toBe('ATK2004');
  });

  test('dividing and multiplying back leaves the remainder', () => {
    const integer = fc.bigInt({ min: -(2n ** 40n), max: 2n ** 40n });
    fc.assert(
      fc.property(
        integer,
        integer.filter((b) => b !== 0n),
        (a, b) => {
          expect(BigInt(valueOf(`[add(mul(div(${a}, ${b}), ${b}), mod(${a}, ${b}))]`) as number | bigint)).toBe(a);
        },
      ),
    );
  });
});
