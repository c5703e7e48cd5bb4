import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { answerCase } from './answer-case.ts';
import { deployment, errorOf, template, valueOf } from './deployment.fake.ts';
import { expandDeployment } from './expand.ts';
import { templateFunctions } from './functions/function-table.ts';
import { evaluationLimits } from './limits.ts';
import { parseExpression } from './parse-expression.ts';
import { printExpression } from './print-expression.ts';
import { renderValue } from './render-value.ts';

const now = '2026-03-04T05:06:07Z';

/** Milliseconds of work of this process so far: unlike the wall clock, the same on a busy machine. */
const workMs = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** What stands where a value is expected: what people write, and what nobody should. */
const literals = fc.oneof(
  fc.constantFrom('0', '1', '-1', '16', '17', '10000', '10001', '2147483647', '9223372036854775807', '-9223372036854775808', '9223372036854775808', 'true()', 'null()', 'createArray()', 'createObject()', "''", "'a'"),
  fc.constantFrom('__proto__', 'constructor', 'toString', 'A.B/c', '10.0.0.0/8', '::/0', '{0}', '{0,99999}', '{0:N9}', '{', '(a+)+$', '*a*', '[[', '%zz', 'P1Y', '2026-01-01', 'data:,x', 'http://a.b/c', '{"a":[1', '[1]', 'uri', '\uD800', '\u0000', 'ß', 'x', 'p', 'v').map((text) => `'${text}'`),
  fc.string({ maxLength: 12 }).map((text) => `'${text.replaceAll("'", "''")}'`),
  fc.maxSafeInteger().map(String),
);

const functionNames = fc.constantFrom(...templateFunctions.map(({ name }) => name), 'listKeys', 'list', 'ns.f', 'toString', '__proto__', 'constructor', 'unknown');
const memberNames = fc.constantFrom('a', 'name', '__proto__', 'constructor', 'length', 'properties');

const expressions = fc.letrec<{ term: string }>((tie) => ({
  term: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    literals,
    fc.tuple(functionNames, fc.array(tie('term'), { maxLength: 4 })).map(([name, args]) => `${name}(${args.join(', ')})`),
    fc.tuple(functionNames, fc.array(tie('term'), { maxLength: 2 }), fc.array(fc.constantFrom("'x'", "'y'", '1'), { maxLength: 3 }), tie('term')).map(([name, args, names, body]) => `${name}(${[...args, `lambda(${[...names, body].join(', ')})`].join(', ')})`),
    fc.constantFrom("parameters('p')", "variables('v')", "lambdaVariables('x')", "reference('/a/b', '1')", 'range(0, 1000)', 'deployment()'),
    fc.tuple(tie('term'), memberNames).map(([target, name]) => `${target}.${name}`),
    fc.tuple(tie('term'), tie('term')).map(([target, index]) => `${target}[${index}]`),
  ),
})).term;

/** A text with a few characters taken out, doubled or put in. */
const mutated = (texts: fc.Arbitrary<string>) =>
  fc.tuple(texts, fc.array(fc.tuple(fc.nat(), fc.nat({ max: 3 }), fc.constantFrom('', "'", '(', ')', '[', ']', ',', '.', '\\', '{', '$', '-', '9', ' ', '\uFEFF')), { minLength: 1, maxLength: 4 })).map(([text, edits]) =>
    edits.reduce((before, [place, length, put]) => {
      const at = place % (before.length + 1);
      return before.slice(0, at) + put + before.slice(at + length);
    }, text),
  );

const inputs = { parameters: { p: { a: [1, 'b', null] } }, variables: { v: "[parameters('p').a]" }, functions: [{ namespace: 'ns', members: { f: { parameters: [{ name: 'x', type: 'string' }], output: { type: 'string', value: "[concat(parameters('x'), '!')]" } } } }] };

/** Answers a case, and says how long it took; whatever is thrown but an answer fails the test. */
function answer(given: JsonObject): { readonly text: string; readonly elapsedMs: number } {
  const began = workMs();
  const text = JSON.stringify(answerCase({ id: 1, ...given }, { now }));
  return { text, elapsedMs: workMs() - began };
}

describe('whatever is written as an expression', () => {
  test.each([
    ['of the grammar', expressions],
    ['nearly of the grammar', mutated(expressions)],
    ['of nothing', fc.string({ unit: 'binary', maxLength: 60 })],
  ])('an expression %s has a value or an error, within a second', (_, texts) => {
    fc.assert(
      fc.property(texts, fc.constantFrom<JsonObject>({}, { languageVersion: '2.0' }), (text, version) => {
        expect(answer({ expression: `[${text}]`, inputs: { ...inputs, ...version } }).elapsedMs).toBeLessThan(1_000);
      }),
      { numRuns: 1_500 },
    );
  });

  test('what can be parsed says the same after printing', () => {
    fc.assert(
      fc.property(mutated(expressions), (text) => {
        let tree;
        try {
          tree = parseExpression(text);
        } catch {
          return;
        }
        const printed = printExpression(tree);
        expect(printExpression(parseExpression(printed))).toBe(printed);
      }),
      { numRuns: 1_000 },
    );
  });
});

