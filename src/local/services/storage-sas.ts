import { createHmac } from 'node:crypto';
import type { Json, JsonObject } from '../../model/json.ts';
import { refuse } from '../refusal.ts';

/** The version of the service that Resource Manager signs for. */
const signedVersion = '2015-04-05';

const serviceHeaders = ['rscc', 'rscd', 'rsce', 'rscl', 'rsct'] as const;

/**
 * The answer of `listAccountSas` or `listServiceSas`: a token that is signed as the service signs it, with a key of the account, so that
 * what checks signatures takes it. Undefined for other actions.
 * @param key key of the account, base64
 * @param asked the body of the request
 * @throws Refusal `InvalidValuesForRequestParameters` when the body leaves out what the service asks for
 * @see https://learn.microsoft.com/rest/api/storagerp/storage-accounts/list-account-sas
 * @see https://learn.microsoft.com/rest/api/storageservices/create-account-sas
 */
export function storageSas(account: string, action: string, key: string, asked: JsonObject): JsonObject | undefined {
  switch (action.toLowerCase()) {
    case 'listaccountsas':
      return { accountSasToken: accountToken(account, key, asked) };
    case 'listservicesas':
      return { serviceSasToken: serviceToken(key, asked) };
    default:
      return undefined;
  }
}

function accountToken(account: string, key: string, asked: JsonObject): string {
  requireAll(asked, ['signedServices', 'signedResourceTypes', 'signedPermission', 'signedExpiry']);
  const fields = { sv: signedVersion, ss: textOf(asked['signedServices']), srt: textOf(asked['signedResourceTypes']), ...common(asked) };
  const { ss, srt, sp, st, se, sip, spr, sv } = fields;
  return token(fields, key, [account, sp, ss, srt, st, se, sip, spr, sv, '']);
}

function serviceToken(key: string, asked: JsonObject): string {
  requireAll(asked, ['canonicalizedResource', 'signedResource']);
  const headers = serviceHeaders.map((name) => textOf(asked[name]));
  const fields = { sv: signedVersion, sr: textOf(asked['signedResource']), si: textOf(asked['signedIdentifier']), ...common(asked) };
  const { sp, st, se, si, sip, spr, sv } = fields;
  const shown = { ...fields, ...Object.fromEntries(serviceHeaders.map((name, index) => [name, headers[index] ?? ''])) };
  return token(shown, key, [sp, st, se, textOf(asked['canonicalizedResource']), si, sip, spr, sv, ...headers]);
}

function common(asked: JsonObject): Readonly<Record<'sp' | 'st' | 'se' | 'sip' | 'spr', string>> {
  return {
    sp: textOf(asked['signedPermission']),
    st: textOf(asked['signedStart']),
    se: textOf(asked['signedExpiry']),
    sip: textOf(asked['signedIp']),
    spr: textOf(asked['signedProtocol']),
  };
}

function token(fields: Readonly<Record<string, string>>, key: string, toSign: readonly string[]): string {
  const sig = createHmac('sha256', Buffer.from(key, 'base64')).update(toSign.join('\n'), 'utf8').digest('base64');
  return [...Object.entries(fields), ['sig', sig] as const].flatMap(([name, value]) => (value === '' ? [] : [`${name}=${encodeURIComponent(value)}`])).join('&');
}

function requireAll(asked: JsonObject, names: readonly string[]): void {
  const missing = names.find((name) => textOf(asked[name]) === '');
  if (missing !== undefined) throw refuse(400, 'InvalidValuesForRequestParameters', `Values for request parameters are invalid: ${missing}.`);
}

function textOf(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
