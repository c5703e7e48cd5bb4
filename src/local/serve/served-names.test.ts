import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answer } from '../request.ts';
import { answerForClient, requestForWorld } from './rewrite-hosts.ts';
import type { Front, ServedRequest } from './served-names.ts';
import { locateRequest, toAzure, toServed } from './served-names.ts';

const front: Front = { scheme: 'https', port: 8443, style: 'host' };

function located(host: string | undefined, target: string): ServedRequest {
  const place = locateRequest(front, host, target);
  if (place === undefined) throw new Error(`${host} is not known`);
  return place;
}

describe('where a request goes', () => {
  it.each([
    ['localhost:8443', '/subscriptions?api-version=1', 'https://management.azure.com/subscriptions?api-version=1'],
    ['127.0.0.1:8443', '//subscriptions/x', 'https://management.azure.com/subscriptions/x'],
    [undefined, '/tenants', 'https://management.azure.com/tenants'],
    ['management.localhost:8443', 'https://management.localhost:8443/tenants', 'https://management.azure.com/tenants'],
    ['localhost:8443', '/11111111-1111-4111-8111-111111111111/oauth2/v2.0/token', 'https://login.microsoftonline.com/11111111-1111-4111-8111-111111111111/oauth2/v2.0/token'],
    ['localhost:8443', '/common/discovery/instance?x=1', 'https://login.microsoftonline.com/common/discovery/instance?x=1'],
    ['localhost:8443', '/subscriptions/oauth2/x', 'https://management.azure.com/subscriptions/oauth2/x'],
    ['localhost:8443', '/metadata/identity/oauth2/token?resource=a', 'https://169.254.169.254/metadata/identity/oauth2/token?resource=a'],
    ['KV.vault.localhost:8443', '/secrets', 'https://kv.vault.azure.net/secrets'],
    ['app.scm.azurewebsites.localhost:8443', '/api/publish', 'https://app.scm.azurewebsites.net/api/publish'],
    ['app.azurewebsites.localhost:8443', '/', 'https://app.azurewebsites.net/'],
    ['localhost:8443', '/hosts/kv.vault.azure.net/secrets/a/?api-version=7.4', 'https://kv.vault.azure.net/secrets/a/?api-version=7.4'],
    ['management.azure.com', '/tenants', 'https://management.azure.com/tenants'],
    ['kv.vault.azure.net', '/secrets', 'https://kv.vault.azure.net/secrets'],
  ])('%s %s is %s', (host, target, url) => {
    expect(located(host, target).url.href).toBe(url);
  });

  it('is nowhere for hosts that are not ours: a page of a stranger cannot lead a browser in', () => {
    for (const host of ['evil.example', 'localhost.evil.example', 'vault.localhost.evil.example:8443', 'xvault.localhost:8443', '10.0.0.1:8443']) expect(locateRequest(front, host, '/')).toBeUndefined();
  });

  it('never throws, whatever the target and host are', () => {
    fc.assert(fc.property(fc.string(), fc.string(), (host, target) => {
      locateRequest(front, host, target);
      locateRequest(front, 'localhost', `/hosts/${target}`);
    }));
  });
});

