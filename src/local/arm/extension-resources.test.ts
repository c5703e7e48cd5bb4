import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, storageAccount, subscriptionPath } from '../local-azure.fake.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const account = (name: string) => `${group}/providers/Microsoft.Storage/storageAccounts/${name}`;

function errorOf(body: JsonObject): JsonObject {
  return body['error'] as JsonObject;
}

describe('extensions', () => {
  const role = `${subscriptionPath}/providers/Microsoft.Authorization/roleDefinitions/ba92f5b4-2d11-453d-a403-e96b0029c9fe`;
  const assignment = (scope: string, name: string) => `${scope}/providers/Microsoft.Authorization/roleAssignments/${name}`;
  const properties = { roleDefinitionId: role, principalId: '44444444-4444-4444-8444-444444444444', principalType: 'ServicePrincipal' };
  const names = ['55555555-5555-4555-8555-555555555555', '66666666-6666-4666-8666-666666666666'] as const;

  it('need what they extend, and one assignment of a role is enough', () => {
    const { send, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    expect(errorOf(send('PUT', assignment(account('stone'), names[0]), { properties }).body)['code']).toBe('ResourceNotFound');
    send('PUT', account('stone'), storageAccount('stone'));
    expect(send('PUT', assignment(account('stone'), names[0]), { properties }).status).toBe(201);
    expect(send('PUT', assignment(account('stone'), names[0]), { properties }).status).toBe(201);
    expect(errorOf(send('PUT', assignment(account('stone'), names[1]), { properties }).body)['code']).toBe('RoleAssignmentExists');
    expect(errorOf(send('PUT', assignment(account('stone'), names[0]), { properties: { ...properties, principalId: names[1] } }).body)['code']).toBe('RoleAssignmentUpdateNotPermitted');
    expect(send('PUT', assignment(subscriptionPath, names[1]), { properties }).status).toBe(201);
  });

  it('that lock a resource keep it, its group and its children from deletion until they are removed', () => {
    const { send, advance, prepare } = createTestAzure();
    prepare('rg', 'Microsoft.Storage');
    send('PUT', account('stone'), storageAccount('stone'));
    const container = `${account('stone')}/blobServices/default/containers/pics`;
    send('PUT', container, { properties: {} });
    const lock = `${account('stone')}/providers/Microsoft.Authorization/locks/keep`;
    expect(send('PUT', lock, { properties: { level: 'CanNotDelete' } }).status).toBe(201);
    for (const id of [account('stone'), group, container]) {
      const { status, body } = send('DELETE', id);
      expect([status, errorOf(body)['code']]).toEqual([409, 'ScopeLocked']);
    }
    expect(send('PATCH', account('stone'), { tags: { still: 'writable' } }).status).toBeLessThan(300);
    expect(send('DELETE', lock).status).toBe(200);
    expect(send('DELETE', account('stone')).status).toBe(202);
    advance(1000);
    expect(send('GET', account('stone')).status).toBe(404);
  });
});
