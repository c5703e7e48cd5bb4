import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { errorOf, valueOf } from '../deployment.fake.ts';
import { parseJson } from '../parse-json.ts';
import { renderValue } from '../render-value.ts';

describe('object functions', () => {
  test.each([
    ["[createObject('__proto__', 1, 'a', null())]", Object.fromEntries([['__proto__', 1], ['a', null]])],
    ["[json('{''a'': [1, 2.5, true, null], b: \"c\" /* d */}')]", { a: [1, 2.5, true, null], b: 'c' }],
    ["[items(createObject('b', 1, 'A', 2))]", [{ key: 'A', value: 2 }, { key: 'b', value: 1 }]],
    ["[objectKeys(createObject('b', 1, 'A', 2))]", ['A', 'b']],
    ["[shallowMerge(createArray(createObject('a', createObject('x', 1)), createObject('A', 2)))]", { a: 2 }],
    ["[tryGet(createObject('a', createArray(7)), 'a', 0)]", 7],
    ["[tryGet(createArray(1, 2, 3), createObject('value', 1, 'fromEnd', true()))]", 3],
    ["[tryGet(null(), 'a')]", null],
    ["[coalesce(null(), 'b', fail('never'))]", 'b'],
    ["[createObject('a', 1).A]", 1],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression)).toEqual(expected);
  });

  test.each([
    ["[createObject('a')]", 'the value of the last key'],
    ['[createObject(1, 2)]', 'it is a key'],
    ["[json('{')]", 'a valid JSON string'],
    ["[createObject('a', 1).b]", "property 'b' doesn't exist, available properties are 'a'"],
    ["[createArray(1)[1]]", 'out of bounds'],
    ["['abc'[0]]", 'an index needs an array'],
    ["[null().a]", "can't be evaluated"],
  ])('%s is refused', (expression, reason) => {
    expect(errorOf(() => valueOf(expression)).message).toContain(reason);
  });

  test('every JSON text reads as the platform reads it', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(undefined, 2), (text, indent) => {
        const parsed = parseJson(JSON.stringify(JSON.parse(text), undefined, indent));
        expect(parsed === undefined ? 'no JSON' : renderValue(parsed)).toEqual(JSON.parse(text));
      }),
    );
  });
});
