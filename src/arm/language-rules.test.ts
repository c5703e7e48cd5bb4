import { describe, expect, test } from 'vitest';
import type { Json } from '../model/json.ts';
import { deployment, errorOf, idOf, valueOf } from './deployment.fake.ts';
import { expandDeployment } from './expand.ts';
import { evaluateInDeployment } from './evaluation.ts';
import { predictDeployment } from './predict.ts';
import { renderValue } from './render-value.ts';
import { evaluateOutputs } from './runtime.ts';

/** Rules that are easily done wrong, each with the smallest expression that shows it; what Azure answers is in the golden facts. */
const rules: readonly (readonly [rule: string, expression: string, value: Json])[] = [
  ['format prints booleans with a capital', "[format('{0} {1}', true(), false())]", 'True False'],
  ['format prints objects in single quotes, booleans inside in small letters', "[format('{0}', createObject('a', createArray(true(), 1, 'b')))]", "{'a':[true,1,'b']}"],
  ['string and join print booleans with a capital', "[concat(string(true()), join(createArray(false(), 1), '-'))]", 'TrueFalse-1'],
  ['string prints objects in double quotes', "[string(createObject('a', true()))]", '{"a":true}'],
  ['searches in texts ignore case', "[createArray(indexOf('aBc', 'B'), indexOf('aBc', 'b'), lastIndexOf('bB', 'b'), startsWith('Abc', 'aB'), endsWith('abC', 'Bc'))]", [1, 1, 1, true, true]],
  ['contains, equals and searches in arrays do not', "[createArray(contains('aBc', 'b'), equals('a', 'A'), indexOf(createArray('A'), 'a'), contains(createArray('A'), 'a'))]", [false, false, -1, false]],
  ['keys do', "[createArray(createObject('Ab', 1).aB, contains(createObject('Ab', 1), 'ab'), tryGet(createObject('Ab', 1), 'AB'))]", [1, true, 1]],
  ['the exact spelling of a key goes first', "[createObject('ab', 1, 'AB', 2).AB]", 2],
  ['texts are ordered by culture', "[createArray(less('a', 'A'), less('A', 'b'), less('B', 'a'), greater('Z', 'a'))]", [true, true, false, true]],
  ['splitting nothing gives one element', "[split('', ',')]", ['']],
  ['take and skip clamp', "[createArray(take('abc', 9), skip('abc', 9), take('abc', -1), skip('abc', -1))]", ['abc', '', '', 'abc']],
  ['items sort ignoring case, and keep the order of keys that differ only in case', "[objectKeys(createObject('b', 1, 'C', 2, 'B', 3, 'a', 4))]", ['a', 'b', 'B', 'C']],
  ['shallowMerge keeps the first spelling and the last value', "[shallowMerge(createArray(createObject('Key', 1), createObject('KEY', 2)))]", { Key: 2 }],
  ['union merges objects inside of objects and replaces arrays', "[union(createObject('o', createObject('a', 1), 'l', createArray(1)), createObject('o', createObject('b', 2), 'l', createArray(2)))]", { o: { a: 1, b: 2 }, l: [2] }],
  ['division drops the remainder', '[createArray(div(7, 2), div(-7, 2), mod(-7, 2))]', [3, -3, -1]],
  ['a year has 365 days and a month 30', "[createArray(dateTimeAdd('2024-01-01', 'P1Y', 'd'), dateTimeAdd('2024-01-01', 'P1M', 'd'))]", ['12/31/2024', '01/31/2024']],
  ['IPv6 has no broadcast and starts at its network', "[createArray(contains(parseCidr('fd00::/64'), 'broadcast'), parseCidr('fd00::/64').firstUsable, cidrHost('fd00::/64', 0))]", [false, 'fd00::', 'fd00::1']],
  ['uniqueString joins its arguments', "[equals(uniqueString('a', 'b'), uniqueString('a-b'))]", true],
  ['uniqueString tells capitals apart', "[equals(uniqueString('a'), uniqueString('A'))]", false],
  ['guid joins its arguments', "[equals(guid('a', 'b'), guid('a-b'))]", true],
  ['if, and, or and coalesce evaluate only what they need', "[createArray(if(true(), 1, fail('x')), and(false(), fail('x')), or(true(), fail('x')), coalesce(1, fail('x')))]", [1, false, true, 1]],
  ['tryGet stops at the first missing segment', "[tryGet(createObject('a', null()), 'a', 'b', 0)]", null],
  ['names of functions ignore case', "[CONCAT('a', TOLOWER('B'))]", 'ab'],
];

