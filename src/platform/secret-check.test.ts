import { describe, expect, it } from 'vitest';
import type { Address } from '../model/address.ts';
import type { DeclaredSecret } from '../model/declared-secret.ts';
import { unicodeGlyphs } from '../ui/text/glyphs.ts';
import type { CheckedSecret } from '../ui/plain/secret-check.ts';
import { secretCheckText } from '../ui/plain/secret-check.ts';
import type { HeldSecret } from './secret-check.ts';
import { checkSecret } from './secret-check.ts';

const now = '2026-06-01T00:00:00.000Z';
const declared: DeclaredSecret = { name: 'STRIPE_KEY', vaultName: 'STRIPE-KEY', vault: 'main/vault.main/vault' as Address, required: true, consumers: [] };
const held: HeldSecret = { enabled: true, createdAt: '2026-05-01T00:00:00.000Z' };

describe('a declared secret', () => {
  it.each<readonly [string, Partial<DeclaredSecret>, HeldSecret | undefined, CheckedSecret['status'], boolean]>([
    ['that is not there', {}, undefined, 'missing', true],
    ['that is not there and not needed', { required: false }, undefined, 'missing', false],
    ['that is there', {}, held, 'set', false],
    ['that a file has', {}, {}, 'set', false],
    ['that is disabled', {}, { ...held, enabled: false }, 'disabled', true],
    ['whose last second is over', {}, { ...held, expiresAt: now }, 'expired', true],
    ['that is not valid before tomorrow', {}, { ...held, notBefore: '2026-06-02T00:00:00.000Z' }, 'early', true],
    ['that ends in thirty days', {}, { ...held, expiresAt: '2026-07-01T00:00:00.000Z' }, 'expiring', false],
    ['that ends later', {}, { ...held, expiresAt: '2026-07-01T00:00:00.001Z' }, 'set', false],
    ['that is as old as it may be', { rotateEveryDays: 31 }, held, 'due', false],
    ['that is a day younger', { rotateEveryDays: 32 }, held, 'set', false],
    ['that is due and disabled', { rotateEveryDays: 1, required: false }, { ...held, enabled: false }, 'disabled', false],
  ])('%s', (_case, of, of2, status, blocks) => {
    expect(checkSecret({ ...declared, ...of }, of2, now)).toMatchObject({ status, blocks });
  });

  it('says when it is due', () => {
    expect(checkSecret({ ...declared, rotateEveryDays: 90 }, held, now).dueAt).toBe('2026-07-30T00:00:00.000Z');
  });
});

describe('the report', () => {
  const secrets = [undefined, held, { ...held, enabled: false }, { ...held, expiresAt: '2026-05-30T00:00:00.000Z' }].map((of, at) => checkSecret({ ...declared, name: `A_RATHER_LONG_NAME_OF_A_SECRET_${at}`, description: 'what it is for and where to get it when it is gone', origin: { file: 'atakora/some-folder/resource.ts', line: 12, column: 3 } }, of, now));
  const text = (width: number | undefined): string => secretCheckText({ environment: 'prod', places: ['kv-shop-prod-weu-k2m4x-01'], secrets, extra: ['OLD-KEY', 'OLDER-KEY', 'OLDEST-KEY'], warnings: ['something odd about a file that lies there'], setCommand: 'atakora secrets set NAME --env prod', now }, { width, glyphs: unicodeGlyphs });

  it('fits a terminal of 40 columns, and says the same in it', () => {
    expect(text(40).split('\n').filter((line) => [...line].length > 40)).toEqual([]);
    const words = (from: string): string => from.replaceAll(/\s+/g, '');
    expect(words(text(40))).toBe(words(text(undefined)));
  });

  it('names the command for what is missing', () => {
    expect(text(undefined)).toContain('3 required secrets without a value. Set each: atakora secrets set A_RATHER_LONG_NAME_OF_A_SECRET_0 --env prod');
    expect(text(100)).toContain('✗ A_RATHER_LONG_NAME_OF_A_SECRET_3  expired 2 days ago: nobody can read it');
  });
});
