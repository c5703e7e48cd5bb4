import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorOf, valueOf } from '../deployment.fake.ts';

describe('lambda functions', () => {
  test.each([
    ["[map(range(1, 3), lambda('x', mul(lambdaVariables('x'), lambdaVariables('x'))))]", [1, 4, 9]],
    ["[map(createArray('a'), lambda('v', 'i', createArray(lambdaVariables('i'), lambdaVariables('v'))))]", [[0, 'a']]],
    ["[filter(range(0, 5), lambda('x', greater(lambdaVariables('x'), 2)))]", [3, 4]],
    ["[reduce(range(1, 4), 0, lambda('sum', 'next', add(lambdaVariables('sum'), lambdaVariables('next'))))]", 10],
    ["[sort(createArray(3, 1, 2), lambda('a', 'b', less(lambdaVariables('a'), lambdaVariables('b'))))]", [1, 2, 3]],
    ["[groupBy(createArray('ab', 'cd', 'ae'), lambda('x', first(lambdaVariables('x'))))]", { a: ['ab', 'ae'], c: ['cd'] }],
    ["[groupBy(createArray('ab'), lambda('x', first(lambdaVariables('x'))), lambda('x', length(lambdaVariables('x'))))]", { a: [2] }],
    ["[toObject(createArray('a', 'b'), lambda('x', lambdaVariables('x')), lambda('x', 1))]", { a: 1, b: 1 }],
    ["[mapValues(createObject('a', 1), lambda('v', add(lambdaVariables('v'), 1)))]", { a: 2 }],
    ["[map(range(0, 2), lambda('x', map(range(0, 2), lambda('y', add(lambdaVariables('x'), lambdaVariables('y'))))))]", [[0, 1], [1, 2]]],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toEqual(expected);
  });

  test.each([
    ["[map(range(0, 1), 'x')]", 'to be a lambda'],
    ["[filter(range(0, 1), lambda('x', 1))]", 'gives a boolean'],
    ["[map(range(0, 1), lambda('x', lambdaVariables('y')))]", "lambda variable 'y' is not found"],
    ["[map(range(0, 1), lambda('a', 'b', 'c', 1))]", '1 to 2 variable(s)'],
    ["[lambda('x', 1)]", 'not expected at this location'],
  ])('%s is refused', (expression, reason) => {
    expect(errorOf(() => valueOf(expression)).message).toContain(reason);
  });

  test('sorting keeps the order of equal elements', () => {
    const byTens = "lambda('a', 'b', less(div(lambdaVariables('a'), 10), div(lambdaVariables('b'), 10)))";
    fc.assert(
      fc.property(fc.array(fc.nat(99), { minLength: 1, maxLength: 20 }), (values) => {
        const expected = values.toSorted((a, b) => Math.floor(a / 10) - Math.floor(b / 10));
        expect(valueOf(`[sort(createArray(${values.join(', ')}), ${byTens})]`)).toEqual(expected);
      }),
    );
  });
});
