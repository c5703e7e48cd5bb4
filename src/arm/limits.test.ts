import { describe, expect, test } from 'vitest';
import type { Json } from '../model/json.ts';
import { deployment, errorOf, template, valueOf } from './deployment.fake.ts';
import { expandDeployment } from './expand.ts';
import { armLimits, checkLimits, isDeploymentName } from './limits.ts';
import { evaluateOutputs } from './runtime.ts';

const many = (count: number, value: Json) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`n${i}`, value]));
const resource = (name: string, rest: { readonly [key: string]: Json } = {}) => ({ type: 'A.B/c', apiVersion: '1', name, ...rest });

describe('the limits of Azure', () => {
  test('a template at every limit passes', () => {
    const full = template({
      parameters: many(armLimits.parameters, { type: 'int', defaultValue: 1 }),
      variables: many(armLimits.variables, 1),
      outputs: many(armLimits.outputs, { type: 'int', value: 1 }),
      resources: Array.from({ length: armLimits.resources }, (_, i) => resource(`r${i}`)),
    });
    expect(checkLimits(full)).toEqual([]);
  });

  test.each<[string, { readonly [section: string]: Json }, string]>([
    ['parameters', { parameters: many(257, { type: 'int' }) }, 'Number of parameters: 257'],
    ['variables', { variables: many(257, 1) }, 'Number of variables: 257'],
    ['outputs', { outputs: many(65, { type: 'int', value: 1 }) }, 'Number of outputs: 65'],
    ['resources, children counted', { resources: [resource('a', { resources: Array.from({ length: 800 }, (_, i) => resource(`r${i}`)) })] }, 'Number of resources: 801'],
    ['bytes in a resource', { resources: [resource('a', { x: 'é'.repeat(530_000) })] }, "Size of the resource 'A.B/c/a' in bytes"],
    ['bytes in all', { variables: { v: 'x'.repeat(4 * 1024 * 1024) } }, 'Size of the template in bytes'],
    ['characters in an expression', { outputs: { o: { type: 'string', value: `['${'x'.repeat(24_576)}']` } } }, 'Characters in the expression at outputs.o.value: 24580'],
  ])('too many %s are found', (_, sections, summary) => {
    const found = checkLimits(template(sections));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ code: 'ATK2010', severity: 'error' });
    expect(found[0]?.summary).toContain(summary);
  });

  test('a deployment name has 64 characters of its alphabet at most', () => {
    expect([isDeploymentName('a'.repeat(64)), isDeploymentName('a'.repeat(65)), isDeploymentName('a b'), isDeploymentName('')]).toEqual([true, false, false, false]);
  });
});

describe('every template ends', () => {
  const chain = (count: number, next: (before: string) => string, first: Json) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`v${i}`, i === 0 ? first : `[${next(`variables('v${i - 1}')`)}]`]));

  test.each<[string, { readonly [section: string]: Json }]>([
    ['a text that doubles', { variables: chain(60, (v) => `concat(${v}, ${v})`, 'x') }],
    ['an array that doubles by sharing', { variables: chain(60, (v) => `createArray(${v}, ${v})`, 'x') }],
    ['an object that nests without end', { variables: chain(2_000, (v) => `createObject('a', ${v})`, 'x') }],
    ['loops inside of loops', { variables: { v: "[length(map(range(0, 10000), lambda('a', map(range(0, 10000), lambda('b', add(lambdaVariables('a'), lambdaVariables('b')))))))]" } }],
    ['functions that call each other', { resources: {}, functions: [{ namespace: 'n', members: { a: { output: { type: 'int', value: '[n.b()]' } }, b: { output: { type: 'int', value: '[n.a()]' } } } }], variables: { v: '[n.a()]' } }],
    ['a function that calls itself twice', { resources: {}, functions: [{ namespace: 'n', members: { a: { output: { type: 'int', value: '[add(n.a(), n.a())]' } } } }], variables: { v: '[n.a()]' } }],
    ['JSON in a text that nests without end', { variables: { v: `[json('${'['.repeat(5_000)}${']'.repeat(5_000)}')]` } }],
  ])('%s is refused', (_, sections) => {
    expect(errorOf(() => expandDeployment(deployment(sections))).code).toMatch(/^ATK20(04|11)$/);
  });

  test('template JSON that nests without end is refused', () => {
    let deep: Json = 1;
    for (let i = 0; i < 5_000; i += 1) deep = [deep];
    expect(errorOf(() => expandDeployment(deployment({ variables: { deep } }))).code).toBe('ATK2011');
  });

  test('unknown values that double are refused before they are printed', () => {
    const doubled = Array.from({ length: 40 }, () => "lambda('x', concat(lambdaVariables('x'), lambdaVariables('x')))");
    const value = doubled.reduce((inner, lambda) => `first(map(createArray(${inner}), ${lambda}))`, "reference('/subscriptions/s/providers/A.B/c/x', '1').y");
    const output = { o: { type: 'string', value: `[${value}]` } };
    expect(errorOf(() => evaluateOutputs(expandDeployment(deployment({ outputs: output })))).message).toContain('makes a value of more than');
  });

  test('the deepest evaluation that is allowed does not overflow the stack', () => {
    const lists = (depth: number): string => (depth === 0 ? '1' : `first(map(createArray(${depth}), lambda('x${depth}', add(${lists(depth - 1)}, 1))))`);
    expect(valueOf(`[${lists(60)}]`)).toBe(61);
    const variables = Object.fromEntries(Array.from({ length: 256 }, (_, i) => [`v${i}`, i === 255 ? 1 : `[${'add('.repeat(100)}variables('v${i + 1}')${', 1)'.repeat(100)}]`]));
    expect(errorOf(() => valueOf("[variables('v0')]", { variables })).code).toBe('ATK2011');
  });
});
