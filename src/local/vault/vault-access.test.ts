import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../model/json.ts';
import { assign, signIn, withWorld } from '../access/test-identity.fake.ts';
import { issueToken } from '../access/tokens.ts';
import type { Answer, TestAzure } from '../local-azure.fake.ts';
import { createTestAzure, readAnswer, subscriptionPath, testTenant, vault } from '../local-azure.fake.ts';
import type { LocalResponse } from '../request.ts';

const id = `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-one`;

function world(properties: JsonObject = {}): TestAzure {
  const azure = createTestAzure();
  azure.prepare('rg', 'Microsoft.KeyVault');
  const { location, properties: own } = vault('kv-one');
  azure.send('PUT', id, { location: location ?? null, properties: { ...(own as JsonObject), ...properties } });
  azure.advance(1000);
  return azure;
}

/** The owner asks the vault, in process. */
function ask(azure: TestAzure, method: string, path: string, body?: Json): Answer {
  const url = `https://kv-one.vault.azure.net${path}${path.includes('?') ? '&' : '?'}api-version=7.4`;
  return readAnswer(azure.azure.handle({ method, url, headers: { authorization: 'Bearer local' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) }) as LocalResponse);
}

function reason({ body }: Answer): unknown {
  return ((body['error'] as JsonObject | undefined)?.['innererror'] as JsonObject | undefined)?.['code'];
}

function ids(answer: Answer): readonly string[] {
  return (answer.body['value'] as readonly JsonObject[]).map((item) => String(item['id']).split('/').at(-1) ?? '');
}

describe('secrets of a vault with roles', () => {
  it('are for the roles that cover the action: users read, officers write, readers see names, administrators of the vault nothing', () => {
    const azure = world();
    ask(azure, 'PUT', '/secrets/pass', { value: 'hush' });
    const rights = (role: string): readonly number[] => {
      const app = signIn(azure, role);
      assign(azure, app.objectId, role, id);
      return [app.ask('kv-one', 'GET', '/secrets/pass'), app.ask('kv-one', 'GET', '/secrets'), app.ask('kv-one', 'PUT', `/secrets/of-${role.replaceAll(' ', '-')}`, { value: 'v' }), app.ask('kv-one', 'PATCH', '/secrets/pass', { tags: {} })].map(({ status }) => status);
    };
    expect(rights('Key Vault Secrets User')).toEqual([200, 200, 403, 403]);
    expect(rights('Key Vault Reader')).toEqual([403, 200, 403, 403]);
    expect(rights('Key Vault Secrets Officer')).toEqual([200, 200, 200, 200]);
    expect(rights('Key Vault Administrator')).toEqual([200, 200, 200, 200]);
    expect(rights('Key Vault Contributor')).toEqual([403, 403, 403, 403]);
    expect(rights('Owner')).toEqual([403, 403, 403, 403]);
  });

  it('can be given one by one', () => {
    const azure = world();
    for (const name of ['one', 'two']) ask(azure, 'PUT', `/secrets/${name}`, { value: name });
    const app = signIn(azure);
    azure.send('PUT', `${id}/secrets/one`, { properties: { value: 'one' } });
    assign(azure, app.objectId, 'Key Vault Secrets User', `${id}/secrets/one`);
    expect([app.ask('kv-one', 'GET', '/secrets/one').status, app.ask('kv-one', 'GET', '/secrets/two').status, app.ask('kv-one', 'GET', '/secrets').status]).toEqual([200, 403, 403]);
  });

  it('are the owner’s without a role', () => {
    const azure = world();
    expect(ask(azure, 'PUT', '/secrets/pass', { value: 'v' }).status).toBe(200);
  });
});

describe('secrets of a vault with access policies', () => {
  it('are for whom a policy names, for what it names', () => {
    const azure = world({ enableRbacAuthorization: false, accessPolicies: [] });
    const app = signIn(azure);
    expect(reason(app.ask('kv-one', 'GET', '/secrets/pass'))).toBe('AccessDenied');
    const policies = [{ tenantId: testTenant, objectId: app.objectId, permissions: { secrets: ['Get', 'set'] } }];
    azure.send('PATCH', id, { properties: { accessPolicies: policies } });
    azure.advance(1000);
    expect([app.ask('kv-one', 'PUT', '/secrets/pass', { value: 'v' }).status, app.ask('kv-one', 'GET', '/secrets/pass').status, reason(app.ask('kv-one', 'DELETE', '/secrets/pass'))]).toEqual([200, 200, 'ForbiddenByPolicy']);
  });
});

