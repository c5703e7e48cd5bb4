import type { TokenCredential } from '@azure/identity';
import { describe, expect, it } from 'vitest';
import type { SignInAttempt, SignInWay } from '../model/doctor.ts';
import { signInWays } from '../model/doctor.ts';
import { signInReason } from './sign-in-reason.ts';
import { trySignIns } from './sign-in-chain.ts';
import { identityOf } from './token-identity.ts';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const tokenOf = (claims: object): string => `${part({ alg: 'none' })}.${part(claims)}.signature`;
const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

const absent: TokenCredential = { getToken: () => Promise.reject(named('CredentialUnavailableError', 'EnvironmentCredential is unavailable. See https://aka.ms/x')) };
const worked = (claims: object): TokenCredential => ({ getToken: () => Promise.resolve({ token: tokenOf(claims), expiresOnTimestamp: 0 }) });

async function tried(credentials: Partial<Record<SignInWay, TokenCredential>>, env: Readonly<Record<string, string>> = {}, signal = new AbortController().signal): Promise<readonly SignInAttempt[]> {
  const all = Object.fromEntries(signInWays.map((way) => [way, () => credentials[way] ?? absent])) as unknown as Readonly<Record<SignInWay, () => TokenCredential>>;
  return trySignIns({ cloud: 'AzureCloud', env, patienceMs: 100, credentials: all }, signal);
}

describe('the ways to sign in', () => {
  it('are all tried, in the order of the chain, and keep nothing of a token but whom it is for', async () => {
    const attempts = await tried({ 'azure-cli': worked({ tid: 't', upn: 'anna@contoso.com', exp: 0 }), 'developer-cli': worked({ appid: 'a' }) });
    expect(attempts.map(({ result }) => result)).toEqual(['absent', 'absent', 'absent', 'worked', 'absent', 'worked']);
    expect(attempts[3]).toEqual({ way: 'azure-cli', result: 'worked', identity: { who: 'anna@contoso.com', isApplication: false, tenantId: 't', expiresAt: '1970-01-01T00:00:00.000Z' } });
    expect(JSON.stringify(attempts)).not.toContain('signature');
  });

  it('tell what is refused from what is not there, and do not wait for what never answers', async () => {
    const attempts = await tried({
      environment: { getToken: () => Promise.reject(named('AuthenticationError', 'invalid_client: AADSTS7000215: Invalid client secret provided. Trace ID: 1')) },
      'azure-cli': { getToken: () => new Promise(() => undefined) },
      'managed-identity': { getToken: () => new Promise(() => undefined) },
      powershell: { getToken: () => { throw new TypeError('cannot be made'); } },
    });
    expect(attempts).toMatchObject([{ result: 'refused', why: 'AADSTS7000215: Invalid client secret provided' }, { result: 'absent' }, { result: 'absent', why: 'this machine has none' }, { result: 'absent', why: 'no answer within 0 seconds' }, { result: 'refused' }, { result: 'absent' }]);
  });

  it('follow AZURE_TOKEN_CREDENTIALS', async () => {
    const results = async (value: string): Promise<readonly string[]> => (await tried({}, { AZURE_TOKEN_CREDENTIALS: value })).map(({ result }) => result);
    expect(await results(' Dev ')).toEqual(['off', 'off', 'off', 'absent', 'absent', 'absent']);
    expect(await results('prod')).toEqual(['absent', 'absent', 'absent', 'off', 'off', 'off']);
    expect(await results('AzureCliCredential')).toEqual(['off', 'off', 'off', 'absent', 'off', 'off']);
  });

  it('end when the user interrupts', async () => {
    const stop = new AbortController();
    const trying = tried({ 'azure-cli': { getToken: () => new Promise(() => undefined) } }, {}, stop.signal);
    stop.abort(named('Interrupted', 'by the user'));
    await expect(trying).rejects.toThrow('by the user');
  });
});

describe('a reason of the identity library', () => {
  it('becomes one line of ours', () => {
    expect(signInReason('environment', 'EnvironmentCredential is unavailable. No underlying credential could be used.', { AZURE_TENANT_ID: 't' })).toBe('AZURE_CLIENT_ID, AZURE_CLIENT_SECRET are not set');
    expect(signInReason('environment', 'EnvironmentCredential is unavailable.', {})).toBe('AZURE_TENANT_ID, AZURE_CLIENT_ID and AZURE_CLIENT_SECRET are not set');
    expect(signInReason('workload-identity', 'WorkloadIdentityCredential: is unavailable. clientId is a required parameter. In DefaultAzureCredential', { AZURE_FEDERATED_TOKEN_FILE: '/t' })).toBe('clientId is a required parameter');
    expect(signInReason('azure-cli', "Azure CLI could not be found. Please visit https://aka.ms/azure-cli", {})).toBe('az is not installed');
    expect(signInReason('azure-cli', "Please run 'az login' from a command prompt", {})).toBe('nobody is signed in (`az login`)');
    expect(signInReason('developer-cli', "Azure Developer CLI couldn't be found", {})).toBe('azd is not installed');
    expect(signInReason('azure-cli', "ERROR: AADSTS70043: The refresh token has expired. Run: az login", {})).toBe('AADSTS70043: The refresh token has expired');
  });

  it('repeats no secret, no token and nothing that a tool printed', () => {
    const env = { AZURE_CLIENT_SECRET: 'hunter2hunter2', AZURE_FEDERATED_TOKEN_FILE: '/t' };
    for (const message of ['bad secret hunter2hunter2 given', 'AADSTS1: no hunter2hunter2', `token ${tokenOf({ a: 1 })} refused`, 'Unable to parse the output of PowerShell: Received output: hunter2hunter2', '{"accessToken":"hunter2hunter2"}']) {
      for (const way of signInWays) expect(signInReason(way, message, env)).not.toMatch(/hunter2|eyJ/);
    }
  });
});

describe('the identity of a token', () => {
  it('is that of a user or of an application, and nothing when the token cannot be read', () => {
    expect(identityOf(tokenOf({ tid: 't', oid: 'o', idtyp: 'app', appid: 'a' }))).toEqual({ who: 'a', isApplication: true, tenantId: 't', objectId: 'o' });
    expect(identityOf(tokenOf({ unique_name: 'anna' }))).toEqual({ who: 'anna', isApplication: false });
    for (const odd of ['', 'local', 'a.b.c', `${part({})}.${part({ tid: 5 })}.x`]) expect(identityOf(odd)).toEqual({ isApplication: true });
  });
});
