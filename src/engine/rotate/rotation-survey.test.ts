import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { StateDocument } from '../../model/state.ts';
import type { SecretVersion } from '../secret-vault.ts';
import { appsInState } from './apps-in-state.ts';
import type { RotationFacts } from './rotation-facts.ts';
import { surveySecret } from './rotation-survey.ts';

const now = '2026-10-14T12:00:00.000Z';
const daysAgo = (days: number): string => new Date(Date.parse(now) - days * 86_400_000).toISOString();
const version = (id: string, changes: Partial<SecretVersion> = {}): SecretVersion => ({ name: 'KEY', version: id, enabled: true, createdAt: daysAgo(1), updatedAt: now, tags: {}, ...changes });
const facts = (...versions: readonly SecretVersion[]): RotationFacts => ({ versions, current: versions[0], readable: versions[0]?.enabled ?? false });
const target = { secret: 'KEY', vaultName: 'KEY', generated: false, everyDays: 90, apps: [{ address: 'main/functions.main/app' as Address, resourceId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/f' }] };

describe('what a secret needs', () => {
  it('is a new value at the age of its schedule, to the day', () => {
    const at = (days: number) => surveySecret(target, facts(version('a', { createdAt: daysAgo(days) })), 'due', now)?.reason;
    expect([at(89), at(89.99), at(90), at(400)]).toEqual([undefined, undefined, 'due', 'due']);
    const { everyDays: _never, ...without } = target;
    expect(surveySecret(without, facts(version('a', { createdAt: daysAgo(4_000) })), 'due', now)).toBeUndefined();
    expect(surveySecret(target, facts(version('a', { createdAt: daysAgo(90) })), 'due', now)).toEqual({ secret: 'KEY', vaultName: 'KEY', reason: 'due', value: 'input', ageDays: 90, everyDays: 90, apps: ['main/functions.main/app'] });
  });

  it('counts from when a value was set first, not from when it was written again', () => {
    const restored = version('c', { createdAt: daysAgo(1), tags: { 'atakora:rotation': 'current', 'atakora:restores': 'a' } });
    const found = surveySecret(target, facts(restored, version('b', { enabled: false, tags: { 'atakora:rotation': 'failed' } }), version('a', { createdAt: daysAgo(91) })), 'due', now);
    expect(found).toMatchObject({ reason: 'due', ageDays: 91 });
  });

  it('is the end of a rotation that was cut off, whatever its age', () => {
    const pending = facts(version('b', { tags: { 'atakora:rotation': 'pending', 'atakora:run': 'r', 'atakora:previous': 'a' } }), version('a', { createdAt: daysAgo(91) }));
    expect(surveySecret(target, pending, 'due', now)).toMatchObject({ reason: 'cut-off', value: 'none', cutOffRun: 'r' });
    expect(surveySecret(target, { ...pending, current: version('b', { createdAt: daysAgo(2), tags: { 'atakora:rotation': 'pending' } }) }, 'named', now)).toMatchObject({ reason: 'asked', value: 'input' });
    const marked = facts(version('b', { createdAt: now, tags: { 'atakora:rotation': 'current' } }), version('a', { createdAt: daysAgo(91) }));
    expect([surveySecret(target, marked, 'due', now)?.reason, surveySecret(target, marked, 'named', now)?.reason]).toEqual(['cut-off', 'cut-off']);
    const byHand = facts(version('c'), version('b', { tags: { 'atakora:rotation': 'pending' } }), version('a'));
    expect([surveySecret(target, byHand, 'due', now)?.reason, surveySecret(target, byHand, 'named', now)?.reason]).toEqual(['grace', 'asked']);
  });

  it('is the end of a grace, once it is over', () => {
    const at = (disableAt: string) => surveySecret(target, facts(version('b', { tags: { 'atakora:rotation': 'current' } }), version('a', { tags: { 'atakora:rotation': 'replaced', 'atakora:disable-at': disableAt } })), 'due', now);
    expect([at(daysAgo(-0.1))?.reason, at(now)?.reason, at(now)?.value]).toEqual([undefined, 'grace', 'none']);
  });

  it('asked for by name is a new value, made up where that is declared; nothing where there is none to replace', () => {
    expect(surveySecret({ ...target, generated: true }, facts(version('a')), 'named', now)).toMatchObject({ reason: 'asked', value: 'generated', ageDays: 1 });
    expect(surveySecret(target, { versions: [], current: undefined, readable: false }, 'named', now)).toBeUndefined();
  });
});

describe('apps that read a secret, by the state', () => {
  it('are found in settings of every form, by the key of the name', () => {
    const record = (type: string, desired: object) => ({ type, id: `/x/${type}`, desired });
    const settings = (...values: readonly string[]) => ({ properties: { siteConfig: { appSettings: values.map((value, index) => ({ name: `S${index}`, value })) } } });
    const resources = {
      'main/a/app': record('Microsoft.Web/sites', settings("[concat('@Microsoft.KeyVault(SecretUri=', reference('x').vaultUri, 'secrets/PAY-KEY/)')]", '@Microsoft.KeyVault(SecretUri=https://kv.vault.azure.net/secrets/pay-key/)')),
      'main/b/app': record('Microsoft.Web/sites', settings('@Microsoft.KeyVault(VaultName=kv;SecretName=Other)', 'secrets/NOT-ONE/')),
      'main/c/job': record('Microsoft.App/containerApps', { properties: { configuration: { secrets: [{ name: 'k', keyVaultUrl: "[concat(reference('x').vaultUri, 'secrets/PAY-KEY')]" }] } } }),
      'main/d/other': record('Microsoft.Storage/storageAccounts', settings('@Microsoft.KeyVault(VaultName=kv;SecretName=Other)')),
    };
    const found = appsInState({ resources } as unknown as StateDocument);
    expect(Object.fromEntries([...found].map(([key, apps]) => [key, apps.map(({ address }) => address)]))).toEqual({ 'pay-key': ['main/a/app', 'main/c/job'], other: ['main/b/app'] });
    expect(appsInState(undefined).size).toBe(0);
  });
});
