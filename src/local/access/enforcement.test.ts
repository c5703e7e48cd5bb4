import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import type { Answer, TestAzure } from '../local-azure.fake.ts';
import { createTestAzure, storageAccount, subscriptionPath, template, testSubscription, vault } from '../local-azure.fake.ts';
import { assign, signIn } from './test-identity.fake.ts';

const group = `${subscriptionPath}/resourcegroups/rg`;
const account = `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stone`;

function world(): TestAzure {
  const made = createTestAzure({ settings: { timeScale: 0 } });
  made.prepare('rg', 'Microsoft.Storage', 'Microsoft.ManagedIdentity');
  return made;
}

function accountBody(): JsonObject {
  const { sku, kind, location, properties } = storageAccount('stone');
  return { sku: sku ?? null, kind: kind ?? null, location: location ?? null, properties: properties ?? {} };
}

function codeOf({ body }: Answer): unknown {
  return (body['error'] as JsonObject | undefined)?.['code'];
}

function messageOf({ body }: Answer): string {
  return String((body['error'] as JsonObject | undefined)?.['message']);
}

describe('somebody without a role', () => {
  it('is refused with client, object, action and scope', () => {
    const azure = world();
    const app = signIn(azure);
    const answer = app.send('PUT', account, accountBody());
    expect([answer.status, codeOf(answer), answer.headers['x-ms-failure-cause']]).toEqual([403, 'AuthorizationFailed', 'gateway']);
    expect(messageOf(answer)).toBe(
      `The client '${app.clientId}' with object id '${app.objectId}' does not have authorization to perform action 'Microsoft.Storage/storageAccounts/write' over scope '${account}' or the scope is invalid. If access was recently granted, please refresh your credentials.`,
    );
    expect(azure.send('GET', account).status).toBe(404);
  });

  it('sees no subscription, no group and learns of no resource', () => {
    const azure = world();
    azure.send('PUT', account, accountBody());
    const app = signIn(azure);
    expect(app.send('GET', '/subscriptions').body['value']).toEqual([]);
    expect(app.send('GET', `${subscriptionPath}/resourcegroups`).body['value']).toEqual([]);
    expect([app.send('GET', account).status, app.send('GET', `${account}x`).status, app.send('POST', `${account}/listKeys`).status]).toEqual([403, 403, 403]);
    expect(app.send('GET', `/subscriptions/${testSubscription.replace(/.$/, '9')}`).status).toBe(404);
  });
});

describe('a role', () => {
  it('of Reader reads everything below its scope and changes nothing', () => {
    const azure = world();
    azure.send('PUT', account, accountBody());
    azure.send('PUT', `${subscriptionPath}/resourcegroups/other`, { location: 'westeurope' });
    const app = signIn(azure);
    expect(assign(azure, app.objectId, 'Reader', group).status).toBe(201);
    expect(app.send('GET', account).status).toBe(200);
    expect((app.send('GET', `${subscriptionPath}/resourcegroups`).body['value'] as readonly JsonObject[]).map(({ name }) => name)).toEqual(['rg']);
    expect(app.send('GET', `${subscriptionPath}/resourcegroups/other`).status).toBe(403);
    expect(app.send('GET', subscriptionPath).status).toBe(200);
    const refused = [app.send('PUT', account, accountBody()), app.send('DELETE', account), app.send('DELETE', group), app.send('POST', `${account}/listKeys`)];
    expect(refused.map(codeOf)).toEqual(['AuthorizationFailed', 'AuthorizationFailed', 'AuthorizationFailed', 'AuthorizationFailed']);
  });

  it('of Contributor makes and deletes, and gives nobody a role; User Access Administrator the other way round', () => {
    const azure = world();
    const contributor = signIn(azure, 'contributor');
    const administrator = signIn(azure, 'administrator');
    assign(azure, contributor.objectId, 'Contributor', subscriptionPath);
    assign(azure, administrator.objectId, 'User Access Administrator', group);
    expect(contributor.send('PUT', account, accountBody()).status).toBeLessThan(300);
    const role = `${account}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-4000-8000-0000000000aa`;
    const body = { properties: { principalId: contributor.objectId, roleDefinitionId: `${subscriptionPath}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`, principalType: 'ServicePrincipal' } };
    expect(codeOf(contributor.send('PUT', role, body))).toBe('AuthorizationFailed');
    expect(administrator.send('PUT', role, body).status).toBe(201);
    expect(codeOf(administrator.send('DELETE', account))).toBe('AuthorizationFailed');
    expect(contributor.send('DELETE', account).status).toBe(200);
  });

  it('holds until its assignment is deleted', () => {
    const azure = world();
    const app = signIn(azure);
    const made = assign(azure, app.objectId, 'Contributor', group);
    expect(app.send('PUT', account, accountBody()).status).toBeLessThan(300);
    azure.send('DELETE', String(made.body['id']));
    expect(app.send('GET', account).status).toBe(403);
  });

  it('of a management group holds in the subscriptions that are in it', () => {
    const azure = world();
    const app = signIn(azure);
    const management = '/providers/Microsoft.Management/managementGroups/platform';
    azure.send('PUT', management, { properties: { displayName: 'Platform' } });
    expect(assign(azure, app.objectId, 'Reader', management).status).toBe(201);
    expect(app.send('GET', group).status).toBe(403);
    azure.send('PUT', `${management}/subscriptions/${testSubscription}`);
    expect(app.send('GET', group).status).toBe(200);
  });

  it('made by the user gives what it lists, without what it leaves out', () => {
    const azure = world();
    const app = signIn(azure);
    const name = '00000000-0000-4000-8000-0000000000cc';
    const definition = `${subscriptionPath}/providers/Microsoft.Authorization/roleDefinitions/${name}`;
    const permissions = [{ actions: ['Microsoft.Storage/storageAccounts/*'], notActions: ['Microsoft.Storage/storageAccounts/delete'], dataActions: [], notDataActions: [] }];
    expect(azure.send('PUT', definition, { properties: { roleName: 'Account maker', type: 'CustomRole', permissions, assignableScopes: [subscriptionPath] } }).status).toBe(201);
    const assignment = `${group}/providers/Microsoft.Authorization/roleAssignments/00000000-0000-4000-8000-0000000000dd`;
    azure.send('PUT', assignment, { properties: { principalId: app.objectId, roleDefinitionId: definition, principalType: 'ServicePrincipal' } });
    expect([app.send('PUT', account, accountBody()).status < 300, app.send('DELETE', account).status]).toEqual([true, 403]);
    expect(azure.send('DELETE', definition).status).toBe(400);
  });
});

