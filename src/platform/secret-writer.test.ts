import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { connectLocalAzure } from '../azure/connect-local.ts';
import type { PendingSecret } from '../engine/apply/pending-secret.ts';
import type { ConnectedAzure, SecretVaultOptions } from '../engine/azure-questions.ts';
import type { DeploymentStatus } from '../engine/ports.ts';
import { createFakeClock } from '../engine/ports.fake.ts';
import type { SecretVault, SecretVersion } from '../engine/secret-vault.ts';
import type { Address } from '../model/address.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Synthesis } from '../model/synthesis.ts';
import type { Scene } from './apply-project.ts';
import { systemClock, systemIds } from './real-platform.ts';
import { secretWriter } from './secret-writer.ts';
import { giveSecretsRole } from './vault-role.ts';

const address = 'main/vault.main/vault' as Address;
const subscriptionId = '22222222-2222-4222-8222-222222222222';
const id = `/subscriptions/${subscriptionId}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-demo`;
const synthesis = { resources: [{ address, id, name: 'kv-demo', type: 'Microsoft.KeyVault/vaults' }] } as unknown as Synthesis;
const secret: PendingSecret = { name: 'PAY_KEY', vaultName: 'PAY-KEY', vault: address, value: 'v', source: 'file', components: ['pay'], readers: [] };
const version = (enabled: boolean): SecretVersion => ({ name: 'PAY-KEY', version: 'a', enabled, createdAt: '', updatedAt: '', tags: {} });
const noRole = new AtakoraError('ATK1802', 'no role', { source: 'azure', cause: { code: 'Forbidden', message: 'x', advice: { rule: 'vault-right' } } as unknown as AzureFailure });

interface Fake {
  readonly scene: Scene;
  readonly calls: readonly string[];
  readonly told: readonly string[];
}

/** A vault as `answers` lets it behave; `role` answers the deployment that gives the role. */
function fake(answers: { readonly versions?: (options: SecretVaultOptions) => readonly SecretVersion[]; readonly set?: () => void; readonly role?: DeploymentStatus['state']; readonly failure?: AzureFailure }): Fake {
  const calls: string[] = [];
  const told: string[] = [];
  const clock = createFakeClock();
  const vaultOf = (uri: string, options: SecretVaultOptions = {}): SecretVault =>
    ({
      uri,
      versions: async () => (calls.push(`versions${options.roleGivenAt === undefined ? '' : ' waiting'}`), answers.versions?.(options) ?? []),
      set: async (name: string, _value: string, more: { readonly tags: Readonly<Record<string, string>> }) => {
        calls.push(`set ${name} ${Object.keys(more.tags).join(' ')}`);
        answers.set?.();
      },
      recover: async (name: string) => void calls.push(`recover ${name}`),
    }) as unknown as SecretVault;
  const azure = {
    secrets: vaultOf,
    startDeployment: async ({ name }: { readonly name: string }) => void calls.push(`deploy ${name}`),
    getDeployment: async () => ({ name: 'x', outputs: {}, state: answers.role ?? 'succeeded', ...(answers.failure === undefined ? {} : { failure: answers.failure }) }),
  };
  const scene = {
    context: { platform: { clock, env: {}, who: { user: 'anna', host: 'desk', processId: 1 } }, run: 'run-1', signal: new AbortController().signal, output: { emit: (event: { readonly text: string }) => told.push(event.text) } },
    session: { facts: { cloud: 'local' } },
    ports: { azure: async () => azure, poll: { min: 10, max: 100 } },
  } as unknown as Scene;
  return { scene, calls, told };
}

const tags = 'atakora:declared-by atakora:owner atakora:run atakora:source';

