import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { targetOf } from '../../define/providers/full-backend.fake.ts';
import { secretRoleAddress } from '../../define/providers/role-assignments.ts';
import { defineInfrastructure } from '../../define/define-infrastructure.ts';
import { resource as resourceOf } from '../../define/resource.ts';
import { secret } from '../../define/secret.ts';
import type { Address } from '../../model/address.ts';
import type { JsonObject } from '../../model/json.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { Value } from '../../model/value.ts';
import { secretNodes } from './declared-secrets.ts';
import { containerApp, readers, reading, synthesized } from './secrets.fake.ts';

const checker = '../shared/azure-types/validate.mjs';

const named = (synthesis: Synthesis, name: string) => synthesis.secrets?.find((one) => one.name === name);
const resource = (synthesis: Synthesis, address: string) => synthesis.resources.find((one) => one.address === address);
const assignments = (synthesis: Synthesis): readonly string[] => synthesis.resources.filter(({ address }) => address.includes('.role.vault-secrets-user')).map(({ address }) => address.replace('main/vault.main/vault.', ''));

describe('the secrets of a backend', () => {
  const synthesis = synthesized(readers);

  it('are all that its components declare, sorted by name, in the vault', () => {
    expect(synthesis.secrets?.map(({ name, vaultName, vault }) => [name, vaultName, vault])).toEqual(
      ['DIRECT', 'EXTRA_KEY', 'MAIL_KEY', 'SHARED', 'STRIPE_KEY', 'WEB_KEY'].map((name) => [name, name.replace('_', '-'), 'main/vault.main/vault']),
    );
    expect(named(synthesis, 'STRIPE_KEY')).toMatchObject({ description: 'payments', required: true, rotateEveryDays: 90, origin: { file: expect.stringContaining('secrets.fake.ts') } });
    expect(named(synthesis, 'WEB_KEY')).toMatchObject({ generate: { length: 32 } });
  });

  it('know who reads them, under which name and for which component', () => {
    const consumers = (name: string) => named(synthesis, name)?.consumers.map(({ address, component, setting, direct }) => [address.replace('main/', ''), component, setting, ...(direct === true ? ['direct'] : [])]);
    expect(consumers('STRIPE_KEY')).toEqual([['functions.main/app', 'pay', 'STRIPE']]);
    expect(consumers('SHARED')).toEqual([['functions.jobs/app', 'report', 'SHARED'], ['functions.main/app', 'pay', 'SHARED'], ['web/app', 'web', 'named']]);
    expect(consumers('DIRECT')).toEqual([['functions.jobs/app', 'asks', 'DIRECT', 'direct']]);
    expect(consumers('WEB_KEY')).toEqual([['web/app', 'web', 'web-key']]);
    expect(consumers('EXTRA_KEY')).toEqual([['web/app', 'web', 'extra-key']]);
    for (const { consumers: all } of synthesis.secrets ?? []) for (const { address, resourceId } of all) expect(resourceId).toBe(resource(synthesis, address)?.id);
  });

  it('are needed or not as the environment says', () => {
    expect(named(synthesized({ web: containerApp({ secrets: [secret('A', { required: false }) as Value] }) }), 'A')?.required, 'Azure refuses a container app without its secrets').toBe(true);
    expect([named(synthesized(readers, targetOf('dev')), 'MAIL_KEY')?.required, named(synthesized(readers, targetOf('prod')), 'MAIL_KEY')?.required]).toEqual([false, true]);
  });

  it('are those of what the environment deploys', () => {
    const off = (feature: string) => targetOf('dev', { settings: { ...targetOf('dev').settings, features: { ...targetOf('dev').settings.features, [feature]: false } } });
    const web = defineInfrastructure({ resources: { app: resourceOf('Microsoft.App/jobs', { feature: 'jobs', properties: { environmentId: 'x', configuration: { triggerType: 'Manual', replicaTimeout: 60, secrets: [secret('JOB_KEY') as Value] }, template: { containers: [{ name: 'a', image: 'b' }] } } }) } });
    const pay = reading({ KEY: secret('KEY') });
    expect(synthesized({ web, pay }).secrets?.map(({ name }) => name)).toEqual(['JOB_KEY', 'KEY']);
    const without = synthesized({ web, pay }, off('jobs'));
    expect([without.secrets?.map(({ name }) => name), assignments(without)]).toEqual([['KEY'], ['key.role.vault-secrets-user']]);
  });

  it.each<readonly [string, boolean | Readonly<Record<string, boolean>> | undefined, boolean]>([
    ['nothing is said', undefined, true],
    ['it says no', false, false],
    ['its own name is there', { 'pre-prod': false, prod: true }, false],
    ['only what it extends is named', { prod: false, dev: true }, false],
    ['only others are named', { qa: false }, true],
    ['the rest is named', { qa: true, default: false }, false],
  ])('are needed by an environment that extends prod when %s: %s', (_case, required, expected) => {
    const component = { id: 'a', type: 't', config: {}, requirements: [{ resourceType: 'vault', requirementKey: 'main', config: { secrets: [{ name: 'K' }] }, component: 'a', origin: { file: 'x' } }], resources: [], templates: [], outputs: {}, notices: [], origin: { file: 'x' }, secrets: [{ name: 'K', ...(required === undefined ? {} : { required }) }] };
    expect(secretNodes({ name: 'main', components: [component], options: {}, origin: { file: 'x' } }, [], ['prod', 'pre-prod'])[0]?.required).toBe(expected);
  });

  it('are the same bytes each time, whatever order the components come in', () => {
    const again = synthesized(Object.fromEntries(Object.entries(readers).toReversed()));
    expect(JSON.stringify(synthesized(readers))).toBe(JSON.stringify(synthesis));
    // Which of two places is the first depends on the order, nothing else does.
    const plain = ({ secrets }: Synthesis) => JSON.stringify(secrets, (key, value: unknown) => (key === 'origin' ? undefined : value));
    expect(plain(again)).toBe(plain(synthesis));
  });

  it('are absent where none is declared', () => {
    expect(synthesized({ job: reading({}) })).not.toHaveProperty('secrets');
  });
});