describe('addresses for clients', () => {
  it('lead to this server by the name that the client used, and back', () => {
    const [byHost, byPath] = [located('127.0.0.1:8443', '/'), { ...located('127.0.0.1:8443', '/'), style: 'path' as const }];
    const served: readonly (readonly [string, string, string])[] = [
      ['https://management.azure.com/subscriptions/x?a=b', 'https://127.0.0.1:8443/subscriptions/x?a=b', 'https://127.0.0.1:8443/subscriptions/x?a=b'],
      ['https://kv.vault.azure.net/', 'https://kv.vault.localhost:8443/', 'https://127.0.0.1:8443/hosts/kv.vault.azure.net/'],
      ['https://kv.vault.azure.net/secrets/a', 'https://kv.vault.localhost:8443/secrets/a', 'https://127.0.0.1:8443/hosts/kv.vault.azure.net/secrets/a'],
      ['https://app.scm.azurewebsites.net', 'https://app.scm.azurewebsites.localhost:8443', 'https://127.0.0.1:8443/hosts/app.scm.azurewebsites.net'],
    ];
    for (const [azure, host, path] of served) {
      expect(toServed(front, byHost, azure)).toBe(host);
      expect(toServed(front, byPath, azure)).toBe(path);
      expect(toAzure(front, host)).toBe(azure);
      expect(toAzure(front, path)).toBe(azure);
    }
    expect(toServed(front, byHost, 'https://kv.vault.azure.net:443/secrets')).toBe('https://kv.vault.localhost:8443/secrets');
    for (const other of ['https://management.azure.com.evil.example/', 'see https://management.azure.com/', 'https://x.blob.core.windows.net/']) expect(toServed(front, byHost, other)).toBe(other);
    for (const other of ['https://localhost:9999/x', 'https://example.com:8443/', 'localhost']) expect(toAzure(front, other)).toBe(other);
  });

  it('stand in headers and in the fields that the service fills in, never in what the user wrote', () => {
    const place = located('localhost:8443', '/subscriptions');
    const body = {
      nextLink: 'https://management.azure.com/next',
      properties: { vaultUri: 'https://kv.vault.azure.net/', defaultHostName: 'app.azurewebsites.net', mine: 'https://management.azure.com/', outputs: { uri: { type: 'String', value: 'https://kv.vault.azure.net/' } }, template: { vaultUri: 'https://kv.vault.azure.net/' } },
      tags: { nextLink: 'https://management.azure.com/' },
    };
    const given = answerForClient(front, place, answer(200, body, { location: 'https://management.azure.com/op', 'x-own': 'https://management.azure.com/' }));
    expect(given.headers).toMatchObject({ location: 'https://localhost:8443/op', 'x-own': 'https://management.azure.com/' });
    expect(JSON.parse(given.body ?? '')).toEqual({
      nextLink: 'https://localhost:8443/next',
      properties: { vaultUri: 'https://kv.vault.localhost:8443/', defaultHostName: 'app.azurewebsites.localhost:8443', mine: 'https://management.azure.com/', outputs: { uri: { type: 'String', value: 'https://kv.vault.localhost:8443/' } }, template: { vaultUri: 'https://kv.vault.azure.net/' } },
      tags: { nextLink: 'https://management.azure.com/' },
    });
    const back = requestForWorld(front, place, { method: 'PUT', headers: {}, body: JSON.stringify({ properties: { vaultUri: 'https://kv.vault.localhost:8443/', mine: 'https://kv.vault.localhost:8443/' } }) });
    expect(JSON.parse(back.body ?? '')).toEqual({ properties: { vaultUri: 'https://kv.vault.azure.net/', mine: 'https://kv.vault.localhost:8443/' } });
  });

  it('leave the value of a secret alone', () => {
    const place = located('kv.vault.localhost:8443', '/secrets/a');
    const given = answerForClient(front, place, answer(200, { value: 'https://kv.vault.azure.net/secrets/a', id: 'https://kv.vault.azure.net/secrets/a/1' }));
    expect(JSON.parse(given.body ?? '')).toEqual({ value: 'https://kv.vault.azure.net/secrets/a', id: 'https://kv.vault.localhost:8443/secrets/a/1' });
  });

  it('make a challenge that stock clients accept for the host they called', () => {
    const challenge = { 'www-authenticate': 'Bearer authorization="https://login.microsoftonline.com/t", resource="https://vault.azure.net"' };
    const byHost = answerForClient(front, located('kv.vault.localhost:8443', '/secrets'), answer(401, {}, challenge));
    expect(byHost.headers['www-authenticate']).toBe('Bearer authorization="https://localhost:8443/t", resource="https://vault.localhost:8443"');
    const form = requestForWorld(front, located('localhost:8443', '/t/oauth2/v2.0/token'), { method: 'POST', headers: {}, body: 'grant_type=client_credentials&client_secret=a%2Bb&scope=https%3A%2F%2Fvault.localhost%3A8443%2F.default' });
    expect(Object.fromEntries(new URLSearchParams(form.body))).toEqual({ grant_type: 'client_credentials', client_secret: 'a+b', scope: 'https://vault.azure.net/.default' });
  });

  it('change nothing for clients that use the names of Azure', () => {
    const given = answer(200, { nextLink: 'https://management.azure.com/next' }, { location: 'https://management.azure.com/op' });
    expect(answerForClient(front, located('management.azure.com', '/'), given)).toEqual(given);
  });
});
