import { describe, expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { DeclaredSecret } from '../../model/declared-secret.ts';
import type { Plan } from '../../model/plan.ts';
import type { HeldSecrets } from './secret-needs.ts';
import { secretNeeds } from './secret-needs.ts';

const vault = 'main/vault.main/vault' as Address;
const app = 'main/functions.main/app' as Address;
const secret = (name: string, more: Partial<DeclaredSecret> = {}): DeclaredSecret => ({ name, vaultName: name.replaceAll('_', '-'), vault, required: true, consumers: [{ address: app, resourceId: '/x', component: 'pay', setting: name }], origin: { file: 'atakora/backend.ts', line: 4, column: 2 }, ...more });
const plan = (more: Partial<Plan> = {}): Plan => ({ kind: 'apply', changes: [], ...more }) as unknown as Plan;
const commandFor = (name: string): string => `atakora secrets set ${name}`;
const needs = (secrets: readonly DeclaredSecret[], held: HeldSecrets | 'unasked', made: Plan = plan()) => secretNeeds(secrets, made, held === 'unasked' ? new Map() : new Map([[vault, held]]), commandFor);

describe('what the secrets of a plan need', () => {
  test('is everything while the vault does not stand, with who reads it, where it is declared and what sets it', () => {
    expect(needs([secret('PAY_KEY', { description: 'pays' }), secret('JWT_KEY', { generate: { length: 32, alphabet: 'ab' } })], undefined)).toEqual([
      { name: 'PAY_KEY', vaultName: 'PAY-KEY', vault, description: 'pays', required: true, generated: false, because: 'new-vault', neededBy: [{ address: app, component: 'pay', setting: 'PAY_KEY' }], location: 'atakora/backend.ts:4:2', command: 'atakora secrets set PAY_KEY' },
      expect.objectContaining({ name: 'JWT_KEY', generated: true }),
    ]);
  });

  test('is what the vault lacks in any letter case, and what is disabled there', () => {
    const held = new Map([['pay-key', { enabled: true }], ['off-key', { enabled: false }]]);
    expect(needs([secret('PAY_KEY'), secret('OFF_KEY'), secret('NEW_KEY', { required: false, generate: { length: 32, alphabet: 'ab' } })], held).map(({ name, because, required, generated }) => [name, because, required, generated])).toEqual([['OFF_KEY', 'disabled', true, false], ['NEW_KEY', 'not-set', false, false]]);
  });

  test('is nothing for a vault that was not asked, to destroy, and outside of the part that is applied', () => {
    expect(needs([secret('PAY_KEY')], 'unasked')).toEqual([]);
    expect(needs([secret('PAY_KEY')], undefined, plan({ kind: 'destroy' }))).toEqual([]);
    const part = { targets: ['main/vault.main/vault'], excludes: [], pulledIn: [], heldBack: [], left: 3 };
    expect(needs([secret('PAY_KEY')], undefined, plan({ partial: part }))).toEqual([]);
    const changed = [{ address: app, action: { kind: 'update' } }] as unknown as Plan['changes'];
    expect(needs([secret('PAY_KEY')], undefined, plan({ partial: part, changes: changed }))).toHaveLength(1);
  });
});