describe('who may read a secret', () => {
  const synthesis = synthesized(readers);

  it('is the app whose components declare it, and nobody for the whole vault', () => {
    expect(assignments(synthesis)).toEqual([
      'direct.role.vault-secrets-user.jobs',
      'extra-key.role.vault-secrets-user.web-container',
      'mail-key.role.vault-secrets-user.jobs',
      'shared.role.vault-secrets-user',
      'shared.role.vault-secrets-user.jobs',
      'shared.role.vault-secrets-user.web-container',
      'stripe-key.role.vault-secrets-user',
      'web-key.role.vault-secrets-user.web-container',
    ]);
  });

  it('is assigned on the secret itself, in a stack after the vault and with the app waiting for it', () => {
    const role = resource(synthesis, 'main/vault.main/vault.stripe-key.role.vault-secrets-user');
    expect(role?.id).toMatch(new RegExp(`^${resource(synthesis, 'main/vault.main/vault')?.id ?? '?'}/secrets/stripe-key/providers/Microsoft.Authorization/roleAssignments/[0-9a-f-]{36}$`));
    const stackOf = (address: string) => synthesis.stacks.findIndex(({ id }) => id === resource(synthesis, address)?.stack);
    expect(stackOf('main/vault.main/vault')).toBeLessThan(stackOf(role?.address ?? ''));
    for (const app of ['main/functions.main/app', 'main/web/app']) expect(stackOf(role?.address ?? '')).toBeLessThan(stackOf(app));
    expect(resource(synthesis, 'main/functions.main/app')?.dependsOn).toEqual(expect.arrayContaining(['main/vault.main/vault.stripe-key.role.vault-secrets-user', 'main/vault.main/vault.shared.role.vault-secrets-user']));
    expect(resource(synthesis, 'main/web/app')?.dependsOn).toEqual(expect.arrayContaining(['main/vault.main/vault.web-key.role.vault-secrets-user.web-container']));
  });

  it('keeps its assignment when a name is written in another case or with other dashes', () => {
    const idOf = (name: string) => synthesized({ pay: reading({ KEY: secret(name) }) }).resources.find(({ address }) => address.includes('vault-secrets-user'));
    expect(idOf('Foo_Bar')).toMatchObject({ id: idOf('FOO-BAR')?.id, address: idOf('FOO-BAR')?.address });
  });

  it('has an address for names of any length, another for each', () => {
    const long = (end: string) => secretRoleAddress('main/vault.main/vault' as Address, `${'X'.repeat(126)}${end}`, 'a-rather-long-key-of-an-identity');
    expect(new Set([long('A'), long('B')]).size).toBe(2);
    expect(long('A').split('/')[2]?.length).toBeLessThanOrEqual(128);
    expect(synthesized({ pay: reading({ KEY: secret('X'.repeat(127)) }) }).secrets).toHaveLength(1);
  });
});

