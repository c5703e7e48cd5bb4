import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { writeFaultFile } from '../faults/fault-file.ts';
import { parseFaultRule } from '../faults/parse-fault-rule.ts';
import { createTestAzure, subscriptionPath, testTenant } from '../local-azure.fake.ts';
import type { LocalResponse } from '../request.ts';

const sitePath = `${subscriptionPath}/resourcegroups/web/providers/Microsoft.Web/sites/shop`;
/** An empty zip file: nothing but the end of its directory. */
const zip = new Uint8Array([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]);

function siteAzure() {
  const test = createTestAzure();
  test.prepare('web', 'Microsoft.Web');
  test.send('PUT', sitePath, { location: 'westeurope', kind: 'functionapp,linux', properties: {} });
  test.advance(1000);
  const call = (method: string, url: string, bytes?: Uint8Array) =>
    test.azure.handle({ method, url, headers: { authorization: 'Bearer test' }, ...(bytes === undefined ? {} : { bytes }) });
  const publish = (bytes = zip, query = '') => call('POST', `https://shop.scm.azurewebsites.net/api/publish?type=zip${query}`, bytes) as LocalResponse;
  return { ...test, call, publish };
}

describe('publishing a package', () => {
  it('keeps hash and size, is done after a while, and shows it', () => {
    const { call, publish, advance, send } = siteAzure();
    const accepted = publish(zip, '&RemoteBuild=true&Deployer=atakora');
    expect(accepted.status).toBe(202);
    const id = accepted.headers['scm-deployment-id'] ?? '';
    expect(accepted.headers['location']).toBe(`https://shop.scm.azurewebsites.net/api/deployments/${id}`);
    const poll = () => call('GET', accepted.headers['location'] ?? '') as LocalResponse;
    expect([poll().status, (JSON.parse(poll().body ?? '') as JsonObject)['complete']]).toEqual([202, false]);
    advance(1000);
    const done = JSON.parse(poll().body ?? '') as JsonObject;
    expect(done).toMatchObject({ id, status: 4, complete: true, active: true, deployer: 'atakora' });
    expect(done['local']).toEqual({ sha256: '8739c76e681f900923b900c9df0ef75cf421d39cabb54650c4b9ad19b6a76d85', size: 22, remoteBuild: true });
    expect((send('GET', `${sitePath}/deployments`).body['value'] as readonly unknown[]).length).toBe(1);
  });

  it('takes one package at a time', () => {
    const { publish, advance } = siteAzure();
    publish();
    expect([publish().status, publish().body]).toEqual([409, 'There is a deployment currently in progress. Please try again when it completes.']);
    advance(1000);
    expect(publish().status).toBe(202);
  });

  it('refuses what is no package, other kinds, and callers without a token', () => {
    const { azure, call, publish } = siteAzure();
    expect(publish(new Uint8Array(100)).status).toBe(400);
    expect(publish(new Uint8Array()).status).toBe(400);
    expect((call('POST', 'https://shop.scm.azurewebsites.net/api/publish?type=war', zip) as LocalResponse).status).toBe(400);
    expect(azure.handle({ method: 'POST', url: 'https://shop.scm.azurewebsites.net/api/publish', headers: {}, bytes: zip })).toMatchObject({ status: 401 });
    expect((call('GET', 'https://shop.scm.azurewebsites.net/api/deployments/latest') as LocalResponse).status).toBe(404);
    expect(call('GET', 'https://other.scm.azurewebsites.net/api/deployments').kind).toBe('unreachable');
  });

  it('forgets the packages with the app', () => {
    const { send, publish, advance, call } = siteAzure();
    publish();
    send('DELETE', sitePath);
    advance(5000);
    send('PUT', sitePath, { location: 'westeurope', kind: 'functionapp,linux', properties: {} });
    advance(1000);
    expect((call('GET', 'https://shop.scm.azurewebsites.net/api/deployments') as LocalResponse).body).toBe('[]');
  });
});