describe('what is easily done wrong', () => {
  test.each(rules)('%s', (_, expression, value) => {
    expect(valueOf(expression)).toEqual(value);
  });

  test('names of parameters, variables and user functions ignore case', () => {
    const functions = [{ namespace: 'My', members: { twice: { parameters: [{ name: 'Text', type: 'string' }], output: { type: 'string', value: "[concat(parameters('text'), parameters('TEXT'))]" } } } }];
    expect(valueOf("[my.TWICE(concat(parameters('P'), variables('V')))]", { functions, parameters: { p: { type: 'string', defaultValue: 'a' } }, variables: { v: 'b' } })).toBe('abab');
  });

  test.each([['[[a]', '[a]'], ['[[a', '[[a'], ['[a', '[a'], ['a]', 'a]'], ['[[]', '[]']])('the literal %s of a template stands for %s', (written, meant) => {
    expect(valueOf("[variables('v')]", { variables: { v: written } })).toBe(meant);
    expect(valueOf("[parameters('p')]", { parameters: { p: { type: 'string', defaultValue: written } } })).toBe(meant);
  });

  test('a given value is taken as it is, brackets and all', () => {
    const given = deployment({ parameters: { p: { type: 'string' } } }, { parameters: { p: { value: "[[concat('a')]" } } });
    expect(evaluateInDeployment(given, "[parameters('p')]")).toBe("[[concat('a')]");
  });

  test('user functions of languageVersion 2.0 read variables and call each other, those of 1.0 do not', () => {
    const members = { a: { output: { type: 'string', value: "[concat(variables('v'), n.b())]" } }, b: { output: { type: 'string', value: 'b' } } };
    const sections = { functions: [{ namespace: 'n', members }], variables: { v: 'v' } };
    expect(valueOf('[n.a()]', { ...sections, resources: {} })).toBe('vb');
    expect(errorOf(() => valueOf('[n.a()]', sections)).code).toBe('ATK2004');
  });

  test('a variable that nobody uses is evaluated', () => {
    expect(errorOf(() => expandDeployment(deployment({ variables: { unused: '[div(1, 0)]' } }))).message).toContain('divide by zero');
  });

  test('copyIndex with an argument is an offset, and a count of zero an empty array', () => {
    expect(valueOf("[variables('v')]", { variables: { copy: [{ name: 'v', count: 3, input: "[copyIndex('v', 5)]" }] } })).toEqual([5, 6, 7]);
    expect(valueOf("[variables('v').list]", { variables: { v: { copy: [{ name: 'list', count: 0, input: 1 }] } } })).toEqual([]);
  });

  test('an output that is null fails, one with an unknown part is one expression', () => {
    const store = { type: 'S.T/stores', apiVersion: '1', name: 's' };
    expect(errorOf(() => evaluateOutputs(expandDeployment(deployment({ outputs: { o: { type: 'string', value: '[null()]' } } })))).armCode).toBe('DeploymentOutputEvaluationFailed');
    const { outputs } = predictDeployment(deployment({ resources: [store], outputs: { o: { type: 'object', value: { known: 1, open: "[reference('s').x]" } } } }));
    expect(outputs['o']?.value).toBe("[createObject('known', 1, 'open', reference('s').x)]");
  });

  test('what is not known stays a partly reduced expression', () => {
    const { resourceGroup: _, ...context } = deployment({}).context;
    const blind = { ...deployment({}), context };
    expect(renderValue(evaluateInDeployment(blind, "[concat(toUpper('a'), resourceGroup().location, add(1, 2))]"))).toBe("[concat('A', resourceGroup().location, 3)]");
    expect(renderValue(evaluateInDeployment(blind, "[externalInputs('x')]"))).toBe("[externalInputs('x')]");
    expect(renderValue(evaluateInDeployment(blind, "[resourceId('A.B/c', 'x')]"))).toBe(idOf('A.B/c/x'));
  });
});
