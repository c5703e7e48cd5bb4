import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createTestAzure, storageAccount, subscriptionPath, testTenant } from '../local-azure.fake.ts';
import type { TestAzure } from '../local-azure.fake.ts';
import type { JsonObject } from '../../model/json.ts';
import { ensureLocalPrincipal } from './local-principal.ts';
import { identityHeader } from './managed-identity.ts';

interface Said {
  readonly status: number;
  readonly body: JsonObject;
}

function call({ azure }: TestAzure, method: string, url: string, headers: Readonly<Record<string, string>> = {}, body?: string): Said {
  const answer = azure.handle({ method, url, headers, network: true, ...(body === undefined ? {} : { body }) });
  if (answer.kind !== 'response') throw new Error(answer.code);
  return { status: answer.status, body: JSON.parse(answer.body ?? '{}') as JsonObject };
}

function claims(token: unknown): JsonObject {
  return JSON.parse(Buffer.from(String(token).split('.')[1] ?? '', 'base64url').toString('utf8')) as JsonObject;
}

describe('the sign-in', () => {
  const login = `https://login.microsoftonline.com/${testTenant}`;

  function signedUp(): { readonly test: TestAzure; readonly form: (more: Readonly<Record<string, string>>) => string; readonly secret: string; readonly clientId: string } {
    const test = createTestAzure();
    const { credentials } = ensureLocalPrincipal(test.azure, test.worldFolder);
    const form = (more: Readonly<Record<string, string>>): string => new URLSearchParams({ grant_type: 'client_credentials', client_id: credentials.clientId, client_secret: credentials.clientSecret, scope: 'https://management.azure.com/.default', ...more }).toString();
    return { test, form, secret: credentials.clientSecret, clientId: credentials.clientId };
  }

  it('gives tokens that Resource Manager takes, until they end', () => {
    const { test, form } = signedUp();
    const granted = call(test, 'POST', `${login}/oauth2/v2.0/token`, {}, form({}));
    expect(granted).toMatchObject({ status: 200, body: { token_type: 'Bearer', expires_in: 3599 } });
    expect(claims(granted.body['access_token'])).toMatchObject({ aud: 'https://management.azure.com', tid: testTenant });
    const authorization = `Bearer ${String(granted.body['access_token'])}`;
    const read = (): Said => call(test, 'GET', 'https://management.azure.com/subscriptions?api-version=2022-12-01', { authorization });
    expect(read().status).toBe(200);
    test.advance(3_601_000);
    expect(read()).toMatchObject({ status: 401, body: { error: { code: 'ExpiredAuthenticationToken' } } });
  });

  it('has the older endpoint too, and takes credentials in the header', () => {
    const { test, secret, clientId } = signedUp();
    const basic = `Basic ${Buffer.from(`${clientId}:${encodeURIComponent(secret)}`).toString('base64')}`;
    const granted = call(test, 'POST', `${login}/oauth2/token`, { authorization: basic }, 'grant_type=client_credentials&resource=https%3A%2F%2Fvault.azure.net');
    expect(granted.body).toMatchObject({ expires_in: '3599', resource: 'https://vault.azure.net' });
    expect(claims(granted.body['access_token'])['aud']).toBe('https://vault.azure.net');
  });

  it.each([
    ['a wrong secret', { client_secret: 'x' }, 401, 7000215, 'invalid_client'],
    ['no secret', { client_secret: '' }, 401, 7000218, 'invalid_client'],
    ['an assertion', { client_assertion: 'x.y.z' }, 401, 700211, 'invalid_client'],
    ['an unknown application', { client_id: '00000000-0000-0000-0000-000000000009' }, 400, 700016, 'unauthorized_client'],
    ['another flow', { grant_type: 'password' }, 400, 70003, 'unsupported_grant_type'],
    ['a refresh', { grant_type: 'refresh_token' }, 400, 70003, 'unsupported_grant_type'],
    ['no scope', { scope: '' }, 400, 900144, 'invalid_request'],
    ['a scope without /.default', { scope: 'https://management.azure.com/user_impersonation' }, 400, 1002012, 'invalid_scope'],
    ['an unknown resource', { scope: 'https://example.com/.default' }, 400, 500011, 'invalid_resource'],
  ])('refuses %s with its number', (_, more, status, number, error) => {
    const { test, form } = signedUp();
    const refused = call(test, 'POST', `${login}/oauth2/v2.0/token`, {}, form(more));
    expect(refused).toMatchObject({ status, body: { error, error_codes: [number], error_description: expect.stringContaining(`AADSTS${number}: `) } });
    expect(JSON.stringify(refused.body)).not.toContain('access_token');
  });

  it('is described for discovery, in its own tenant only', () => {
    const { test } = signedUp();
    expect(call(test, 'GET', `${login}/v2.0/.well-known/openid-configuration`).body).toMatchObject({ token_endpoint: `${login}/oauth2/v2.0/token`, issuer: `${login}/v2.0` });
    expect(call(test, 'GET', 'https://login.microsoftonline.com/common/discovery/instance?api-version=1.1').body).toMatchObject({ tenant_discovery_endpoint: `${login}/v2.0/.well-known/openid-configuration` });
    expect(call(test, 'GET', 'https://login.microsoftonline.com/other.example/v2.0/.well-known/openid-configuration')).toMatchObject({ status: 400, body: { error_codes: [90002] } });
  });

  it('lets the ready-made principal work above subscriptions too', () => {
    const { test, form } = signedUp();
    const authorization = `Bearer ${String(call(test, 'POST', `${login}/oauth2/v2.0/token`, {}, form({})).body['access_token'])}`;
    const group = 'https://management.azure.com/providers/Microsoft.Management/managementGroups/mg-one?api-version=2020-05-01';
    expect(call(test, 'PUT', group, { authorization, 'content-type': 'application/json' }, '{"properties":{}}').status).toBeLessThan(300);
    expect(call(test, 'GET', group, { authorization }).status).toBe(200);
  });

  it('keeps the ready-made principal of a world across starts, and renews a spoiled file', () => {
    const { test, secret } = signedUp();
    expect(ensureLocalPrincipal(test.azure, test.worldFolder).credentials.clientSecret).toBe(secret);
    const file = join(test.worldFolder, 'credentials.json');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    writeFileSync(file, '{');
    expect(ensureLocalPrincipal(test.azure, test.worldFolder).credentials.clientSecret).not.toBe(secret);
  });
});

