import { describe, expect, it } from 'vitest';
import type { ConnectedAzure } from '../engine/azure-questions.ts';
import type { DeploymentRequest } from '../engine/ports.ts';
import type { SecretVault } from '../engine/secret-vault.ts';
import { AtakoraError } from '../model/errors.ts';
import type { EnvironmentVault, SecretSession } from './secret-session.ts';
import { fakePlatform } from './test-platform.fake.ts';
import { withSecretsRole } from './with-secrets-role.ts';

const vault = { address: 'main/vault.main/vault', name: 'kv-one', id: '/subscriptions/s/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-one', uri: 'https://kv-one.vault.azure.net/', stands: true } as EnvironmentVault;
const refusal = new AtakoraError('ATK1802', 'no role', { source: 'azure', cause: { code: 'ForbiddenByRbac', message: 'no role', advice: { rule: 'vault-right' } } });
const first = { uri: 'first' } as SecretVault;
const second = { uri: 'second' } as SecretVault;

/** A session whose Azure takes deployments, or refuses them. */
function scene(yes: boolean, gives = true) {
  const deployed: DeploymentRequest[] = [];
  const told: string[] = [];
  const asked: unknown[] = [];
  const azure = {
    startDeployment: (request: DeploymentRequest) => {
      if (!gives) throw new AtakoraError('ATK1802', 'may not give roles', { source: 'azure' });
      deployed.push(request);
      return Promise.resolve();
    },
    getDeployment: () => Promise.resolve({ name: 'd', state: 'succeeded', outputs: {} }),
    secrets: (_uri: string, options: unknown) => {
      asked.push(options);
      return second;
    },
  } as unknown as ConnectedAzure;
  const { platform } = fakePlatform();
  const context = { platform, options: { yes, interactive: false, width: undefined }, signal: new AbortController().signal, output: { text: (text: string) => told.push(text) } };
  const session = { scene: { context, session: { facts: { key: 'dev' } }, ports: { azure: () => Promise.resolve(azure), poll: { min: 1, max: 1 } } } } as unknown as SecretSession;
  const tried: string[] = [];
  const work = (opened: SecretVault): Promise<string> => {
    tried.push(opened.uri);
    return opened === first ? Promise.reject(refusal) : Promise.resolve('stored');
  };
  return { session, work, tried, deployed, told, asked };
}

describe('a vault whose secrets one has no role for', () => {
  it('is worked on once the role was given, which --yes agrees to', async () => {
    const { session, work, tried, deployed, told, asked } = scene(true);
    expect(await withSecretsRole(session, vault, first, work)).toBe('stored');
    expect(tried).toEqual(['first', 'second']);
    expect(deployed).toMatchObject([{ scope: { kind: 'resourceGroup', resourceGroup: 'rg' } }]);
    expect(JSON.stringify(deployed[0]?.template)).toContain('b86a8fe4-44ce-4948-aee5-eccb2c155cd7');
    expect(asked).toEqual([{ vaultId: vault.id, roleGivenAt: expect.any(String) as string }]);
    expect(told.join('')).toContain('gave the role Key Vault Secrets Officer on kv-one');
  });

  it('stays refused when nobody can be asked, or roles may not be given', async () => {
    const silent = scene(false);
    await expect(withSecretsRole(silent.session, vault, first, silent.work)).rejects.toBe(refusal);
    expect(silent.deployed).toEqual([]);
    const powerless = scene(true, false);
    await expect(withSecretsRole(powerless.session, vault, first, powerless.work)).rejects.toBe(refusal);
  });

  it('gives no role for any other refusal', async () => {
    const { session, deployed } = scene(true);
    const other = new AtakoraError('ATK1802', 'a firewall', { source: 'azure', cause: { code: 'ForbiddenByFirewall', message: '', advice: { rule: 'vault-firewall' } } });
    await expect(withSecretsRole(session, vault, first, () => Promise.reject(other))).rejects.toBe(other);
    expect(deployed).toEqual([]);
  });
});
