import { describe, expect, test } from 'vitest';
import { errorOf, valueOf } from '../deployment.fake.ts';

describe('deployment functions', () => {
  test.each([
    ['[deployment().name]', 'main'],
    ['[deployment().properties.mode]', 'Incremental'],
    ['[environment().suffixes.storage]', 'core.windows.net'],
    ["[PARAMETERS('Name')]", 'ada'],
    ["[variables('GREETING')]", 'hello ada'],
  ])('%s is %j', (expression, expected) => {
    expect(valueOf(expression, { parameters: { name: { type: 'string', defaultValue: 'ada' } }, variables: { greeting: "[concat('hello ', parameters('name'))]" } })).toBe(expected);
  });

  test('copyIndex without a loop is refused', () => {
    expect(errorOf(() => valueOf('[copyIndex()]')).message).toContain('can only be used in a resource with copy specified');
    expect(errorOf(() => valueOf("[copyIndex('vms')]")).message).toContain("no copy loop 'vms'");
  });

  test('names that are not declared are named in the error', () => {
    expect(errorOf(() => valueOf("[parameters('nmae')]")).message).toContain("template parameter 'nmae' is not found");
    expect(errorOf(() => valueOf("[variables('x')]")).message).toContain("template variable 'x' is not found");
  });
});
