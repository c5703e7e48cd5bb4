import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { DeclaredSecret } from '../../model/declared-secret.ts';
import { displayWidth } from '../text/display-width.ts';
import { createSecretTable, missingRow, rowOf, stateText, summaryOf } from './secret-list.ts';
import type { ListedVersion, SecretRow } from './secret-list.ts';

const now = '2026-06-15T12:00:00.000Z';
const vault = 'main/vault.main/vault' as Address;

function version(name: string, more: Partial<ListedVersion> = {}): ListedVersion {
  return { name, enabled: true, createdAt: '2026-06-12T12:00:00.000Z', updatedAt: now, ...more };
}

function declared(name: string, more: Partial<DeclaredSecret> = {}): DeclaredSecret {
  return { name, vaultName: name.replaceAll('_', '-'), vault, required: true, consumers: [{ address: 'main/functions.main/app' as Address, resourceId: '/x', component: 'pay', setting: name }], ...more };
}

function row(name: string, more: Partial<ListedVersion> = {}, secret: DeclaredSecret | undefined = declared(name)): SecretRow {
  return rowOf({ version: version(name.replaceAll('_', '-'), more), versions: 2, declared: secret, known: true, now, vault });
}

describe('the list of secrets', () => {
  it('says of each what it is', () => {
    expect(row('A').state).toBe('set');
    expect(row('A', { enabled: false }).state).toBe('disabled');
    expect(row('A', { expiresAt: now }).state).toBe('expired');
    expect(row('A', { expiresAt: '2026-06-15T12:00:01.000Z' }).state).toBe('set');
    expect(row('A', { notBefore: '2026-07-01T00:00:00.000Z' }).state).toBe('not valid yet');
    expect(missingRow(declared('A')).state).toBe('missing');
    expect(missingRow(declared('A', { required: false })).state).toBe('optional');
    expect(stateText(version('A'), now)).toBe('enabled');
  });

  it('has the name of the code, and of the vault for what nobody declares', () => {
    expect(row('STRIPE_KEY')).toMatchObject({ name: 'STRIPE_KEY', vaultName: 'STRIPE-KEY', declared: true, age: '3 days ago', versions: 2 });
    expect(rowOf({ version: version('OLD-KEY'), versions: 1, declared: undefined, known: true, now, vault })).toMatchObject({ name: 'OLD-KEY', declared: false, consumers: [] });
    expect(rowOf({ version: version('OLD-KEY'), versions: 1, declared: undefined, known: false, now, vault })).not.toHaveProperty('declared');
  });

  it('has its heading once, and aligns what comes later by what came first', () => {
    const table = createSecretTable({ width: 100, names: ['STRIPE_KEY'] });
    expect(`${table.lines([row('PAY_KEY', { expiresAt: '2027-01-02T00:00:00.000Z' })])}${table.lines([row('STRIPE_KEY'), rowOf({ version: version('X'), versions: 1, declared: undefined, known: true, now, vault })])}`).toBe(
      [
        'NAME          STATE              VERSIONS  SET             EXPIRES     READ BY',
        'PAY_KEY       set                2         3 days ago      2027-01-02  pay',
        'STRIPE_KEY    set                2         3 days ago                  pay',
        'X             set, not declared  1         3 days ago',
        '',
      ].join('\n'),
    );
  });

  it('keeps name and state in a narrow window, and no line is wider than it', () => {
    expect(createSecretTable({ width: 40, names: [] }).lines([row('STRIPE_KEY')])).toBe('NAME          STATE\nSTRIPE_KEY    set\n');
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Z][A-Z_]{0,80}$/), { minLength: 1, maxLength: 5 }), fc.integer({ min: 40, max: 140 }), (names, width) => {
        const table = createSecretTable({ width, names: names.slice(1) });
        const lines = `${table.lines([row(names[0] ?? 'A')])}${table.lines(names.map((name) => row(name, { expiresAt: now })))}`.split('\n');
        expect(lines.every((line) => displayWidth(line) <= width)).toBe(true);
      }),
    );
  });

  it('counts what it has shown, and says what to do about what is missing', () => {
    expect(summaryOf(new Map([['set', 3], ['expired', 1], ['missing', 2]]), (command) => `atakora ${command}`)).toBe('6 secrets: 3 set, 2 missing, 1 expired. Set what is missing: atakora secrets set NAME');
    expect(summaryOf(new Map([['set', 1]]), () => '')).toBe('1 secret: 1 set.');
    expect(summaryOf(new Map(), () => '')).toBe('No secrets: none is declared and the vault is empty.');
  });
});
