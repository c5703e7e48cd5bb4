import { describe, expect, test } from 'vitest';
import { errorOf, idOf, subscription, valueOf } from '../deployment.fake.ts';

describe('resource functions', () => {
  test.each([
    ["[resourceId('A.B/c', 'x')]", idOf('A.B/c/x')],
    ["[resourceId('A.B/c/d/', 'x', 'y')]", idOf('A.B/c/x/d/y')],
    ["[resourceId('other', 'A.B/c', 'x')]", `/subscriptions/${subscription}/resourceGroups/other/providers/A.B/c/x`],
    ["[resourceId('sub', 'other', 'A.B/c', 'x')]", '/subscriptions/sub/resourceGroups/other/providers/A.B/c/x'],
    ["[subscriptionResourceId('Microsoft.Resources/resourceGroups', 'g')]", `/subscriptions/${subscription}/resourceGroups/g`],
    ["[tenantResourceId('A.B/c', 'x')]", '/providers/A.B/c/x'],
    ["[managementGroupResourceId('mg', 'A.B/c', 'x')]", '/providers/Microsoft.Management/managementGroups/mg/providers/A.B/c/x'],
    ["[extensionResourceId(resourceId('A.B/c', 'x'), 'E.F/g', 'y')]", `${idOf('A.B/c/x')}/providers/E.F/g/y`],
  ])('%s is %s', (expression, expected) => {
    expect(valueOf(expression)).toBe(expected);
  });

  test.each(["[resourceId('A.B/c')]", "[resourceId('A.B/c', 'x', 'y')]", "[resourceId('nothing')]", "[subscriptionResourceId('A.B/c/d', 'x')]"])('%s is refused', (expression) => {
    expect(errorOf(() => valueOf(expression)).code).toBe('ATK2004');
  });

  test('what only a running deployment knows is refused in variables', () => {
    for (const call of ["reference('/a')", "listKeys('/a', '2020-01-01')"]) {
      expect(errorOf(() => valueOf("[variables('v')]", { variables: { v: `[${call}]` } })).message).toContain('is not expected at this location');
    }
  });
});