describe('writing a secret', () => {
  test('sets what the vault lacks, or holds disabled, with its tags; a value that is there stays', async () => {
    const empty = fake({});
    expect(await secretWriter(empty.scene, synthesis)(secret)).toBe('written');
    expect(empty.calls).toEqual(['versions', `set PAY-KEY ${tags}`]);
    expect(await secretWriter(fake({ versions: () => [version(false)] }).scene, synthesis)(secret)).toBe('written');
    const held = fake({ versions: () => [version(true)] });
    expect(await secretWriter(held.scene, synthesis)(secret)).toBe('kept');
    expect(held.calls).toEqual(['versions']);
  });

  test('brings back a deleted secret that holds the name', async () => {
    let refusals = 1;
    const { scene, calls } = fake({ set: () => {
      if ((refusals -= 1) >= 0) throw new AtakoraError('ATK2225', 'deleted', { source: 'azure' });
    } });
    expect(await secretWriter(scene, synthesis)(secret)).toBe('written');
    expect(calls).toEqual(['versions', `set PAY-KEY ${tags}`, 'recover PAY-KEY', `set PAY-KEY ${tags}`]);
  });

  test('gives the role once for all secrets when it is missing, says so, and waits until it is in effect', async () => {
    const { scene, calls, told } = fake({ versions: ({ roleGivenAt }) => {
      if (roleGivenAt === undefined) throw noRole;
      return [];
    } });
    const write = secretWriter(scene, synthesis);
    expect([await write(secret), await write({ ...secret, name: 'B', vaultName: 'B' })]).toEqual(['written', 'written']);
    expect(calls.filter((call) => call.startsWith('deploy'))).toEqual(['deploy atakora-secrets-role-kv-demo']);
    expect(told).toEqual(['gave the role Key Vault Secrets Officer on kv-demo to the identity that applies']);
  });

  test.each([['failed', 'AuthorizationFailed', 'ATK1802'], ['failed', 'RoleAssignmentExists', undefined]] as const)('whose role deployment %s with %s ends with %s', async (role, code, error) => {
    const { scene } = fake({ role, failure: { code: 'DeploymentFailed', message: 'x', details: [{ code, message: 'y' }] }, versions: ({ roleGivenAt }) => {
      if (roleGivenAt === undefined) throw noRole;
      return [];
    } });
    const ended = await secretWriter(scene, synthesis)(secret).then(() => undefined, (thrown: unknown) => thrown);
    expect(ended).toBe(error === undefined ? undefined : noRole);
  });

  test('waits for a vault that was made a moment ago to be found, and not for ever', async () => {
    let left = 3;
    const late = fake({ versions: () => {
      if ((left -= 1) >= 0) throw new AtakoraError('ATK2221', 'not found', { source: 'azure' });
      return [];
    } });
    expect(await secretWriter(late.scene, synthesis)(secret)).toBe('written');
    const never = fake({ versions: () => {
      throw new AtakoraError('ATK2221', 'not found', { source: 'azure' });
    } });
    await expect(secretWriter(never.scene, synthesis)(secret)).rejects.toMatchObject({ code: 'ATK2221' });
    expect(never.calls.length).toBeGreaterThan(100);
  });
});

test('the role is given by a deployment that the local Azure accepts, and that can be repeated', { timeout: 30_000 }, async () => {
  const worldFolder = mkdtempSync(join(tmpdir(), 'atakora-role-'));
  onTestFinished(() => rmSync(worldFolder, { recursive: true, force: true }));
  const azure: ConnectedAzure = connectLocalAzure({ worldFolder, clock: systemClock, ids: systemIds, tenantId: '11111111-1111-4111-8111-111111111111', subscriptionId });
  await azure.change({ method: 'PUT', path: `/subscriptions/${subscriptionId}/resourcegroups/rg`, apiVersion: '2024-03-01', body: { location: 'westeurope' } });
  await azure.registerProviders(['Microsoft.KeyVault']);
  const body = { location: 'westeurope', properties: { tenantId: azure.tenantId, sku: { family: 'A', name: 'standard' }, enableRbacAuthorization: true } };
  await azure.change({ method: 'PUT', path: id, apiVersion: '2023-07-01', body });
  const scene = { context: { platform: { clock: systemClock }, signal: new AbortController().signal }, ports: { poll: { min: 10, max: 100 } } } as unknown as Scene;
  for (const _time of [1, 2]) await giveSecretsRole(scene, azure, { id, name: 'kv-demo', uri: '' });
  const { body: listed } = await azure.questions.ask({ method: 'GET', path: `${id}/providers/Microsoft.Authorization/roleAssignments`, apiVersion: '2022-04-01' });
  const roles = (listed as unknown as { readonly value: readonly { readonly properties: { readonly roleDefinitionId: string; readonly scope: string } }[] }).value.filter(({ properties }) => properties.roleDefinitionId.endsWith('b86a8fe4-44ce-4948-aee5-eccb2c155cd7'));
  expect(roles.map(({ properties }) => properties.scope.toLowerCase())).toEqual([id.toLowerCase()]);
});
