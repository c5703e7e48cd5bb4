import type { FunctionExamples } from './example-row.fake.ts';

/** What the four comparisons give for two integers and two texts in rising order, and for equal ones. */
function comparison(name: string, rising: boolean, same: boolean, falling: boolean): FunctionExamples {
  return {
    gives: [[`[${name}(1, 2)]`, rising], [`[${name}(2, 2)]`, same], [`[${name}(2, 1)]`, falling], [`[${name}('a', 'B')]`, rising], [`[${name}('A', 'a')]`, falling], [`[${name}('A', 'A')]`, same]],
    refuses: [[`[${name}('5', 3)]`, 'parameter 2'], [`[${name}(5, '3')]`, 'parameter 2'], [`[${name}(true(), true())]`, 'parameter 1'], [`[${name}(1, null())]`, 'parameter 2']],
  };
}

/**
 * Numbers, comparisons, logic and what ends an evaluation.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-numeric
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-comparison
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-logical
 */
export const numberExamples: Readonly<Record<string, FunctionExamples>> = {
  add: { gives: [['[add(5, 3)]', 8], ['[add(-1, 1)]', 0]], refuses: [['[add(9223372036854775807, 2)]', '64-bit integer'], ["[add('5', 3)]", 'an integer'], ["[add(1, json('1.5'))]", 'an integer']] },
  sub: { gives: [['[sub(7, 3)]', 4], ['[sub(3, 7)]', -4]], refuses: [['[sub(9223372036854775807, -2)]', '64-bit integer'], ['[sub(true(), 1)]', 'an integer']] },
  mul: { gives: [['[mul(5, 3)]', 15]], refuses: [['[mul(2199023255552, 2199023255552)]', '64-bit integer'], ["[mul('a', 1)]", 'an integer']] },
  div: { gives: [['[div(8, 3)]', 2], ['[div(-8, 3)]', -2]], refuses: [['[div(8, 0)]', 'divide by zero'], ['[div(-9223372036854775808, -1)]', '64-bit integer'], ["[div('8', 3)]", 'an integer']] },
  mod: { gives: [['[mod(7, 3)]', 1], ['[mod(18, mod(8, 3))]', 0]], refuses: [['[mod(7, 0)]', 'divide by zero'], ['[mod(7, null())]', 'an integer']] },
  int: {
    gives: [["[int('4')]", 4], ['[int(4)]', 4], ["[int('-1')]", -1]],
    refuses: [["[int('asdf')]", 'an integer or a string'], ["[int('9223372036854775808')]", '64-bit integer'], ['[int(createArray())]', 'parameter 1']],
  },
  float: { gives: [["[float('3.0')]", 3], ['[float(3)]', 3], ["[float('-2.5')]", -2.5]], refuses: [["[float('one')]", 'a number'], ["[float('')]", 'a number'], ['[float(true())]', 'a number']] },
  max: {
    gives: [['[max(createArray(0, 3, 2, 5, 4))]', 5], ['[max(0, 3, 2, 5, 4)]', 5], ['[max(1)]', 1]],
    refuses: [["[max('a', 1)]", 'an integer'], ['[max(createArray())]', 'not empty'], ["[max(1, '0')]", 'parameter 2 to be an integer']],
  },
  min: { gives: [['[min(createArray(0, 3, 2, 5, 4))]', 0], ['[min(0, 3, 2, 5, 4)]', 0]], refuses: [["[min('a', 1)]", 'an integer'], ['[min(createArray())]', 'not empty']] },
  equals: {
    gives: [
      ['[equals(1, 1)]', true],
      ["[equals('a', 'a')]", true],
      ["[equals('a', 'A')]", false],
      ["[equals(1, '1')]", false],
      ['[equals(createArray(1, 2), createArray(1, 2))]', true],
      ["[equals(createObject('a', 1, 'b', 2), createObject('b', 2, 'a', 1))]", true],
      ["[equals(createObject('a', 1), createObject('A', 1))]", false],
      ['[equals(null(), null())]', true],
    ],
    refuses: [],
  },
  less: comparison('less', true, false, false),
  lessOrEquals: comparison('lessOrEquals', true, true, false),
  greater: comparison('greater', false, false, true),
  greaterOrEquals: comparison('greaterOrEquals', false, true, true),
  and: {
    gives: [["[and(bool('true'), bool('false'))]", false], ['[and(true(), true(), true())]', true], ["[and(false(), fail('never'))]", false]],
    refuses: [["[and(true(), 'true')]", 'parameter 2 to be a boolean'], ['[and(1, true())]', 'a boolean']],
  },
  or: { gives: [["[or(bool('true'), bool('false'))]", true], ['[or(false(), false())]', false], ["[or(true(), fail('never'))]", true]], refuses: [['[or(0, true())]', 'a boolean']] },
  not: { gives: [["[not(bool('true'))]", false], ['[not(equals(1, 2))]', true]], refuses: [["[not('true')]", 'a boolean'], ['[not(null())]', 'a boolean']] },
  if: {
    gives: [["[if(equals('a', 'a'), 'yes', 'no')]", 'yes'], ["[if(equals('a', 'b'), fail('never'), createObject('test', 'value1'))]", { test: 'value1' }]],
    refuses: [["[if('true', 1, 2)]", 'a boolean'], ["[if(true(), fail('now'), 1)]", 'now']],
  },
  bool: {
    gives: [["[bool('true')]", true], ["[bool('false')]", false], ['[bool(1)]', true], ['[bool(0)]', false], ["[bool('True')]", true]],
    refuses: [["[bool('sdf')]", "'true' and 'false'"], ['[bool(null())]', 'a boolean']],
  },
  true: { gives: [['[true()]', true]], refuses: [] },
  false: { gives: [['[false()]', false]], refuses: [] },
  fail: { gives: [["[if(false(), fail('never'), 'foo')]", 'foo']], refuses: [["[fail('condition must be false')]", 'condition must be false'], ['[fail(1)]', 'a string']] },
};
