import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matchesAction } from '../../model/action-pattern.ts';
import { permits } from './action-match.ts';

describe('an action', () => {
  it.each([
    ['*', 'Microsoft.Storage/storageAccounts/write', true],
    ['*/read', 'Microsoft.Storage/storageAccounts/read', true],
    ['*/read', 'Microsoft.Storage/storageAccounts/write', false],
    ['Microsoft.Web/sites/*', 'microsoft.web/SITES/config/list/action', true],
    ['Microsoft.Web/sites/*', 'Microsoft.Web/sites', false],
    ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/roleAssignments/write', true],
    ['Microsoft.Authorization/*/Write', 'Microsoft.Authorization/locks', false],
    ['Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action', 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action', true],
    ['Microsoft.KeyVault/vaults/secrets/delete', 'Microsoft.KeyVault/vaults/secrets/delete', true],
    ['Microsoft.KeyVault/vaults/secrets/delete', 'Microsoft.KeyVault/vaults/secrets/deleteX', false],
    ['a*a', 'a', false],
  ])('of pattern %s covers %s: %s', (pattern, action, expected) => {
    expect(matchesAction(pattern, action)).toBe(expected);
  });

  it('is covered as a plain wildcard says, for any text', () => {
    const text = fc.stringMatching(/^[ab/]{0,8}$/);
    const pattern = fc.stringMatching(/^[ab/*]{0,6}$/);
    fc.assert(
      fc.property(pattern, text, (given, action) => {
        const forms = [given, given.replaceAll('/*/', '/')].map((form) => new RegExp(`^${form.replaceAll('*', '.*')}$`));
        expect(matchesAction(given, action)).toBe(forms.some((form) => form.test(action)));
      }),
    );
  });

  it('ends soon for a pattern of many wildcards', () => {
    const started = performance.now();
    expect(matchesAction('*a'.repeat(2000), `${'a'.repeat(1999)}b`)).toBe(false);
    expect(performance.now() - started).toBeLessThan(500);
  });

  it('that an exception takes away can still come from another permission', () => {
    const contributor = { actions: ['*'], notActions: ['Microsoft.Authorization/*/write'], dataActions: [], notDataActions: [] };
    const access = { actions: ['Microsoft.Authorization/roleAssignments/*'], notActions: [], dataActions: [], notDataActions: [] };
    const action = 'Microsoft.Authorization/roleAssignments/write';
    expect([permits([contributor], action, 'control'), permits([contributor, access], action, 'control'), permits([contributor], 'A/b/read', 'data')]).toEqual([false, true, false]);
  });
});
