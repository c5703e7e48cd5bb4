import { describe, expect, it } from 'vitest';
import { isSensitiveName, isSensitiveValue, replaceSensitive } from './sensitive-paths.ts';

describe('what counts as secret', () => {
  it.each(['password', 'adminPassword', 'clientSecret', 'connectionString', 'DB_CONNECTION_STRING', 'accountKey', 'sas-token', 'primaryKey', 'PrimaryConnectionString', 'API_KEY'])('text under the name %s does', (name) => {
    expect(isSensitiveName(name)).toBe(true);
  });

  it.each(['partitionKey', 'key', 'keyVaultUri', 'secretUri', 'keyName', 'disablePasswordAuthentication', 'name', 'tokenStore'])('text under the name %s does not', (name) => {
    expect(isSensitiveName(name)).toBe(false);
  });

  it.each([
    ['[reference(1).key]', false],
    ['@Microsoft.KeyVault(SecretUri=https://x)', false],
    ['', false],
    ['text', true],
    [true, false],
  ])('the value %s under a secret name is %s', (value, secret) => {
    expect(isSensitiveValue(value, { plainPath: 'properties.password', label: 'password' }, [])).toBe(secret);
  });

  it.each(['Endpoint=sb://x;SharedAccessKey=abc=', 'https://x/y?sv=1&sig=abcdefghijklmnopqrstuv%3D', 'postgres://user:pass@host/db', '-----BEGIN RSA PRIVATE KEY-----\nx'])('the text %s does, wherever it stands', (value) => {
    expect(isSensitiveValue(value, { plainPath: 'properties.note', label: 'note' }, [])).toBe(true);
  });

  it('is replaced at every depth, in settings by their name, and at the paths of the kind', () => {
    const body = { properties: { adminPassword: 'a', list: [{ name: 'DB_PASSWORD', value: 'b' }, { name: 'COLOR', value: 'red' }], seal: { inner: 7 }, free: 'x' } };
    expect(replaceSensitive(body, ['properties.seal'], () => '*')).toEqual({
      properties: { adminPassword: '*', list: [{ name: 'DB_PASSWORD', value: '*' }, { name: 'COLOR', value: 'red' }], seal: { inner: '*' }, free: 'x' },
    });
  });
});
