import { describe, expect, it } from 'vitest';
import { AtakoraError } from '../../model/errors.ts';
import { checkVault } from './check-vault.ts';

const vault = { kind: 'vault', name: 'kv-one', id: '/subscriptions/s/kv-one', missing: [] } as const;
const azure = (code: 'ATK1802' | 'ATK1803' | 'ATK1804'): AtakoraError => new AtakoraError(code, 'no', { source: 'azure' });

describe('the check of the vault', () => {
  it('says what it holds, and which secrets have no value', () => {
    expect(checkVault({ kind: 'none' })).toMatchObject([{ status: 'ok' }]);
    expect(checkVault({ ...vault, secrets: 1 })).toEqual([{ status: 'ok', summary: 'vault kv-one answers and holds 1 secret' }]);
    expect(checkVault({ ...vault, secrets: 0, missing: [{ check: 'secrets', severity: 'warning', code: 'ATK2201', summary: 'KEY has no value', hint: 'Set it.' }] })).toMatchObject([{ status: 'ok' }, { status: 'warning', code: 'ATK2201' }]);
  });

  it('names the role that is missing, for who is signed in', () => {
    expect(checkVault({ ...vault, secrets: azure('ATK1802'), objectId: 'o1' })).toMatchObject([{ status: 'problem', next: expect.stringContaining('--role "Key Vault Secrets Officer" --assignee o1 --scope /subscriptions/s/kv-one') }]);
    expect(checkVault({ ...vault, secrets: azure('ATK1802') })[0]?.next).toContain('--assignee OBJECT_ID');
  });

  it('knows a vault that is gone from one that cannot be read or reached', () => {
    expect(checkVault({ kind: 'unreadable', name: 'kv-one', error: undefined })).toMatchObject([{ status: 'problem', next: expect.stringContaining('atakora drift') }]);
    expect(checkVault({ kind: 'unreadable', name: 'kv-one', error: azure('ATK1803') })).toMatchObject([{ status: 'could-not-check' }]);
    expect(checkVault({ ...vault, secrets: azure('ATK1804') })).toMatchObject([{ status: 'problem' }]);
    expect(checkVault({ ...vault, secrets: azure('ATK1803') })).toMatchObject([{ status: 'could-not-check' }]);
  });
});