describe('the token services of managed identities', () => {
  const metadata = 'http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fmanagement.azure.com%2F';
  const service = 'http://169.254.169.254/msi/token?api-version=2019-08-01&resource=https%3A%2F%2Fvault.azure.net';

  function withIdentity(): { readonly test: TestAzure; readonly identity: JsonObject; readonly id: string } {
    const test = createTestAzure({ settings: { timeScale: 0 } });
    test.prepare('rg', 'Microsoft.ManagedIdentity', 'Microsoft.Storage');
    const body = { type: 'Microsoft.ManagedIdentity/userAssignedIdentities', apiVersion: '2024-11-30', name: 'one', location: 'westeurope' };
    const done = test.deploy('d', { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [body, { ...body, name: 'two' }, storageAccount('plain')] }, { group: 'rg' });
    expect((done['properties'] as JsonObject)['provisioningState']).toBe('Succeeded');
    const id = `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.ManagedIdentity/userAssignedIdentities/one`;
    return { test, id, identity: test.send('GET', `${id}?api-version=2024-11-30`).body['properties'] as JsonObject };
  }

  it('answer for the named identity, by client, object or resource id', () => {
    const { test, identity, id } = withIdentity();
    for (const query of [`client_id=${String(identity['clientId'])}`, `object_id=${String(identity['principalId'])}`, `mi_res_id=${encodeURIComponent(id)}`]) {
      const given = call(test, 'GET', `${metadata}&${query}`, { metadata: 'true' });
      expect(given).toMatchObject({ status: 200, body: { client_id: identity['clientId'], resource: 'https://management.azure.com/', expires_in: '86399', token_type: 'Bearer' } });
      expect(claims(given.body['access_token'])).toMatchObject({ oid: identity['principalId'], xms_mirid: id });
    }
    expect(call(test, 'GET', metadata, { metadata: 'true' }).body['error_description']).toMatch(/^Multiple user assigned identities exist/);
    expect(call(test, 'GET', `${metadata}&client_id=00000000-0000-0000-0000-000000000009`, { metadata: 'true' })).toMatchObject({ status: 400, body: { error_description: 'Identity not found' } });
  });

  it('refuse requests that a page or a forwarding server could have been talked into', () => {
    const { test, identity } = withIdentity();
    const url = `${metadata}&client_id=${String(identity['clientId'])}`;
    expect(call(test, 'GET', url).status).toBe(400);
    expect(call(test, 'GET', url, { metadata: 'true', 'x-forwarded-for': '1.2.3.4' }).status).toBe(400);
    expect(call(test, 'POST', url, { metadata: 'true' }, '').status).toBe(405);
  });

  it('take the header of App Service, and only the right one', () => {
    const { test, identity } = withIdentity();
    const url = `${service}&client_id=${String(identity['clientId'])}`;
    const header = test.azure.inWorld(({ db }) => identityHeader(db));
    expect(call(test, 'GET', url).status).toBe(400);
    expect(call(test, 'GET', url, { 'x-identity-header': 'wrong' }).status).toBe(401);
    const given = call(test, 'GET', url, { 'x-identity-header': header });
    expect(given.body).toMatchObject({ client_id: identity['clientId'], resource: 'https://vault.azure.net' });
    expect(claims(given.body['access_token'])['aud']).toBe('https://vault.azure.net');
  });
});
