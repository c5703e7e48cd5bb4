import { describe, expect, it } from 'vitest';
import type { SignInAttempt } from '../../model/doctor.ts';
import { checkSignIn } from './check-sign-in.ts';

const absent = (way: SignInAttempt['way'], why = 'not there'): SignInAttempt => ({ way, result: 'absent', why });
const user: SignInAttempt = { way: 'azure-cli', result: 'worked', identity: { who: 'anna@contoso.com', isApplication: false, tenantId: 'AAAA', objectId: 'o1' } };
const statuses = (attempts: readonly SignInAttempt[], more: object = {}): readonly string[] => checkSignIn({ kind: 'cloud', selection: '', attempts, ...more }).map(({ status, detail }) => (detail === true ? 'detail' : status));

describe('the check of the sign-in', () => {
  it('needs none for the local Azure', () => {
    expect(checkSignIn({ kind: 'local' })).toMatchObject([{ status: 'ok' }]);
  });

  it('names the way that worked, and in one line what each other said', () => {
    const findings = checkSignIn({ kind: 'cloud', selection: '', attempts: [absent('environment', 'AZURE_CLIENT_ID is not set'), { way: 'workload-identity', result: 'off' }, user, { ...user, way: 'developer-cli' }], tenantId: 'aaaa', subscription: { id: 's1', findings: [] } });
    expect(findings.map(({ summary }) => summary)).toEqual([
      'signed in by Azure CLI as anna@contoso.com in tenant AAAA',
      'subscription s1 is there and can be read',
      'environment variables: AZURE_CLIENT_ID is not set',
      'workload identity: left out by AZURE_TOKEN_CREDENTIALS',
      'Azure Developer CLI: would work',
    ]);
    expect(findings.slice(2).every(({ detail, status }) => detail === true && status === 'ok')).toBe(true);
  });

  it('tells of another tenant, of a subscription that cannot be seen, and of nobody', () => {
    expect(statuses([user], { tenantId: 'bbbb' })).toEqual(['ok', 'problem']);
    expect(checkSignIn({ kind: 'cloud', selection: '', attempts: [user], tenantId: 'bbbb' })[1]?.next).toContain('az login --tenant bbbb');
    expect(statuses([user], { subscription: { id: 's1', findings: [{ check: 'sign-in', severity: 'blocker', code: 'ATK1802', summary: 'not seen', hint: 'look' }] } })).toEqual(['ok', 'problem']);
    expect(statuses([absent('environment'), absent('azure-cli')])).toEqual(['problem', 'detail', 'detail']);
  });

  it('knows that a wrong AZURE_TOKEN_CREDENTIALS makes every sign-in fail', () => {
    const [first, ...rest] = checkSignIn({ kind: 'cloud', selection: 'AzureCli', attempts: [user] });
    expect([first?.status, first?.next, rest]).toEqual(['problem', expect.stringContaining('unset AZURE_TOKEN_CREDENTIALS'), []]);
    for (const selection of ['Dev', ' prod ', 'AzureCliCredential']) expect(checkSignIn({ kind: 'cloud', selection, attempts: [user] })[0]?.status).toBe('ok');
  });

  it('knows that a sign-in that is refused keeps later ones from being tried', () => {
    const refused: SignInAttempt = { way: 'environment', result: 'refused', why: 'AADSTS7000215: Invalid client secret provided' };
    const [first] = checkSignIn({ kind: 'cloud', selection: '', attempts: [refused, user] });
    expect(first).toMatchObject({ status: 'problem', code: 'ATK1801', summary: expect.stringContaining('no other way is tried after it: AADSTS7000215'), next: expect.stringContaining('AZURE_CLIENT_SECRET') });
    // Behind one that works it does not matter.
    expect(statuses([user, { ...refused, way: 'developer-cli' }])).toEqual(['ok', 'detail']);
    for (const way of ['workload-identity', 'managed-identity', 'azure-cli', 'powershell', 'developer-cli'] as const) expect(checkSignIn({ kind: 'cloud', selection: '', attempts: [{ ...refused, way }] })[0]?.next).not.toBe(first?.next);
  });
});