describe('the network of a vault', () => {
  it.each([
    [{ publicNetworkAccess: 'Disabled' }, 'ForbiddenByConnection'],
    [{ networkAcls: { defaultAction: 'Deny' } }, 'ForbiddenByFirewall'],
    [{ networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '127.0.0.0/8' }] } }, undefined],
    [{ networkAcls: { defaultAction: 'Deny', ipRules: [{ value: '127.0.0.2' }] } }, 'ForbiddenByFirewall'],
    [{ networkAcls: { defaultAction: 'Allow' } }, undefined],
  ])('with %j keeps even the owner out with %s', (properties, expected) => {
    expect(reason(ask(world(properties as JsonObject), 'GET', '/secrets/none'))).toBe(expected);
  });
});

describe('a token', () => {
  it('for Resource Manager opens no vault, and one for vaults no Resource Manager', () => {
    const azure = world();
    const app = signIn(azure);
    const send = (url: string, token: string) => readAnswer(azure.azure.handle({ method: 'GET', url, headers: { authorization: `Bearer ${token}` } }) as LocalResponse);
    const wrong = send('https://kv-one.vault.azure.net/secrets?api-version=7.4', app.token('https://management.azure.com/'));
    expect([wrong.status, (wrong.body['error'] as JsonObject)['message']]).toEqual([401, 'AKV10022: Invalid audience. Expected https://vault.azure.net, found: https://management.azure.com/.']);
    expect(wrong.headers['www-authenticate']).toContain('resource="https://vault.azure.net"');
    const other = send(`https://management.azure.com${subscriptionPath}?api-version=2022-12-01`, app.token('https://vault.azure.net'));
    expect([other.status, (other.body['error'] as JsonObject)['code']]).toEqual([401, 'InvalidAuthenticationTokenAudience']);
  });

  it('of a managed identity opens what its role opens', () => {
    const azure = world();
    azure.send('POST', `${subscriptionPath}/providers/Microsoft.ManagedIdentity/register`);
    azure.advance(1000);
    const identity = azure.send('PUT', `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/id-one`, { location: 'westeurope' });
    azure.advance(1000);
    const { principalId, clientId } = identity.body['properties'] as { readonly principalId: string; readonly clientId: string };
    ask(azure, 'PUT', '/secrets/pass', { value: 'hush' });
    const now = azure.clock.now();
    const token = withWorld(azure, (db) => issueToken(db, { principalId, clientId, kind: 'managedIdentity', audience: 'https://vault.azure.net', tenantId: testTenant, issuedAt: now, expiresAt: '2026-01-16T10:00:00.000Z' }));
    const get = () => readAnswer(azure.azure.handle({ method: 'GET', url: 'https://kv-one.vault.azure.net/secrets/pass?api-version=7.4', headers: { authorization: `Bearer ${token}` }, network: true }) as LocalResponse);
    expect(reason(get())).toBe('ForbiddenByRbac');
    assign(azure, principalId, 'Key Vault Secrets User', id);
    expect(get().body['value']).toBe('hush');
  });
});

