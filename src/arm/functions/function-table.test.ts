import { describe, expect, test } from 'vitest';
import { findFunction, templateFunctions } from './function-table.ts';

describe('the functions of the language', () => {
  test('have names of their own and arities that can be met', () => {
    expect(new Set(templateFunctions.map(({ name }) => name.toLowerCase())).size).toBe(templateFunctions.length);
    for (const { minArgs, maxArgs } of templateFunctions) expect(minArgs).toBeLessThanOrEqual(maxArgs);
  });

  test('are found ignoring case, and every name that starts with list is an action of a resource', () => {
    expect(findFunction('RESOURCEID')?.name).toBe('resourceId');
    expect(findFunction('listAccountSas')?.name).toBe('list*');
    expect(findFunction('toString')).toBeUndefined();
  });
});
