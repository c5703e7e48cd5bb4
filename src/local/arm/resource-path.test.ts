import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parentOf, parseArmPath, typeAndName } from './resource-path.ts';

const word = fc.stringMatching(/^[a-zA-Z][a-zA-Z0-9-]{0,12}$/).filter((text) => text.toLowerCase() !== 'providers');
const levels = fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 3 });

describe('the path of a resource', () => {
  it('gives back the id that it was made of, with doubled slashes and other letter case in fixed words too', () => {
    fc.assert(
      fc.property(word, word, levels, fc.option(levels), (group, namespace, own, extension) => {
        const base = `/subscriptions/s/resourceGroups/${group}/providers/Microsoft.${namespace}/${own.flat().join('/')}`;
        const id = extension === null ? base : `${base}/providers/Microsoft.Authorization/${extension.flat().join('/')}`;
        const messy = `/${id.replace('/resourceGroups/', '/RESOURCEGROUPS//')}/`;
        const path = parseArmPath(messy);
        expect(path).toMatchObject({ kind: 'resource', id, group, scopeId: extension === null ? `/subscriptions/s/resourceGroups/${group}` : base });
      }),
    );
  });

  it('knows the parent of a child and the scope of an extension', () => {
    const path = parseArmPath('/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a/blobServices/default/containers/c');
    if (path?.kind !== 'resource') throw new Error('no resource');
    expect(typeAndName(path)).toBe('Microsoft.Storage/storageAccounts/a/blobServices/default/containers/c');
    expect(parentOf(path)).toMatchObject({ type: 'Microsoft.Storage/storageAccounts/blobServices', names: ['a', 'default'], id: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a/blobServices/default' });
  });

  it('is none for collections and actions', () => {
    expect(parseArmPath('/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts')).toBeUndefined();
    expect(parseArmPath('/subscriptions/s/resourceGroups/g/resources')).toBeUndefined();
    expect(parseArmPath('/tenants')).toBeUndefined();
  });
});

describe('paths above a subscription', () => {
  it('name the tenant, a management group, and what belongs to them', () => {
    expect(parseArmPath('/')).toEqual({ kind: 'tenant', id: '', subscriptionId: '' });
    expect(parseArmPath('/providers/microsoft.management/managementgroups/mg')).toEqual({ kind: 'managementGroup', id: '/providers/Microsoft.Management/managementGroups/mg', subscriptionId: '', managementGroup: 'mg' });
    expect(parseArmPath('/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/policyAssignments/p')).toMatchObject({
      kind: 'resource',
      id: '/providers/Microsoft.Management/managementGroups/mg/providers/Microsoft.Authorization/policyAssignments/p',
      scopeId: '/providers/Microsoft.Management/managementGroups/mg',
      managementGroup: 'mg',
      type: 'Microsoft.Authorization/policyAssignments',
    });
    expect(parseArmPath('/providers/Microsoft.Authorization/policyDefinitions/p')).toMatchObject({ kind: 'resource', scopeId: '', subscriptionId: '', id: '/providers/Microsoft.Authorization/policyDefinitions/p' });
    expect(parseArmPath('/providers/Microsoft.Management/managementGroups/mg/subscriptions/s')).toMatchObject({ kind: 'resource', type: 'Microsoft.Management/managementGroups/subscriptions', names: ['mg', 's'] });
    expect(parseArmPath('/subscriptions/s/providers/Microsoft.Authorization/policyAssignments/p')).toMatchObject({ kind: 'resource', scopeId: '/subscriptions/s', subscriptionId: 's' });
  });

  it('are none for collections', () => {
    expect(parseArmPath('/providers/Microsoft.Management/managementGroups')).toBeUndefined();
    expect(parseArmPath('/providers/Microsoft.Authorization/policyDefinitions')).toBeUndefined();
    expect(parseArmPath('/providers')).toBeUndefined();
  });
});
