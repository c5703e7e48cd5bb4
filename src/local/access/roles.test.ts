import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { builtInRoles as productRoles } from '../../define/providers/role-assignments.ts';
import type { Answer } from '../local-azure.fake.ts';
import { createTestAzure, subscriptionPath } from '../local-azure.fake.ts';
import { ownerPrincipalId } from './identities.ts';
import { builtInRoles } from './role-definitions.ts';
import { assign, roleId, signIn } from './test-identity.fake.ts';

const group = `${subscriptionPath}/resourcegroups/rg`;
const at = (name: string) => `${group}/providers/Microsoft.Authorization/roleAssignments/${name}`;
const one = '00000000-0000-4000-8000-0000000000a1';
const two = '00000000-0000-4000-8000-0000000000a2';

function world() {
  const azure = createTestAzure({ settings: { timeScale: 0 } });
  azure.prepare('rg');
  return azure;
}

function codeOf({ status, body }: Answer): readonly unknown[] {
  return [status, (body['error'] as JsonObject | undefined)?.['code']];
}

function rows(answer: Answer): readonly JsonObject[] {
  return answer.body['value'] as readonly JsonObject[];
}

describe('built-in roles', () => {
  it('have the ids that the product assigns', () => {
    const known = new Map(builtInRoles().map((role) => [role.name, role.roleName]));
    expect(Object.values(productRoles).map(({ id }) => known.get(id))).toEqual(Object.values(productRoles).map(({ title }) => title));
  });

  it('are found by name and shown with their rights', () => {
    const azure = world();
    const found = rows(azure.send('GET', `${subscriptionPath}/providers/Microsoft.Authorization/roleDefinitions?$filter=roleName eq 'Key Vault Secrets User'`));
    expect(found).toHaveLength(1);
    expect(found[0]).toMatchObject({ name: '4633458b-17de-408a-b874-0445c86b69e6', properties: { type: 'BuiltInRole', permissions: [{ dataActions: ['Microsoft.KeyVault/vaults/secrets/getSecret/action', 'Microsoft.KeyVault/vaults/secrets/readMetadata/action'] }] } });
    expect(azure.send('GET', roleId('Reader')).body).toMatchObject({ id: roleId('Reader'), properties: { roleName: 'Reader' } });
    expect(codeOf(azure.send('GET', roleId('Reader').replace(/.$/, '0')))).toEqual([404, 'RoleDefinitionDoesNotExist']);
  });
});

describe('a role assignment', () => {
  it('is refused for what Azure refuses', () => {
    const azure = world();
    const app = signIn(azure);
    const body = (properties: JsonObject): JsonObject => ({ properties: { principalId: app.objectId, roleDefinitionId: roleId('Reader'), ...properties } });
    expect(codeOf(azure.send('PUT', at('not-a-guid'), body({})))).toEqual([400, 'InvalidRoleAssignmentId']);
    expect(codeOf(azure.send('PUT', at(one), body({ roleDefinitionId: roleId('Reader').replace(/.{4}$/, 'ffff') })))).toEqual([400, 'RoleDefinitionDoesNotExist']);
    expect(codeOf(azure.send('PUT', at(one), body({ principalId: 'me' })))).toEqual([400, 'InvalidPrincipalId']);
    expect(codeOf(azure.send('PUT', at(one), body({ principalId: two })))).toEqual([400, 'PrincipalNotFound']);
    expect(codeOf(azure.send('PUT', at(one), body({ principalType: 'User' })))).toEqual([400, 'UnmatchedPrincipalType']);
    expect(azure.send('PUT', at(one), body({})).status).toBe(201);
    const again = azure.send('PUT', at(two), body({}));
    expect(codeOf(again)).toEqual([409, 'RoleAssignmentExists']);
    expect((again.body['error'] as JsonObject)['message']).toContain(one.replaceAll('-', ''));
    expect(codeOf(azure.send('PUT', at(one), body({ principalId: ownerPrincipalId })))).toEqual([400, 'RoleAssignmentUpdateNotPermitted']);
    expect(azure.send('PUT', at(one), body({ description: 'again' })).status).toBeLessThan(300);
  });

  it('of a principal that nobody has heard of yet passes when its type is given', () => {
    const azure = world();
    expect(azure.send('PUT', at(one), { properties: { principalId: two, roleDefinitionId: roleId('Reader'), principalType: 'ServicePrincipal' } }).status).toBe(201);
  });

  it('is listed at its scope, below and above, by principal and without what is below', () => {
    const azure = world();
    const [app, other] = [signIn(azure), signIn(azure, 'other')];
    assign(azure, app.objectId, 'Reader', group);
    assign(azure, other.objectId, 'Reader', subscriptionPath);
    const principals = (scope: string, filter: string) => rows(azure.send('GET', `${scope}/providers/Microsoft.Authorization/roleAssignments${filter === '' ? '' : `?$filter=${filter}`}`)).map(({ properties }) => (properties as JsonObject)['principalId']);
    expect(new Set(principals(subscriptionPath, ''))).toEqual(new Set([app.objectId, other.objectId, ownerPrincipalId]));
    expect(new Set(principals(subscriptionPath, 'atScope()'))).toEqual(new Set([other.objectId, ownerPrincipalId]));
    expect(new Set(principals(group, 'atScope()'))).toEqual(new Set([app.objectId, other.objectId, ownerPrincipalId]));
    expect(principals(group, `principalId eq '${app.objectId}'`)).toEqual([app.objectId]);
    expect(principals(group, `assignedTo('${app.objectId}')`)).toEqual([app.objectId]);
  });
});
