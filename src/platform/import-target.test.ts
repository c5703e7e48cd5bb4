import { describe, expect, it } from 'vitest';
import { sampleResource, sampleState } from '../engine/plan/sample-backend.fake.ts';
import { importTarget, refuseManaged } from './import-target.ts';

const subscription = '22222222-2222-4222-8222-222222222222';
const group = `/subscriptions/${subscription}/resourceGroups/rg`;
const store = `${group}/providers/Microsoft.Storage/storageAccounts/st`;
const refusal = (code: string, says: string) => expect.objectContaining({ code, message: expect.stringContaining(says) as unknown }) as Error;

describe('the id of a resource to import', () => {
  it.each([
    [group, 'Microsoft.Resources/resourceGroups', 'rg'],
    [store, 'Microsoft.Storage/storageAccounts', 'st'],
    [` ${store}/ `, 'Microsoft.Storage/storageAccounts', 'st'],
    [`${store}/blobServices/default/containers/c`, 'Microsoft.Storage/storageAccounts/blobServices/containers', 'st/default/c'],
    [`${store}/providers/Microsoft.Authorization/roleAssignments/g`, 'Microsoft.Authorization/roleAssignments', 'g'],
    [`/subscriptions/${subscription}/providers/Microsoft.Authorization/policyAssignments/p`, 'Microsoft.Authorization/policyAssignments', 'p'],
    [store.replace('/resourceGroups/', '/resourcegroups/').replace(subscription, subscription.toUpperCase()), 'Microsoft.Storage/storageAccounts', 'st'],
  ])('%s is of its type and name', (id, type, name) => {
    expect(importTarget('main/a/b', id, subscription)).toEqual({ address: 'main/a/b', id: id.trim().replace(/\/$/, ''), type, name });
  });

  it.each(['', 'st', '/', `/subscriptions/${subscription}`, `${group}/providers/Microsoft.Storage`, `${group}/providers/Microsoft.Storage/storageAccounts`, `${group}/providers/Microsoft.Storage/storageAccounts//blobServices`, '/providers/Microsoft.Management/managementGroups/m', 'https://portal.azure.com/#resource/x'])('"%s" is none', (id) => {
    expect(() => importTarget('main/a/b', id, subscription)).toThrow(refusal('ATK1517', ''));
  });

  it('of another subscription is refused', () => {
    expect(() => importTarget('main/a/b', store.replace(subscription, 'other'), subscription)).toThrow(refusal('ATK1517', 'the resource is in subscription other, the environment in'));
  });

  it('needs a whole address', () => {
    expect(() => importTarget('a/b', store, subscription)).toThrow(refusal('ATK1301', ''));
  });
});

describe('what the state has already', () => {
  const state = sampleState([sampleResource('a', {})]);
  const id = state.resources['main/owner/a']?.id ?? '';
  const target = { address: 'main/owner/b' as never, id: `${id}-new`, type: 't', name: 'n' };

  it('is refused as address, as resource, and as both', () => {
    expect(() => refuseManaged(target, state)).not.toThrow();
    expect(() => refuseManaged(target, undefined)).not.toThrow();
    expect(() => refuseManaged({ ...target, address: 'main/owner/a' as never }, state)).toThrow(refusal('ATK1519', 'the state has main/owner/a already'));
    expect(() => refuseManaged({ ...target, id: id.toUpperCase() }, state)).toThrow(refusal('ATK1519', 'as main/owner/a'));
    expect(() => refuseManaged({ ...target, address: 'main/owner/a' as never, id }, state)).toThrow(refusal('ATK1519', 'main/owner/a is that resource already'));
  });
});