describe('a container app', () => {
  const synthesis = synthesized(readers);
  const desired = (address: string, from = synthesis) => resource(from, address)?.desired as { readonly identity: JsonObject; readonly properties: { readonly configuration: { readonly secrets: readonly JsonObject[] }; readonly template: { readonly containers: readonly { readonly env: readonly JsonObject[] }[] } } };
  const shown = (text: unknown) => resource(synthesis, 'main/web/app')?.display[String(text)];

  it('reads its secrets from the vault by an identity of its own, those of its variables too', () => {
    const { identity, properties } = desired('main/web/app');
    expect([identity['type'], Object.keys(identity['userAssignedIdentities'] as JsonObject)]).toEqual(['UserAssigned', [expect.stringMatching(/^\[resourceId\('Microsoft.ManagedIdentity\/userAssignedIdentities', 'id-.*web-container/)]]);
    expect(properties.configuration.secrets.map(({ name, keyVaultUrl, identity: by, value }) => [name, keyVaultUrl === undefined ? value : shown(keyVaultUrl), by === undefined ? undefined : shown(by)])).toEqual([
      ['web-key', expect.stringMatching(/vault.*secrets\/WEB-KEY$/), expect.stringContaining('identity')],
      ['named', expect.stringMatching(/secrets\/SHARED$/), expect.stringContaining('identity')],
      ['plain', 'westeurope', undefined],
      ['extra-key', expect.stringMatching(/secrets\/EXTRA-KEY$/), expect.stringContaining('identity')],
    ]);
    expect(properties.template.containers[0]?.env).toEqual([{ name: 'KEY', secretRef: 'web-key' }, { name: 'EXTRA', secretRef: 'extra-key' }, { name: 'PLAIN', value: 'x' }]);
    expect(JSON.stringify(synthesis.stacks)).not.toContain('"$"');
  });

  it('keeps the identity that it has beside ours', () => {
    const own = synthesized({ web: containerApp({ secrets: [secret('A') as Value] }, [], { identity: { type: 'SystemAssigned' } }) });
    expect(desired('main/web/app', own).identity['type']).toBe('SystemAssigned,UserAssigned');
  });

  it('without secrets has no identity and no role', () => {
    const plain = synthesized({ web: containerApp({ ingress: { external: true, targetPort: 80 } }, [{ name: 'A', value: 'x' }]) });
    expect([desired('main/web/app', plain).identity, assignments(plain)]).toEqual([undefined, []]);
  });

  it('with secrets is what the types of Azure ask for, as everything beside it', () => {
    if (!existsSync(checker)) {
      console.log(`skipped: ${checker} is not there`);
      return;
    }
    const folder = mkdtempSync(join(tmpdir(), 'atakora-secrets-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const files = synthesis.stacks.map(({ id, template }) => {
      const file = join(folder, `${id}.json`);
      writeFileSync(file, JSON.stringify(template, null, 2));
      return file;
    });
    const checked = spawnSync(process.execPath, [checker, '--strict', '--error', 'enum-open', '--error', 'api-version', '--error', 'not-held', ...files], { encoding: 'utf8' });
    expect(checked.status, `${checked.stdout}${checked.stderr}`).toBe(0);
  });
});
