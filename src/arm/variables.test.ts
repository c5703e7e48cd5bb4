import { describe, expect, test } from 'vitest';
import { errorOf, valueOf } from './deployment.fake.ts';

describe('variables', () => {
  test('read each other in any order', () => {
    expect(valueOf("[variables('a')]", { variables: { a: "[concat(variables('b'), 'c')]", b: 'b' } })).toBe('bc');
  });

  test('are made by copies, at the top and inside of objects', () => {
    const variables = {
      copy: [{ name: 'top', count: 2, input: "[copyIndex('top')]" }],
      inner: { copy: [{ name: 'list', count: 2, input: { n: "[copyIndex('list', 5)]" } }], plain: 1 },
      none: { copy: [{ name: 'list', count: 0, input: 1 }] },
    };
    expect(valueOf("[createArray(variables('top'), variables('inner'), variables('none'))]", { variables })).toEqual([[0, 1], { list: [{ n: 5 }, { n: 6 }], plain: 1 }, { list: [] }]);
  });

  test('a broken one is an error even when nothing uses it', () => {
    expect(errorOf(() => valueOf('[true()]', { variables: { unused: '[div(1, 0)]' } }))).toMatchObject({ code: 'ATK2004', path: 'variables.unused' });
  });

  test('that need each other are a circle', () => {
    expect(errorOf(() => valueOf('[true()]', { variables: { a: "[variables('b')]", b: "[variables('a')]" } })).code).toBe('ATK2005');
  });
});

describe('user-defined functions', () => {
  const functions = (members: Record<string, string>, parameters: readonly { readonly name: string; readonly type: string }[] = []) => [
    { namespace: 'my', members: Object.fromEntries(Object.entries(members).map(([name, value]) => [name, { parameters, output: { type: 'string', value } }])) },
  ];

  test('see their own parameters, and in languageVersion 2.0 variables and each other', () => {
    expect(valueOf("[MY.Hello('ada')]", { functions: functions({ hello: "[concat('hi ', parameters('who'))]" }, [{ name: 'who', type: 'string' }]) })).toBe('hi ada');
    expect(valueOf('[my.outer()]', { resources: {}, variables: { v: 'v' }, functions: functions({ outer: "[concat(my.inner(), variables('v'))]", inner: 'i' }) })).toBe('iv');
  });

  test.each([
    ['[my.f()]', "requires '1' argument(s) while '0' were provided"],
    ['[my.f(1)]', "must be of type 'string'"],
    ["[my.g('x')]", "'my.g' is not valid"],
    ["[my.v('x')]", 'reads no variables'],
  ])('%s is refused', (expression, message) => {
    expect(errorOf(() => valueOf(expression, { variables: { x: 1 }, functions: functions({ f: 'f', v: "[variables('x')]" }, [{ name: 'a', type: 'string' }]) })).message).toContain(message);
  });
});
