import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { secretCollisions, secretKey, variableName, vaultSecretName } from '../model/secret-name.ts';
import { secret } from './secret.ts';
import type { SecretOptions } from './secret-options.ts';
import { secretDeclaration } from './secret-options.ts';

const here = expect.objectContaining({ file: expect.stringContaining('secret.test.ts') });

describe('secret', () => {
  it('is a name with what a person needs to set it, never a value', () => {
    const options: SecretOptions = { description: 'API key', required: false, generate: { length: 40 }, rotateEvery: '90d' };
    expect({ ...secret('STRIPE_KEY', options) }).toEqual({ $: 'secret', name: 'STRIPE_KEY', ...options });
    expect(JSON.parse(JSON.stringify(secret('STRIPE_KEY', options)))).toEqual({ $: 'secret', name: 'STRIPE_KEY', ...options });
  });

  it('refuses to become part of a text', () => {
    expect(() => `Bearer ${secret('TOKEN') as unknown as string}`).toThrow(expect.objectContaining({ code: 'ATK1308', message: expect.stringContaining('"TOKEN"') }));
  });

  it('refuses names that Key Vault cannot keep, at the line that says them', () => {
    for (const name of ['', '1ST', 'A.B', 'Ä', 'A'.repeat(128)]) {
      expect(() => secret(name), name).toThrow(expect.objectContaining({ code: 'ATK1308', location: here }));
    }
  });

  it.each<readonly [string, unknown, RegExp]>([
    ['an option that there is not', { describtion: 'x' }, /"describtion".*description/],
    ['a description of several lines', { description: 'a\nb' }, /description must be one line/],
    ['an empty description', { description: ' ' }, /description/],
    ['required that is neither true nor false', { required: 'yes' }, /required must be/],
    ['an environment that is neither', { required: { prod: 1 } }, /required\.prod must be true or false/],
    ['a value that is too short', { generate: { length: 15 } }, /generate\.length/],
    ['a value that is too long', { generate: { length: 1025 } }, /generate\.length/],
    ['half a character', { generate: { length: 20.5 } }, /generate\.length/],
    ['one letter to choose from', { generate: { alphabet: 'a' } }, /generate\.alphabet/],
    ['a letter twice', { generate: { alphabet: 'abca' } }, /"a" twice/],
    ['a letter that nobody sees', { generate: { alphabet: 'ab\t' } }, /visible/],
    ['a field of generate that there is not', { generate: { size: 20 } }, /generate\.size/],
    ['generate that is a number', { generate: 32 }, /generate must be an object/],
    ['minutes', { rotateEvery: '90m' }, /rotateEvery/],
    ['no time at all', { rotateEvery: '0d' }, /rotateEvery/],
    ['more than ten years', { rotateEvery: '11y' }, /3650 days at most/],
    ['a list in place of options', [], /must be an object/],
  ])('refuses %s, at the line that says it', (_case, options, says) => {
    expect(() => secret('KEY', options as SecretOptions)).toThrow(expect.objectContaining({ code: 'ATK2202', message: expect.stringMatching(says), location: here }));
  });

  it('tells everything that is wrong at once', () => {
    expect(() => secret('KEY', { required: 'no', rotateEvery: 'soon' } as unknown as SecretOptions)).toThrow(expect.objectContaining({ message: expect.stringMatching(/required must be.*; rotateEvery must be/) }));
  });
});

describe('what a secret declares', () => {
  it('has its defaults filled in and its times in days', () => {
    expect(secretDeclaration(secret('A', { generate: {}, rotateEvery: '12w' }))).toEqual({ name: 'A', generate: { length: 32, alphabet: expect.stringMatching(/^[A-Za-z0-9]{62}$/) }, rotateEveryDays: 84, origin: here });
    expect(secretDeclaration(secret('A', { generate: { alphabet: '01', length: 100 }, rotateEvery: '1y', required: { prod: true } }))).toMatchObject({ generate: { alphabet: '01', length: 100 }, rotateEveryDays: 365, required: { prod: true } });
  });

  it('leaves out what nobody checked and what is not valid', () => {
    expect(secretDeclaration({ name: 'A', generate: { length: 1 }, rotateEvery: 'x', required: 'y', description: '' } as never)).toEqual({ name: 'A' });
  });
});

describe('the name of a secret', () => {
  it('is one of Key Vault there, and one of a variable in a file', () => {
    expect([vaultSecretName('FOO_BAR'), variableName('foo-bar'), variableName('FOO_BAR')]).toEqual(['FOO-BAR', 'FOO_BAR', 'FOO_BAR']);
    expect(vaultSecretName('A'.repeat(127))).toMatch(/^[0-9A-Za-z-]{1,127}$/);
  });

  it('is the same secret whether it is written as in the code, the vault or a file', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Za-z][A-Za-z0-9_-]{0,30}$/), (name) => {
        expect([secretKey(vaultSecretName(name)), secretKey(variableName(name))]).toEqual([secretKey(name), secretKey(name)]);
        expect(variableName(name)).toMatch(/^[A-Za-z_][A-Za-z0-9_]*$/);
      }),
    );
  });

  it('collides with another that Key Vault cannot tell apart', () => {
    expect(secretCollisions(['FOO_BAR', 'foo-bar', 'FOO_BAR', 'OTHER'])).toEqual([['FOO_BAR', 'foo-bar']]);
    expect(secretCollisions(['A_B', 'AB'])).toEqual([]);
  });
});