/** A JSON value with one of its parts replaced by something else. */
function withPart(json: Json, place: number, part: Json): Json {
  const paths: (readonly (string | number)[])[] = [];
  const walk = (value: Json, path: readonly (string | number)[]): void => {
    paths.push(path);
    if (Array.isArray(value)) value.forEach((inner: Json, i) => walk(inner, [...path, i]));
    else if (isJsonObject(value)) for (const [key, inner] of Object.entries(value)) walk(inner, [...path, key]);
  };
  walk(json, []);
  const put = (value: Json, path: readonly (string | number)[]): Json => {
    const [key, ...rest] = path;
    if (key === undefined) return part;
    if (Array.isArray(value)) return value.map((inner: Json, i) => (i === key ? put(inner, rest) : inner));
    return Object.fromEntries(Object.entries(isJsonObject(value) ? value : {}).map(([name, inner]) => [name, name === key ? put(inner, rest) : inner]));
  };
  return put(json, paths[place % paths.length] ?? []);
}

const store: Json = { type: 'S.T/stores', apiVersion: '1', name: "[concat('s', copyIndex())]", location: "[resourceGroup().location]", dependsOn: ['other'], copy: { name: 'loop', count: 2, mode: 'serial', batchSize: 1 }, properties: { copy: [{ name: 'list', count: 3, input: "[copyIndex('list')]" }], x: "[reference('other').y]" } };
const inner: Json = { type: 'Microsoft.Resources/deployments', apiVersion: '2021-04-01', name: 'inner', properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, parameters: { p: { value: 1 } }, template: template({ parameters: { p: { type: 'int' } }, outputs: { o: { type: 'int', value: "[parameters('p')]" } } }) } };
const whole: Json = template({
  parameters: { p: { type: 'string', defaultValue: 'a', allowedValues: ['a', 'b'], minLength: 1 }, q: { type: 'object', defaultValue: {} } },
  variables: { v: "[parameters('p')]", copy: [{ name: 'w', count: 2, input: "[copyIndex('w')]" }] },
  functions: inputs.functions,
  resources: [store, { type: 'S.T/other', apiVersion: '1', name: 'other', condition: "[equals(parameters('p'), 'a')]" }, inner],
  outputs: { o: { type: 'string', value: "[reference('inner').outputs.o.value]" }, many: { type: 'array', copy: { count: 2, input: '[copyIndex()]' } } },
});

test('a template with any part replaced by anything has an answer or an error, within a second', () => {
  const odd = fc.oneof(fc.jsonValue({ maxDepth: 3 }) as fc.Arbitrary<Json>, fc.constantFrom<Json>(1e9, -1, '[copyIndex()]', '[null()]', '[', '[[x]', "[parameters('__proto__')]", "[variables('v')]", [[]], { copy: [] }, { __proto__x: 1 }), expressions.map((text) => `[${text}]`));
  fc.assert(
    fc.property(fc.nat(), odd, fc.option(fc.tuple(fc.nat(), odd), { nil: undefined }), (place, part, second) => {
      const once = withPart(whole, place, part);
      const given = second === undefined ? once : withPart(once, ...second);
      expect(answer({ template: given, parameters: {}, scope: { kind: 'resourceGroup', resourceGroup: 'g' } }).elapsedMs).toBeLessThan(1_000);
    }),
    { numRuns: 1_500 },
  );
});

describe('names that mean something to JavaScript', () => {
  test.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'])('%s is a name like any other', (name) => {
    const own = (value: Json) => JSON.parse(`{${JSON.stringify(name)}:${JSON.stringify(value)}}`) as JsonObject;
    const given = { parameters: own({ type: 'int', defaultValue: 1 }), variables: own(2), functions: [{ namespace: 'n', members: own({ output: { type: 'int', value: 3 } }) }] };
    expect(valueOf(`[createArray(parameters('${name}'), variables('${name}'), n.${name}())]`, given)).toEqual([1, 2, 3]);
    expect(valueOf(`[createObject('${name}', 4).${name}]`)).toBe(4);
    expect(valueOf(`[tryGet(createObject('a', 1), '${name}')]`)).toBeNull();
    expect(valueOf(`[items(union(createObject('${name}', 1), createObject('${name}', 2)))]`)).toEqual([{ key: name, value: 2 }]);
    expect(answer({ expression: `[parameters('${name}')]`, inputs: { parameters: own('given') } }).text).toBe('{"id":1,"value":"given"}');
    expect(renderValue(valueOf(`[externalInputs('${name}')]`))).toBe(`[externalInputs('${name}')]`);
    for (const text of [`[parameters('${name}')]`, `[variables('${name}')]`, `[${name}()]`, `[n.${name}()]`, `[createObject('a', 1).${name}]`, `[environment().${name}]`]) {
      expect(errorOf(() => valueOf(text)).code).toBe('ATK2004');
    }
  });
});

