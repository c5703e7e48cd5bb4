import { describe, expect, it } from 'vitest';
import { secret, secretCollisions, vaultSecretName } from './secret.ts';

describe('secret', () => {
  it('is a name with what a person needs to set it, never a value', () => {
    expect({ ...secret('STRIPE_KEY', { description: 'API key', required: false }) }).toEqual({ $: 'secret', name: 'STRIPE_KEY', description: 'API key', required: false });
  });

  it('refuses to become part of a text', () => {
    expect(() => `Bearer ${secret('TOKEN') as unknown as string}`).toThrow(expect.objectContaining({ code: 'ATK1308', message: expect.stringContaining('"TOKEN"') }));
  });

  it('refuses names that Key Vault cannot keep, at the line that says them', () => {
    for (const name of ['', '1ST', 'A.B', 'Ä', 'A'.repeat(128)]) {
      expect(() => secret(name), name).toThrow(expect.objectContaining({ code: 'ATK1308', location: expect.objectContaining({ file: expect.stringContaining('secret.test.ts') }) }));
    }
  });

  it('is kept under a name of Key Vault', () => {
    expect(vaultSecretName('FOO_BAR')).toBe('FOO-BAR');
    expect(vaultSecretName('A'.repeat(127))).toMatch(/^[0-9A-Za-z-]{1,127}$/);
  });

  it('collides with another that Key Vault cannot tell apart', () => {
    expect(secretCollisions(['FOO_BAR', 'foo-bar', 'FOO_BAR', 'OTHER'])).toEqual([['FOO_BAR', 'foo-bar']]);
    expect(secretCollisions(['A_B', 'AB'])).toEqual([]);
  });
});
