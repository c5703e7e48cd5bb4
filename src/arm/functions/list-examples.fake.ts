import type { FunctionExamples } from './example-row.fake.ts';

const oneTwoThree = "createArray('one', 'two', 'three')";
const dogs = "createArray(createObject('name', 'Evie', 'age', 5), createObject('name', 'Casper', 'age', 3), createObject('name', 'Indy', 'age', 2), createObject('name', 'Kira', 'age', 8))";
const names = (list: string) => `map(${list}, lambda('d', lambdaVariables('d').name))`;

/**
 * Arrays, objects and lambdas.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-array
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-object
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-lambda
 */
export const listExamples: Readonly<Record<string, FunctionExamples>> = {
  array: { gives: [['[array(1)]', [1]], ["[array('efgh')]", ['efgh']], ["[array(createObject('a', 'b', 'c', 'd'))]", [{ a: 'b', c: 'd' }]], ['[array(createArray())]', []]], refuses: [] },
  coalesce: {
    gives: [
      ["[coalesce(null(), null(), 'fallback')]", 'fallback'],
      ['[coalesce(null(), 0)]', 0],
      ['[coalesce(null(), null())]', null],
      ["[coalesce('a', fail('never'))]", 'a'],
      ['[coalesce(null(), createArray(1))]', [1]],
    ],
    refuses: [['[coalesce(add(true(), 1))]', 'an integer']],
  },
  concat: {
    gives: [
      ["[concat(createArray('1-1', '1-2', '1-3'), createArray('2-1', '2-2', '2-3'))]", ['1-1', '1-2', '1-3', '2-1', '2-2', '2-3']],
      ["[concat('prefix', '-', 'end')]", 'prefix-end'],
      ["[concat('a', 1, true())]", 'a1True'],
      ["[concat('a')]", 'a'],
      ["[concat('hello', '', 'brave', '')]", 'hellobrave'],
    ],
    refuses: [["[concat('a', createArray('b'))]", 'parameter 2 to be a string'], ["[concat(createArray('a'), 'b')]", 'parameter 2 to be an array']],
  },
  contains: {
    gives: [
      ["[contains('OneTwoThree', 'e')]", true],
      ["[contains('OneTwoThree', 'z')]", false],
      ["[contains('OneTwoThree', 'one')]", false],
      ["[contains(createObject('one', 'a', 'two', 'b'), 'two')]", true],
      ["[contains(createObject('one', 'a'), 'Two')]", false],
      [`[contains(${oneTwoThree}, 'two')]`, true],
      [`[contains(${oneTwoThree}, 'Two')]`, false],
      ["[contains('hello123', 123)]", true],
    ],
    refuses: [
      ["[contains(1, 'a')]", 'parameter 1 to be a string, an array or an object'],
      ["[contains('a', createArray('a'))]", 'parameter 2 to be a string'],
      ['[contains(createObject(), createObject())]', 'parameter 1'],
    ],
  },
  createArray: {
    gives: [["[createArray('a', 'b', 'c')]", ['a', 'b', 'c']], ['[createArray(1, 2, 3)]', [1, 2, 3]], ['[createArray(createArray(1), createArray())]', [[1], []]], ['[createArray()]', []]],
    refuses: [],
  },
  distinct: {
    gives: [["[distinct(createArray('a', 'b', 'A', 'a'))]", ['a', 'b', 'A']], ['[distinct(createArray(createObject(), createObject()))]', [{}]]],
    refuses: [["[distinct('aa')]", 'an array']],
  },
  empty: {
    gives: [['[empty(createArray())]', true], ["[empty(json('{}'))]", true], ["[empty('')]", true], ['[empty(null())]', true], ["[empty('abc')]", false], ['[empty(createArray(null()))]', false]],
    refuses: [['[empty(0)]', 'a string, an array or an object'], ['[empty(true())]', 'parameter 1']],
  },
  first: {
    gives: [[`[first(${oneTwoThree})]`, 'one'], ["[first('One Two Three')]", 'O'], ['[first(createArray())]', null], ["[first('')]", '']],
    refuses: [['[first(100)]', 'a string or an array'], ["[first(createObject('a', 1))]", 'parameter 1']],
  },
  flatten: {
    gives: [["[flatten(createArray(createArray('one', 'two'), createArray('three'), createArray('four', 'five')))]", ['one', 'two', 'three', 'four', 'five']], ['[flatten(createArray())]', []]],
    refuses: [['[flatten(createArray(1))]', 'an array of arrays'], ["[flatten('a')]", 'an array']],
  },
  indexFromEnd: {
    gives: [[`[indexFromEnd(${oneTwoThree}, 1)]`, 'three'], [`[indexFromEnd(${oneTwoThree}, 3)]`, 'one']],
    refuses: [
      [`[indexFromEnd(${oneTwoThree}, 0)]`, 'out of bounds'],
      [`[indexFromEnd(${oneTwoThree}, 4)]`, 'out of bounds'],
      ["[indexFromEnd('abc', 1)]", 'an array'],
      [`[indexFromEnd(${oneTwoThree}, '1')]`, 'an integer'],
    ],
  },
  tryIndexFromEnd: {
    gives: [
      [`[tryIndexFromEnd(${oneTwoThree}, 2)]`, 'two'],
      [`[tryIndexFromEnd(${oneTwoThree}, 4)]`, null],
      [`[tryIndexFromEnd(${oneTwoThree}, 0)]`, null],
      [`[tryIndexFromEnd(${oneTwoThree}, -1)]`, null],
    ],
    refuses: [["[tryIndexFromEnd('abc', 1)]", 'an array'], [`[tryIndexFromEnd(${oneTwoThree}, 'a')]`, 'an integer']],
  },
  intersection: {
    gives: [
      ["[intersection(createArray('one', 'two', 'three'), createArray('two', 'three'))]", ['two', 'three']],
      ["[intersection(createObject('one', 'a', 'two', 'b', 'three', 'c'), createObject('one', 'a', 'two', 'z', 'three', 'c'))]", { one: 'a', three: 'c' }],
      ['[intersection(createArray(1, 2, 2, 3), createArray(2, 2, 3, 4))]', [2, 3]],
    ],
    refuses: [["[intersection('a', 'b')]", 'an object'], ['[intersection(createArray(1), createObject())]', 'parameter 2 to be an array']],
  },
  last: { gives: [[`[last(${oneTwoThree})]`, 'three'], ["[last('One Two Three')]", 'e'], ['[last(createArray())]', null]], refuses: [['[last(42)]', 'a string or an array']] },
  length: {
    gives: [
      [`[length(${oneTwoThree})]`, 3],
      ["[length('One Two Three')]", 13],
      ["[length(createObject('propA', 'one', 'propB', 'two', 'propC', 'three', 'propD', createObject('propD-1', 'sub')))]", 4],
    ],
    refuses: [['[length(100)]', 'a string, an array or an object'], ['[length(null())]', 'parameter 1']],
  },
  range: {
    gives: [['[range(5, 3)]', [5, 6, 7]], ['[range(1, 0)]', []], ['[range(-2, 4)]', [-2, -1, 0, 1]], ['[first(range(2147473647, 10000))]', 2_147_473_647], ['[length(range(0, 10000))]', 10_000]],
    refuses: [['[range(0, 10001)]', 'from 0 to 10000'], ['[range(1, -1)]', 'from 0 to 10000'], ['[range(2147483647, 1)]', 'must not exceed 2147483647'], ["[range('one', 2)]", 'an integer']],
  },
  skip: {
    gives: [[`[skip(${oneTwoThree}, 2)]`, ['three']], ["[skip('one two three', 4)]", 'two three'], ["[skip('abc', 9)]", ''], [`[skip(${oneTwoThree}, -1)]`, ['one', 'two', 'three']]],
    refuses: [['[skip(100, 2)]', 'a string or an array'], ["[skip('abc', '1')]", 'an integer']],
  },
  take: {
    gives: [[`[take(${oneTwoThree}, 2)]`, ['one', 'two']], ["[take('one two three', 2)]", 'on'], ["[take('hi', 10)]", 'hi'], ["[take('hello', -2)]", ''], ['[take(createArray(), 2)]', []]],
    refuses: [['[take(100, 2)]', 'a string or an array'], ["[take('abc', '1')]", 'an integer']],
  },
  union: {
    gives: [
      ["[union(createArray('one', 'two', 'three'), createArray('three', 'four'))]", ['one', 'two', 'three', 'four']],
      ["[union(createObject('one', 'a', 'two', 'b', 'three', 'c1'), createObject('three', 'c2', 'four', 'd', 'five', 'e'))]", { one: 'a', two: 'b', three: 'c2', four: 'd', five: 'e' }],
      [
        "[union(createObject('property', createObject('one', 'a', 'three', 'c1'), 'nestedArray', createArray(1, 2)), createObject('property', createObject('three', 'c2'), 'nestedArray', createArray(3, 4)))]",
        { property: { one: 'a', three: 'c2' }, nestedArray: [3, 4] },
      ],
    ],
    refuses: [['[union(1)]', 'an object'], ["[union(createObject('a', 1), createArray(1))]", 'parameter 2 to be an object']],
  },
  createObject: {
    gives: [
      [
        "[createObject('intProp', 1, 'stringProp', 'abc', 'boolProp', true(), 'arrayProp', createArray('a', 'b', 'c'), 'objectProp', createObject('key1', 'value1'))]",
        { intProp: 1, stringProp: 'abc', boolProp: true, arrayProp: ['a', 'b', 'c'], objectProp: { key1: 'value1' } },
      ],
      ['[createObject()]', {}],
    ],
    refuses: [["[createObject('name')]", 'the value of the last key'], ["[createObject(123, 'value')]", 'a key']],
  },
  items: {
    gives: [
      [
        "[items(createObject('item002', createObject('number', 200), 'item001', createObject('number', 300)))]",
        [{ key: 'item001', value: { number: 300 } }, { key: 'item002', value: { number: 200 } }],
      ],
      ['[items(createObject())]', []],
    ],
    refuses: [["[items('not an object')]", 'an object'], ["[items(createArray('a'))]", 'an object']],
  },
  json: { gives: [["[json('{\"a\":\"b\"}')]", { a: 'b' }], ["[json('[{\"name\":\"Foo\"}]')]", [{ name: 'Foo' }]], ["[json('null')]", null], ["[json('\"\"')]", ''], ["[json(format('{{''a'': ''{0}''}}', 'demo'))]", { a: 'demo' }], ["[json('{a: [1, 2,], /* c */}')]", { a: [1, 2] }]], refuses: [
    ["[json('{incomplete')]", 'a valid JSON string'],
    ["[json('[1,2,')]", 'a valid JSON string'],
    ["[json('')]", 'a valid JSON string'],
    ["[json('[1,,2]')]", 'a valid JSON string'],
    ['[json(1)]', 'a string'],
  ] },
  null: { gives: [['[null()]', null], ['[empty(null())]', true]], refuses: [] },
  objectKeys: {
    gives: [
      ["[objectKeys(createObject('b', 1, 'A', 2, 'a', 3))]", ['A', 'a', 'b']],
      ["[objectKeys(createObject('a_b', 1, 'ab', 2, 'a-b', 3))]", ['a-b', 'ab', 'a_b']],
      ['[objectKeys(createObject())]', []],
    ],
    refuses: [["[objectKeys('not an object')]", 'an object'], ['[objectKeys(42)]', 'an object']],
  },
  shallowMerge: {
    gives: [
      [
        "[shallowMerge(createArray(createObject('one', 'a', 'nested', createObject('a', 1, 'nested', createObject('c', 3))), createObject('two', 'b', 'nested', createObject('b', 2))))]",
        { one: 'a', nested: { b: 2 }, two: 'b' },
      ],
      ['[shallowMerge(createArray())]', {}],
      ["[shallowMerge(createArray(createObject('a', 1), createObject('A', 2)))]", { a: 2 }],
    ],
    refuses: [["[shallowMerge('not an array')]", 'an array'], ['[shallowMerge(createArray(1, 2, 3))]', 'an array of objects']],
  },
  tryGet: {
    gives: [
      ["[tryGet(createObject('properties', createObject('values', createArray('v1', 'v2'))), 'properties', 'values', 1)]", 'v2'],
      ["[tryGet(createObject('a', 1), 'b')]", null],
      ["[tryGet(createObject('a', 1), 'b', 'c')]", null],
      ['[tryGet(createArray(1, 2, 3), 3)]', null],
      ['[tryGet(createArray(1, 2, 3), -1)]', null],
    ],
    refuses: [["[tryGet(createObject('a', 1), true())]", 'a string or an integer']],
  },
  filter: {
    gives: [
      [`[${names(`filter(${dogs}, lambda('dog', greaterOrEquals(lambdaVariables('dog').age, 5)))`)}]`, ['Evie', 'Kira']],
      ["[filter(range(0, 10), lambda('i', 'n', less(lambdaVariables('n'), 3)))]", [0, 1, 2]],
    ],
    refuses: [
      ["[filter('abc', lambda('i', true()))]", 'an array'],
      ["[filter(createArray(1), lambda('i', 1))]", 'a lambda that gives a boolean'],
      ['[filter(createArray(1), true())]', 'a lambda'],
      ["[filter(createArray(1), lambda('a', 'b', 'c', true()))]", "A lambda of 'filter' has 1 to 2 variable(s), not 3"],
    ],
  },
  groupBy: {
    gives: [
      ["[groupBy(createArray('foo', 'bar', 'baz'), lambda('x', substring(lambdaVariables('x'), 0, 1)))]", { f: ['foo'], b: ['bar', 'baz'] }],
      ["[groupBy(createArray('foo', 'bar', 'baz'), lambda('x', substring(lambdaVariables('x'), 0, 1)), lambda('x', toUpper(lambdaVariables('x'))))]", { f: ['FOO'], b: ['BAR', 'BAZ'] }],
    ],
    refuses: [["[groupBy(1, lambda('x', 'a'))]", 'an array'], ["[groupBy(createArray(1), lambda('x', true()))]", 'a lambda that gives a string']],
  },
  map: {
    gives: [
      [`[${names(dogs)}]`, ['Evie', 'Casper', 'Indy', 'Kira']],
      ["[map(range(0, 3), lambda('i', format('Hello {0}!', lambdaVariables('i'))))]", ['Hello 0!', 'Hello 1!', 'Hello 2!']],
      ["[map(createArray('a', 'b'), lambda('v', 'i', concat(lambdaVariables('v'), lambdaVariables('i'))))]", ['a0', 'b1']],
      ["[map(range(1, 2), lambda('a', map(range(1, 2), lambda('b', mul(lambdaVariables('a'), lambdaVariables('b'))))))]", [[1, 2], [2, 4]]],
    ],
    refuses: [["[map('abc', lambda('i', 1))]", 'an array'], ['[map(createArray(1), 1)]', 'a lambda']],
  },
  mapValues: {
    gives: [["[mapValues(createObject('foo', 'foo', 'bar', 'bar'), lambda('v', toUpper(lambdaVariables('v'))))]", { foo: 'FOO', bar: 'BAR' }]],
    refuses: [["[mapValues(createArray(1), lambda('v', 1))]", 'an object']],
  },
  reduce: {
    gives: [
      [`[reduce(map(${dogs}, lambda('d', lambdaVariables('d').age)), 0, lambda('cur', 'next', add(lambdaVariables('cur'), lambdaVariables('next'))))]`, 18],
      ["[reduce(range(1, 4), 0, lambda('cur', 'next', 'i', if(equals(mod(lambdaVariables('i'), 2), 0), add(lambdaVariables('cur'), lambdaVariables('next')), lambdaVariables('cur'))))]", 4],
      ["[reduce(createArray(), 'none', lambda('cur', 'next', 1))]", 'none'],
    ],
    refuses: [["[reduce(1, 0, lambda('a', 'b', 1))]", 'an array'], ["[reduce(createArray(1), 0, lambda('a', 1))]", '2 to 3 variable(s), not 1']],
  },
  sort: {
    gives: [
      [`[${names(`sort(${dogs}, lambda('a', 'b', less(lambdaVariables('a').age, lambdaVariables('b').age)))`)}]`, ['Indy', 'Casper', 'Evie', 'Kira']],
      ["[sort(createArray(8, 3, 10, -13, 5), lambda('l', 'r', less(lambdaVariables('l'), lambdaVariables('r'))))]", [-13, 3, 5, 8, 10]],
    ],
    refuses: [["[sort('abc', lambda('a', 'b', true()))]", 'an array'], ["[sort(createArray(2, 1), lambda('a', 'b', 1))]", 'a lambda that gives a boolean']],
  },
  toObject: {
    gives: [
      [`[toObject(take(${dogs}, 2), lambda('entry', lambdaVariables('entry').name), lambda('entry', lambdaVariables('entry').age))]`, { Evie: 5, Casper: 3 }],
      ["[toObject(createArray('a', 'b'), lambda('x', lambdaVariables('x')))]", { a: 'a', b: 'b' }],
    ],
    refuses: [["[toObject('abc', lambda('x', 'a'))]", 'an array'], ["[toObject(createArray(1), lambda('x', createArray()))]", 'a lambda that gives a string']],
  },
  lambda: {
    gives: [["[map(createArray(1), lambda('X', lambdaVariables('x')))]", [1]]],
    refuses: [["[lambda('x', 1)]", 'not expected at this location'], ['[map(createArray(1), lambda(1, 2))]', 'literal names']],
  },
  lambdaVariables: {
    gives: [["[map(createArray(2), lambda('x', add(lambdaVariables('x'), 1)))]", [3]]],
    refuses: [["[lambdaVariables('x')]", "'x' is not found"], ["[map(createArray(1), lambda('x', lambdaVariables(1)))]", 'a string']],
  },
};