describe('secrets', () => {
  it('are between the places while they are deleted and recovered', () => {
    const azure = world();
    ask(azure, 'PUT', '/secrets/pass', { value: 'v' });
    ask(azure, 'DELETE', '/secrets/pass');
    expect([reason(ask(azure, 'POST', '/deletedsecrets/pass/recover')), reason(ask(azure, 'DELETE', '/deletedsecrets/pass')), ids(ask(azure, 'GET', '/secrets'))]).toEqual(['ObjectIsBeingDeleted', 'ObjectIsBeingDeleted', []]);
    azure.advance(1000);
    expect(ask(azure, 'POST', '/deletedsecrets/pass/recover').status).toBe(200);
    expect([ask(azure, 'GET', '/secrets/pass').status, ids(ask(azure, 'GET', '/secrets')), ids(ask(azure, 'GET', '/deletedsecrets'))]).toEqual([404, [], []]);
    azure.advance(1000);
    expect([ask(azure, 'GET', '/secrets/pass').status, ids(ask(azure, 'GET', '/secrets'))]).toEqual([200, ['pass']]);
  });

  it('have versions that are listed by id, whatever the order they came in, and names without regard to case', () => {
    const azure = world();
    for (const name of ['b', 'C', 'a', 'a', 'a']) ask(azure, 'PUT', `/secrets/${name}`, { value: name });
    expect(ids(ask(azure, 'GET', '/secrets'))).toEqual(['a', 'b', 'C']);
    const versions = ids(ask(azure, 'GET', '/secrets/A/versions'));
    expect(versions).toEqual([...versions].sort());
    expect(versions).toHaveLength(3);
  });

  it('come in pages of 25, or of what is asked for, behind links that can be followed', () => {
    const azure = world();
    for (let i = 0; i < 30; i += 1) ask(azure, 'PUT', `/secrets/s${String(i).padStart(2, '0')}`, { value: 'v' });
    const first = ask(azure, 'GET', '/secrets');
    const link = String(first.body['nextLink']);
    expect([ids(first).length, link]).toEqual([25, expect.stringMatching(/^https:\/\/kv-one\.vault\.azure\.net:443\/secrets\?api-version=7\.4&\$skiptoken=[^&]+$/)]);
    const rest = readAnswer(azure.azure.handle({ method: 'GET', url: link, headers: { authorization: 'Bearer local' } }) as LocalResponse);
    expect([ids(rest), rest.body['nextLink']]).toEqual([['s25', 's26', 's27', 's28', 's29'], null]);
    expect(['0', '26', 'x', '1.5'].map((size) => ask(azure, 'GET', `/secrets?maxresults=${size}`).status)).toEqual([400, 400, 400, 400]);
  });

  it('that nobody recovers are gone when their days are over', () => {
    const azure = world();
    ask(azure, 'PUT', '/secrets/pass', { value: 'v' });
    ask(azure, 'DELETE', '/secrets/pass');
    azure.advance(7 * 86_400_000 - 1000);
    expect(ids(ask(azure, 'GET', '/deletedsecrets'))).toEqual(['pass']);
    azure.advance(2000);
    expect([ids(ask(azure, 'GET', '/deletedsecrets')), ask(azure, 'PUT', '/secrets/pass', { value: 'v' }).status]).toEqual([[], 200]);
  });

  it('are backed up closed, and come back in another vault of this world only under a free name', () => {
    const azure = world();
    ask(azure, 'PUT', '/secrets/pass', { value: 'hush-hush' });
    const { value } = ask(azure, 'POST', '/secrets/pass/backup').body;
    const text = Buffer.from(String(value), 'base64url').toString('latin1');
    expect([text.startsWith('(AzureKeyVaultSecretBackupV1.microsoft.com'), text.includes('hush-hush')]).toEqual([true, false]);
    expect(ask(azure, 'POST', '/secrets/restore', { value: value ?? null }).status).toBe(409);
    ask(azure, 'DELETE', '/secrets/pass');
    azure.advance(1000);
    expect(reason(ask(azure, 'POST', '/secrets/restore', { value: value ?? null }))).toBe('ObjectIsDeletedButRecoverable');
    ask(azure, 'DELETE', '/deletedsecrets/pass');
    azure.advance(1000);
    expect(ask(azure, 'POST', '/secrets/restore', { value: value ?? null }).status).toBe(200);
    expect(ask(azure, 'GET', '/secrets/pass').body['value']).toBe('hush-hush');
    const { location, properties } = vault('kv-two');
    azure.send('PUT', id.replace('kv-one', 'kv-two'), { location: location ?? null, properties: properties ?? {} });
    const there = azure.azure.handle({ method: 'POST', url: 'https://kv-two.vault.azure.net/secrets/restore?api-version=7.4', headers: { authorization: 'Bearer local' }, body: JSON.stringify({ value }) });
    expect(readAnswer(there as LocalResponse).status).toBe(200);
  });

  it('of a vault that is not there, or deleted, have no host', () => {
    const azure = world();
    const at = (host: string) => azure.azure.handle({ method: 'GET', url: `https://${host}.vault.azure.net/secrets?api-version=7.4`, headers: { authorization: 'Bearer local' } });
    expect(at('kv-none')).toMatchObject({ kind: 'unreachable', code: 'ENOTFOUND' });
    azure.send('DELETE', id);
    azure.advance(1000);
    expect(at('kv-one')).toMatchObject({ kind: 'unreachable', host: 'kv-one.vault.azure.net' });
  });
});