describe('work that grows without end is refused in a second', () => {
  const again = (body: string) => `[length(map(range(0, 10000), lambda('i', ${body})))]`;
  const long = (text: string) => `'${text.repeat(20_000 / text.length)}'`;
  const doubled = (text: string, times: number) => `reduce(range(0, ${times}), '${text}', lambda('a', 'b', concat(lambdaVariables('a'), lambdaVariables('a'))))`;

  test.each([
    ['arrays that grow', "[reduce(range(0, 10000), createArray(), lambda('a', 'b', concat(lambdaVariables('a'), createArray(lambdaVariables('b')))))]"],
    ['objects that grow', "[reduce(range(0, 10000), createObject(), lambda('a', 'b', union(lambdaVariables('a'), createObject(string(lambdaVariables('b')), 1))))]"],
    ['merged objects that grow', "[reduce(range(0, 10000), createObject(), lambda('a', 'b', shallowMerge(createArray(lambdaVariables('a'), createObject(string(lambdaVariables('b')), 1)))))]"],
    ['searches in searches', again('indexOf(range(0, 10000), 10001)')],
    ['equal lists', again('equals(range(0, 10000), range(0, 10000))')],
    ['distinct lists', again('distinct(range(0, 10000))')],
    ['lists as text', again('string(range(0, 10000))')],
    ['hashes of long texts', again(`guid(${long('x')})`)],
    ['base64 of long texts', again(`base64(${long('x')})`)],
    ['cut texts', again(`split(${long('x')}, 'x')`)],
    ['read JSON', again(`json('[${'1,'.repeat(9_000)}1]')`)],
    ['replacing a long text by a long text', `[replace(${doubled('a', 18)}, 'a', ${doubled('b', 18)})]`],
    ['joining long texts', `[join(map(range(0, 10000), lambda('i', ${doubled('a', 12)})), '')]`],
    ['a format that repeats a long text', `[format(${doubled('{0}', 18)}, ${doubled('a', 18)})]`],
    ['a list of long texts', again(doubled('a', 16))],
    ['wide columns', `[format('${'{0,10000}'.repeat(2_000)}', 'a')]`],
    ['addresses in addresses', again(`map(range(0, 10000), lambda('j', cidrSubnet('10.0.0.0/8', 24, lambdaVariables('j'))))`)],
    ['maps in maps in maps', again("map(range(0, 10000), lambda('j', map(range(0, 10000), lambda('k', lambdaVariables('k')))))")],
  ])('%s', (_, expression) => {
    const began = workMs();
    expect(errorOf(() => valueOf(expression)).code).toBe('ATK2011');
    expect(workMs() - began).toBeLessThan(3_000);
  });

  test.each([
    ['stars', `[like(${long('a')}, '${'*a'.repeat(1_500)}b')]`, false],
    ['delimiters', `[length(split(${long('a')}, createArray(${"'a', 'aa', '(a+)+$', ".repeat(100)}'b')))]`, 20_001],
    ['braces', `[length(format('${'{{}}'.repeat(5_000)}'))]`, 10_000],
    ['dots', `[uri('http://a.b/', '${'../'.repeat(7_000)}')]`, 'http://a.b/'],
  ])('patterns of %s cost no more than their length', (_, expression, expected) => {
    const began = workMs();
    expect(valueOf(expression)).toBe(expected);
    expect(workMs() - began).toBeLessThan(1_000);
  });

  test('resources and nested deployments share one budget', () => {
    const costly = "[length(map(range(0, 10000), lambda('x', add(lambdaVariables('x'), 1))))]";
    const nested = { ...(inner as JsonObject), name: "[concat('n', copyIndex())]", copy: { name: 'all', count: 800 }, properties: { mode: 'Incremental', expressionEvaluationOptions: { scope: 'inner' }, template: template({ variables: { v: costly } }) } };
    const copies = { ...(store as JsonObject), dependsOn: [], copy: { name: 'loop', count: 800 }, properties: { v: costly } };
    for (const resource of [nested, copies]) {
      const began = workMs();
      expect(answer({ template: template({ resources: [resource] }), parameters: {}, scope: {} }).text).toContain(`more than ${evaluationLimits.steps} steps`);
      expect(workMs() - began).toBeLessThan(3_000);
    }
  });

  test('four million characters of literals are read once, not once a copy', () => {
    const blob = Array.from({ length: 30_000 }, (_, i) => `some text that stands for a line of configuration ${i}`);
    const resources = [{ type: 'S.T/stores', apiVersion: '1', name: "[concat('s', copyIndex())]", copy: { name: 'loop', count: 800 }, properties: { blob } }];
    const began = workMs();
    expect(() => expandDeployment(deployment({ resources }))).toThrow(/more than \d+ steps/);
    expect(workMs() - began).toBeLessThan(3_000);
  });
});