describe('a deployment', () => {
  const path = `${group}/providers/Microsoft.Resources/deployments/d`;

  it('is refused as a whole when one of its resources may not be written', () => {
    const azure = world();
    const app = signIn(azure);
    assign(azure, app.objectId, 'Contributor', group);
    const role: JsonObject = { type: 'Microsoft.Authorization/roleAssignments', apiVersion: '2022-04-01', name: '00000000-0000-4000-8000-0000000000ee', properties: { principalId: app.objectId, roleDefinitionId: "[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', 'acdd72a7-3385-48ef-bd42-f606fba81ae7')]", principalType: 'ServicePrincipal' } };
    const answer = app.send('PUT', path, { properties: { mode: 'Incremental', template: template([storageAccount('stone'), role]) } });
    expect([answer.status, codeOf(answer)]).toEqual([403, 'InvalidTemplateDeployment']);
    expect(messageOf(answer)).toContain(`Authorization failed for template resource '00000000-0000-4000-8000-0000000000ee' of type 'Microsoft.Authorization/roleAssignments'. The client '${app.clientId}' with object id '${app.objectId}' does not have permission to perform action 'Microsoft.Authorization/roleAssignments/write' at scope`);
    expect(azure.send('GET', account).status).toBe(404);
  });

  it('goes on in the name of its starter, whoever asks later', () => {
    const azure = createTestAzure();
    azure.prepare('rg', 'Microsoft.Storage');
    const app = signIn(azure);
    const made = assign(azure, app.objectId, 'Contributor', group);
    const second = storageAccount('sttwo', { dependsOn: ['stone'] });
    expect(app.send('PUT', path, { properties: { mode: 'Incremental', template: template([storageAccount('stone'), second]) } }).status).toBe(201);
    azure.send('DELETE', String(made.body['id']));
    for (let i = 0; i < 40; i += 1) {
      azure.advance(200);
      azure.send('GET', group);
    }
    const { body } = azure.send('GET', path);
    expect((body['properties'] as JsonObject)['provisioningState']).toBe('Failed');
    expect(JSON.stringify(body)).toContain('AuthorizationFailed');
    expect([azure.send('GET', account).status, azure.send('GET', account.replace('stone', 'sttwo')).status]).toEqual([200, 404]);
  });

  it('of a contributor of the group succeeds', () => {
    const azure = world();
    const app = signIn(azure);
    assign(azure, app.objectId, 'Contributor', group);
    app.send('PUT', path, { properties: { mode: 'Incremental', template: template([storageAccount('stone')]) } });
    expect((app.send('GET', path).body['properties'] as JsonObject)['provisioningState']).toBe('Succeeded');
  });
});

describe('a parameter from a vault', () => {
  it('asks for the right to deploy from that vault, which a reader of its secrets does not have', () => {
    const azure = world();
    azure.send('POST', `${subscriptionPath}/providers/Microsoft.KeyVault/register`);
    const id = `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-one`;
    const { location, properties } = vault('kv-one');
    azure.send('PUT', id, { location: location ?? null, properties: { ...(properties as JsonObject), enabledForTemplateDeployment: true } });
    azure.send('PUT', `${id}/secrets/pass`, { properties: { value: 'hush' } });
    const app = signIn(azure);
    for (const role of ['Key Vault Secrets User', 'Reader']) assign(azure, app.objectId, role, id);
    assign(azure, app.objectId, 'Log Analytics Contributor', group);
    const body: JsonObject = { properties: { mode: 'Incremental', template: template([], { parameters: { pass: { type: 'secureString' } } }), parameters: { pass: { reference: { keyVault: { id }, secretName: 'pass' } } } } };
    const deploy = () => app.send('PUT', `${group}/providers/Microsoft.Resources/deployments/d`, body);
    expect(codeOf(deploy())).toBe('KeyVaultParameterReferenceAuthorizationFailed');
    assign(azure, app.objectId, 'Contributor', id);
    expect(deploy().status).toBe(201);
  });
});

describe('a managed identity', () => {
  it('can be given to a resource only by somebody who may assign it', () => {
    const azure = world();
    const identity = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-one`;
    azure.send('PUT', identity, { location: 'westeurope' });
    const app = signIn(azure);
    assign(azure, app.objectId, 'Storage Account Contributor', group);
    const body = { ...accountBody(), identity: { type: 'UserAssigned', userAssignedIdentities: { [identity]: {} } } };
    expect(codeOf(app.send('PUT', account, body))).toBe('LinkedAuthorizationFailed');
    assign(azure, app.objectId, 'Managed Identity Operator', identity);
    expect(app.send('PUT', account, body).status).toBeLessThan(300);
  });
});
