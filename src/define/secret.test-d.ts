import { describe, expectTypeOf, it } from 'vitest';
import { armResource, defineFunction, defineInfrastructure, resource, secret } from 'atakora';
import type { SecretOptions, SecretReference, Value } from 'atakora';

describe('secret', () => {
  it('takes what is known of it', () => {
    expectTypeOf(secret('KEY', { description: 'd', generate: { length: 40, alphabet: 'abc' }, rotateEvery: '90d', required: { prod: true, default: false } })).toEqualTypeOf<SecretReference>();
    secret('KEY', { generate: {}, rotateEvery: '2w', required: false });
    expectTypeOf<SecretOptions['required']>().toEqualTypeOf<boolean | Readonly<Record<string, boolean>> | undefined>();
  });

  it('refuses what it does not know', () => {
    // @ts-expect-error: a secret has a name
    secret();
    // @ts-expect-error: there is no such option
    secret('KEY', { descripton: 'd' });
    // @ts-expect-error: a value never stands in the code
    secret('KEY', { value: 'hunter2' });
    // @ts-expect-error: minutes are no time for a rotation
    secret('KEY', { rotateEvery: '90m' });
    // @ts-expect-error: days are a text with their unit
    secret('KEY', { rotateEvery: 90 });
    // @ts-expect-error: a length is a number
    secret('KEY', { generate: { length: '40' } });
    // @ts-expect-error: an environment needs it or not
    secret('KEY', { required: { prod: 'yes' } });
  });

  it('stands where a setting does, and is no text', () => {
    defineFunction({ entry: './x.ts', trigger: { type: 'http' }, environment: { KEY: secret('KEY', { generate: {} }) } });
    expectTypeOf(secret('KEY')).not.toExtend<string>();
    expectTypeOf(secret('KEY')).toExtend<Value>();
  });

  it('stands in the lists of container apps, and of code that asks the vault itself', () => {
    resource('Microsoft.App/containerApps', { properties: { configuration: { secrets: [secret('KEY'), { name: 'key', value: secret('KEY') }] } } });
    armResource({ type: 'Microsoft.App/jobs', apiVersion: '2025-01-01', properties: { template: { containers: [{ env: [{ name: 'KEY', value: secret('KEY', { required: true }) }] }] } } });
    defineInfrastructure({ requires: [{ resourceType: 'functions', config: { secrets: [{ name: 'A' }, secret('B')] } }] });
  });
});