describe('an app', () => {
  it('says that it is not run, wherever one asks, unless a rule says otherwise', () => {
    const { call, send, worldFolder } = siteAzure();
    const hostOf = () => send('GET', `${sitePath}/host/default/properties/status`).body['properties'];
    const health = () => call('GET', 'https://shop.azurewebsites.net/api/health') as LocalResponse;
    expect([health().status, health().body]).toEqual([501, 'not run (local)']);
    writeFaultFile(worldFolder, { seed: 1, rules: [parseFaultRule('unhealthy name=shop')] });
    expect(health().status).toBe(503);
    expect(hostOf()).toMatchObject({ state: 'Error', errors: ['Unhealthy'] });
    writeFaultFile(worldFolder, { seed: 1, rules: [parseFaultRule('healthy name=shop')] });
    expect(health().status).toBe(200);
    expect(hostOf()).toMatchObject({ state: 'Running' });
  });

  it('says what its Key Vault references point to, and fetches them when it is told to', () => {
    const { azure, send, prepare, advance } = siteAzure();
    prepare('web', 'Microsoft.KeyVault');
    const vaultPath = `${subscriptionPath}/resourcegroups/web/providers/Microsoft.KeyVault/vaults/kv-shop`;
    send('PUT', vaultPath, { location: 'westeurope', properties: { tenantId: testTenant, sku: { family: 'A', name: 'standard' }, enableRbacAuthorization: true } });
    advance(60_000);
    const set = (enabled: boolean) => azure.handle({ method: 'PUT', url: 'https://kv-shop.vault.azure.net/secrets/PAY-KEY?api-version=7.4', headers: { authorization: 'Bearer test' }, body: JSON.stringify({ value: 'x', attributes: { enabled } }) });
    const setting = (name: string, inner: string) => ({ name, value: `@Microsoft.KeyVault(${inner})` });
    const appSettings = [setting('A', 'SecretUri=https://kv-shop.vault.azure.net/secrets/PAY-KEY/'), setting('B', 'VaultName=kv-shop;SecretName=OTHER'), setting('C', 'VaultName=kv-none;SecretName=OTHER'), setting('D', 'nothing'), { name: 'E', value: 'plain' }];
    send('PUT', sitePath, { location: 'westeurope', kind: 'functionapp,linux', properties: { siteConfig: { appSettings } } });
    advance(1000);
    const statuses = () => (send('GET', `${sitePath}/config/configreferences/appsettings`).body['value'] as readonly JsonObject[]).map(({ name, properties }) => [name, (properties as JsonObject)['status']]);
    expect(statuses()).toEqual([['A', 'SecretNotFound'], ['B', 'SecretNotFound'], ['C', 'VaultNotFound'], ['D', 'InvalidSyntax']]);
    set(true);
    expect(statuses()[0]).toEqual(['A', 'Resolved']);
    expect(send('POST', `${sitePath}/config/configreferences/appsettings/refresh`).status).toBe(200);
    expect(send('GET', `${sitePath}/host/default/properties/status`).body['properties']).toMatchObject({ refreshes: 1, restarts: 0 });
    set(false);
    expect(statuses()[0]).toEqual(['A', 'OtherReasons']);
    expect(send('POST', `${sitePath.replace('/shop', '/none')}/config/configreferences/appsettings/refresh`).status).toBe(404);
  });

  it('restarts, stops and starts, and its host says that nothing runs it', () => {
    const { send } = siteAzure();
    const stateOf = () => (send('GET', sitePath).body['properties'] as JsonObject)['state'];
    expect(send('POST', `${sitePath}/restart`).status).toBe(200);
    expect(send('GET', `${sitePath}/host/default/properties/status`).body['properties']).toMatchObject({ state: 'not run (local)', restarts: 1 });
    expect([send('POST', `${sitePath}/stop`).status, stateOf()]).toEqual([200, 'Stopped']);
    expect([send('POST', `${sitePath}/start`).status, stateOf()]).toEqual([200, 'Running']);
    expect(send('POST', `${sitePath.replace('/shop', '/none')}/restart`).status).toBe(404);
  });
});
