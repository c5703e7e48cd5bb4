import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../model/json.ts';
import { createTestAzure, storageAccount, subscriptionPath, template } from '../local-azure.fake.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const account = `${group}/providers/Microsoft.Storage/storageAccounts/stone`;
const asked: JsonObject = { signedServices: 'bq', signedResourceTypes: 'sco', signedPermission: 'rl', signedExpiry: '2031-05-01T00:00:00Z' };

describe('a shared access signature', () => {
  function made() {
    const azure = createTestAzure();
    azure.prepare('rg', 'Microsoft.Storage');
    azure.deploy('d', template([storageAccount('stone')]), { group: 'rg' });
    const keys = azure.send('POST', `${account}/listKeys`).body['keys'] as readonly { readonly value: string }[];
    return { azure, key: keys[0]?.value ?? '', other: keys[1]?.value ?? '' };
  }

  const signature = (key: string, text: string) => createHmac('sha256', Buffer.from(key, 'base64')).update(text, 'utf8').digest('base64');

  it('of an account holds what was asked for and is signed with its first key, or the one that is named', () => {
    const { azure, key, other } = made();
    const token = (body: JsonObject) => new URLSearchParams(String(azure.send('POST', `${account}/listAccountSas`, body).body['accountSasToken']));
    const text = 'stone\nrl\nbq\nsco\n\n2031-05-01T00:00:00Z\n\nhttps\n2015-04-05\n';
    expect(Object.fromEntries(token({ ...asked, signedProtocol: 'https' }))).toEqual({ sv: '2015-04-05', ss: 'bq', srt: 'sco', sp: 'rl', se: '2031-05-01T00:00:00Z', spr: 'https', sig: signature(key, text) });
    expect(token({ ...asked, signedProtocol: 'https', keyToSign: 'key2' }).get('sig')).toBe(signature(other, text));
  });

  it('of a service is signed for one resource', () => {
    const { azure, key } = made();
    const body = { canonicalizedResource: '/blob/stone/uploads', signedResource: 'c', signedPermission: 'r', signedExpiry: '2031-05-01T00:00:00Z' };
    const token = new URLSearchParams(String(azure.send('POST', `${account}/listServiceSas`, body).body['serviceSasToken']));
    expect(token.get('sig')).toBe(signature(key, 'r\n\n2031-05-01T00:00:00Z\n/blob/stone/uploads\n\n\n\n2015-04-05\n\n\n\n\n'));
  });

  it('is refused without its end, and made by a template', () => {
    const { azure } = made();
    const { signedExpiry: _end, ...rest } = asked;
    expect(azure.send('POST', `${account}/listAccountSas`, rest)).toMatchObject({ status: 400, body: { error: { code: 'InvalidValuesForRequestParameters', message: 'Values for request parameters are invalid: signedExpiry.' } } });
    const outputs = { sas: { type: 'string', value: "[listAccountSas('stone', '2023-01-01', createObject('signedServices', 'b', 'signedResourceTypes', 'c', 'signedPermission', 'r', 'signedExpiry', '2031-05-01T00:00:00Z')).accountSasToken]" } };
    const view = azure.deploy('e', template([storageAccount('stone')], { outputs }), { group: 'rg' });
    expect(JSON.stringify(view['properties'])).toContain('se=2031-05-01T00%3A00%3A00Z');
  });
});
