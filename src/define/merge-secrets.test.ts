import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AtakoraError } from '../model/errors.ts';
import type { BackendDefinition } from '../model/definition.ts';
import { defineBackend } from './define-backend.ts';
import type { Backend } from './define-backend.ts';
import { defineFunction } from './define-function.ts';
import { defineInfrastructure } from './define-infrastructure.ts';
import { mergeSecrets } from './merge-secrets.ts';
import { resource } from './resource.ts';
import type { SecretReference } from './secret.ts';
import { secret } from './secret.ts';
import { toDefinition } from './to-definition.ts';

const reading = (environment: Readonly<Record<string, SecretReference>>) => defineFunction({ entry: './x.ts', trigger: { type: 'timer', schedule: '0 0 3 * * *' }, environment });
const define = (backend: Backend): BackendDefinition => toDefinition(backend, 'main', { file: 'atakora/backend.ts' }).definition;
const secretsOf = (backend: Backend) => define(backend).components.map(({ secrets }) => secrets);

function refused(backend: Backend): AtakoraError {
  try {
    define(backend);
  } catch (error) {
    if (error instanceof AtakoraError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

describe('a definition', () => {
  it('holds what each component says of its secrets, with the place of the call, as plain data', () => {
    const one = secret('STRIPE_KEY', { description: 'payments', required: { prod: true, default: false }, rotateEvery: '90d' });
    const found = secretsOf(defineBackend({ pay: reading({ KEY: one, ZED: secret('ZED'), ALPHA: secret('ALPHA') }), rest: reading({}) }));
    const place = expect.objectContaining({ file: expect.stringContaining('merge-secrets.test.ts') });
    expect(found).toEqual([
      [{ name: 'ALPHA', origin: place }, { name: 'STRIPE_KEY', description: 'payments', required: { prod: true, default: false }, rotateEveryDays: 90, origin: place }, { name: 'ZED', origin: place }],
      undefined,
    ]);
    expect(JSON.parse(JSON.stringify(found[0]))).toEqual(found[0]);
  });

  it('holds those that code reads from the vault itself, and those that a component only wants kept', () => {
    const asks = defineInfrastructure({
      requires: [
        { resourceType: 'functions', config: { secrets: [{ name: 'DIRECT' }, secret('GIVEN', { generate: {} })] } },
        { resourceType: 'vault', config: { secrets: [{ name: 'kept-too' }] } },
      ],
    });
    expect(secretsOf(defineBackend({ asks }))[0]?.map(({ name, generate }) => [name, generate?.length])).toEqual([['DIRECT', undefined], ['GIVEN', 32], ['kept-too', undefined]]);
  });

  it('refuses a secret of a list by a name that Key Vault cannot keep', () => {
    const asks = defineInfrastructure({ requires: [{ resourceType: 'functions', config: { secrets: [{ name: 'a.b' }] } }] });
    expect(refused(defineBackend({ asks }))).toMatchObject({ code: 'ATK1308', message: expect.stringContaining('"a.b"') });
  });

  it('refuses two that Key Vault cannot tell apart, wherever they stand', () => {
    const asks = defineInfrastructure({ requires: [{ resourceType: 'functions', config: { secrets: [{ name: 'foo-bar' }] } }] });
    expect(refused(defineBackend({ asks, pay: reading({ KEY: secret('FOO_BAR') }) })).message).toContain('"FOO_BAR" and "foo-bar"');
  });

  it('takes secrets in a container app where that keeps them, and nowhere else', () => {
    const app = (properties: object) => defineInfrastructure({ resources: { app: resource('Microsoft.App/containerApps', { properties: properties as never }) } });
    expect(secretsOf(defineBackend({ app: app({ configuration: { secrets: [secret('A'), { name: 'b', value: secret('B') }] }, template: { containers: [{ env: [{ name: 'X', value: secret('A') }] }] } }) }))[0]?.map(({ name }) => name)).toEqual(['A', 'B']);
    for (const wrong of [{ configuration: { registries: [{ passwordSecretRef: secret('A') }] } }, { environmentId: secret('A') }, { template: { containers: [{ command: [secret('A')] }] } }]) {
      expect(refused(defineBackend({ app: app(wrong) }))).toMatchObject({ code: 'ATK1308', message: expect.stringContaining('a container app takes secrets only in properties.configuration.secrets') });
    }
  });
});

describe('a secret that several declare', () => {
  it('takes what each says of it', () => {
    const backend = defineBackend({ one: reading({ KEY: secret('KEY') }), two: reading({ KEY: secret('KEY', { description: 'd' }) }), three: reading({ KEY: secret('KEY', { required: false, description: 'd' }) }) });
    expect(mergeSecrets(define(backend).components.flatMap(({ secrets = [] }) => secrets))).toEqual([expect.objectContaining({ name: 'KEY', description: 'd', required: false })]);
  });

  it.each([
    ['description', { description: 'one' }, { description: 'two' }, '"one"', '"two"'],
    ['required', { required: true }, { required: { prod: true } }, 'true', '{"prod":true}'],
    ['generate', { generate: { length: 20 } }, { generate: {} }, '20', '32'],
    ['rotateEvery', { rotateEvery: '90d' }, { rotateEvery: '30d' }, '90 days', '30 days'],
  ] as const)('is refused when two want different things of %s, naming both places', (option, left, right, ...says) => {
    const error = refused(defineBackend({ one: reading({ KEY: secret('KEY', left) }), two: reading({ OTHER: secret('KEY', right) }) }));
    expect(error).toMatchObject({ code: 'ATK2203', location: expect.objectContaining({ file: expect.stringContaining('merge-secrets.test.ts') }) });
    for (const part of [`\`${option}\``, '"KEY"', '"one" (define/merge-secrets.test.ts:', '"two" (define/merge-secrets.test.ts:', ...says]) expect(error.message).toContain(part);
  });

  it('is refused when one component contradicts itself', () => {
    expect(refused(defineBackend({ one: reading({ A: secret('KEY', { required: true }), B: secret('KEY', { required: false }) }) }))).toMatchObject({ code: 'ATK2203' });
  });

  it('is the same whatever order the components come in', () => {
    const said = fc.record({ name: fc.constantFrom('A', 'B'), description: fc.constantFrom('d', undefined), required: fc.constantFrom(false, undefined), rotateEveryDays: fc.constantFrom(30, undefined) }).map((one) => JSON.parse(JSON.stringify(one)) as { name: string });
    fc.assert(fc.property(fc.array(said, { maxLength: 6 }), (all) => void expect(mergeSecrets(all)).toEqual(mergeSecrets(all.toReversed()))));
  });
});
