import { ResourceManagementClient } from '@azure/arm-resources';
import { SubscriptionClient } from '@azure/arm-resources-subscriptions';
import { DeploymentsClient } from '@azure/arm-resourcesdeployments';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { SdkWorld } from './sdk-worlds.ts';

const apiVersions = { storage: '2024-01-01', vault: '2024-11-01', lock: '2020-05-01', identity: '2024-11-30' } as const;
const poll = { updateIntervalInMs: 20 } as const;

/** What the stock clients do with a local Azure, however they reach it. */
export function describeSdkConformance(how: string, open: () => Promise<SdkWorld>): void {
  describe(`the stock SDK clients, ${how}`, () => {
    let world: SdkWorld;
    let arm: ResourceManagementClient;
    let deploy: DeploymentsClient;
    let group = '';

    beforeAll(async () => {
      world = await open();
      arm = new ResourceManagementClient(world.credential, world.subscriptionId, world.options);
      deploy = new DeploymentsClient(world.credential, world.subscriptionId, world.options);
      for (const namespace of ['Microsoft.Storage', 'Microsoft.KeyVault', 'Microsoft.ManagedIdentity']) await registered(namespace);
      group = `/subscriptions/${world.subscriptionId}/resourceGroups/rg`;
      await arm.resourceGroups.createOrUpdate('rg', { location: 'westeurope' });
    });
    afterAll(async () => void (await world?.close()));

    async function registered(namespace: string): Promise<void> {
      await arm.providers.register(namespace);
      await vi.waitFor(async () => expect((await arm.providers.get(namespace)).registrationState).toBe('Registered'), { timeout: 40_000 });
    }

    it('sign in with a secret, and are told why with a wrong one', async () => {
      const scope = `${world.options.endpoint}/.default`;
      expect((await world.credential.getToken(scope))?.token.split('.')).toHaveLength(3);
      await expect(world.signIn('wrong').getToken(scope)).rejects.toThrow('AADSTS7000215');
    });

    it('read the tenant, the subscription and its regions', async () => {
      const client = new SubscriptionClient(world.credential, world.options);
      expect(await collected(client.subscriptions.list())).toEqual([expect.objectContaining({ subscriptionId: world.subscriptionId, state: 'Enabled' })]);
      expect(await client.subscriptions.get(world.subscriptionId)).toMatchObject({ subscriptionId: world.subscriptionId });
      expect((await collected(client.tenants.list())).map(({ tenantId }) => tenantId)).toEqual([world.tenantId]);
      expect((await collected(client.subscriptions.listLocations(world.subscriptionId))).map(({ name }) => name)).toContain('westeurope');
    });

    it('make, find, tag, list and delete resource groups', async () => {
      const made = await arm.resourceGroups.createOrUpdate('groups-a', { location: 'westeurope', tags: { a: 'b' } });
      expect(made).toMatchObject({ name: 'groups-a', location: 'westeurope', tags: { a: 'b' }, properties: { provisioningState: 'Succeeded' } });
      expect((await arm.resourceGroups.update('groups-a', { tags: { c: 'd' } })).tags).toEqual({ c: 'd' });
      expect((await collected(arm.resourceGroups.list())).map(({ name }) => name)).toContain('groups-a');
      await arm.resourceGroups.beginDeleteAndWait('groups-a', poll);
      await expect(arm.resourceGroups.get('groups-a')).rejects.toMatchObject({ statusCode: 404, code: 'ResourceGroupNotFound', message: expect.stringContaining("'groups-a' could not be found") });
      await expect(arm.resourceGroups.createOrUpdate('groups-b', { location: '' })).rejects.toMatchObject({ statusCode: 400, code: 'LocationRequired' });
    });

    it('make, change, list and delete resources of any type by id', async () => {
      const id = `${group}/providers/Microsoft.Storage/storageAccounts/sdkstone1`;
      const body = { location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} };
      const made = await arm.resources.beginCreateOrUpdateByIdAndWait(id, apiVersions.storage, body, poll);
      expect(made).toMatchObject({ name: 'sdkstone1', type: 'Microsoft.Storage/storageAccounts', properties: { provisioningState: 'Succeeded', primaryEndpoints: { blob: 'https://sdkstone1.blob.core.windows.net/' } } });
      await arm.resources.beginUpdateByIdAndWait(id, apiVersions.storage, { tags: { x: 'y' } }, poll);
      expect((await arm.resources.getById(id, apiVersions.storage)).tags).toEqual({ x: 'y' });
      expect((await collected(arm.resources.listByResourceGroup('rg'))).map(({ name }) => name)).toContain('sdkstone1');
      await arm.resources.beginDeleteByIdAndWait(id, apiVersions.storage, poll);
      await expect(arm.resources.getById(id, apiVersions.storage)).rejects.toMatchObject({ statusCode: 404, code: 'ResourceNotFound' });
      const unknown = arm.resources.beginCreateOrUpdateByIdAndWait(`${group}/providers/Microsoft.Nothing/things/x`, '2020-01-01', { location: 'westeurope' }, poll);
      await expect(unknown).rejects.toMatchObject({ statusCode: 404, code: 'InvalidResourceNamespace' });
    });

    it('cannot delete what a lock holds until the lock is gone', async () => {
      await arm.resourceGroups.createOrUpdate('locked', { location: 'westeurope' });
      const lock = `/subscriptions/${world.subscriptionId}/resourceGroups/locked/providers/Microsoft.Authorization/locks/keep`;
      await arm.resources.beginCreateOrUpdateByIdAndWait(lock, apiVersions.lock, { properties: { level: 'CanNotDelete' } }, poll);
      await expect(arm.resourceGroups.beginDeleteAndWait('locked', poll)).rejects.toMatchObject({ statusCode: 409, code: 'ScopeLocked' });
      await arm.resources.beginDeleteByIdAndWait(lock, apiVersions.lock, poll);
      await arm.resourceGroups.beginDeleteAndWait('locked', poll);
      expect((await arm.resourceGroups.checkExistence('locked')).body).toBe(false);
    });

    it('deploy a template, follow it to its end, list what it did and read it back', async () => {
      const template = storageTemplate('sdkdeploy1');
      const done = await deploy.deployments.createOrUpdate('rg', 'd1', { properties: { mode: 'Incremental', template, parameters: { word: { value: 'hi' } } } }, poll);
      expect(done.properties).toMatchObject({ provisioningState: 'Succeeded', outputs: { said: { type: 'String', value: 'hi' } }, outputResources: [{ id: expect.stringContaining('/sdkdeploy1') }] });
      const operations = await collected(deploy.deploymentOperations.list('rg', 'd1'));
      expect(operations.map(({ properties }) => properties?.targetResource?.resourceName)).toContain('sdkdeploy1');
      expect((await deploy.deployments.exportTemplate('rg', 'd1')).template).toEqual(template);
      expect((await collected(deploy.deployments.listByResourceGroup('rg'))).map(({ name }) => name)).toContain('d1');
      await deploy.deployments.delete('rg', 'd1', poll);
      await expect(deploy.deployments.get('rg', 'd1')).rejects.toMatchObject({ statusCode: 404, code: 'DeploymentNotFound' });
    });

    it('validate templates, right and wrong', async () => {
      const right = await deploy.deployments.validate('rg', 'v1', { properties: { mode: 'Incremental', template: storageTemplate('sdkvalid1'), parameters: { word: { value: 'hi' } } } }, poll);
      expect(right.properties?.provisioningState).toBe('Succeeded');
      const wrong = deploy.deployments.validate('rg', 'v2', { properties: { mode: 'Incremental', template: storageTemplate('sdkvalid1') } }, poll);
      // The client takes the status 400 for the end of an operation, and keeps its reason to itself.
      await expect(wrong).rejects.toThrow('The long-running operation has failed');
    });

    it('see what a deployment would change without changing it', async () => {
      const properties = { mode: 'Incremental' as const, template: storageTemplate('sdkwhatif1'), parameters: { word: { value: 'hi' } } };
      const result = await deploy.deployments.whatIf('rg', 'w1', { properties }, poll);
      expect(result.status).toBe('Succeeded');
      expect(result.changes?.find(({ resourceId }) => resourceId?.endsWith('/sdkwhatif1') === true)).toMatchObject({ changeType: 'Create' });
      expect((await collected(arm.resources.listByResourceGroup('rg'))).map(({ name }) => name)).not.toContain('sdkwhatif1');
    });

    it('learn why a deployment failed, and cancel one that runs', async () => {
      const failing = deploy.deployments.createOrUpdate('rg', 'f1', { properties: { mode: 'Incremental', template: storageTemplate('Bad_Name'), parameters: { word: { value: 'hi' } } } }, poll);
      await expect(failing).rejects.toMatchObject({ statusCode: 400, code: 'InvalidTemplateDeployment' });
      const slow = { mode: 'Incremental' as const, template: storageTemplate('sdkslow1', 40), parameters: { word: { value: 'hi' } } };
      const running = deploy.deployments.createOrUpdate('rg', 'c1', { properties: slow }, poll);
      const ended = expect(running).rejects.toThrow(/cancel/i);
      await expect.poll(async () => (await deploy.deployments.get('rg', 'c1').catch(() => undefined))?.properties?.provisioningState, { timeout: 30_000, interval: 5 }).toMatch(/Accepted|Running/);
      await deploy.deployments.cancel('rg', 'c1');
      await ended;
      expect((await deploy.deployments.get('rg', 'c1')).properties?.provisioningState).toBe('Canceled');
    });

    it('are refused as an identity without a role, and let in once it has one', async () => {
      const id = `${group}/providers/Microsoft.ManagedIdentity/userAssignedIdentities/sdk-identity`;
      const identity = await arm.resources.beginCreateOrUpdateByIdAndWait(id, apiVersions.identity, { location: 'westeurope' }, poll);
      const { clientId, principalId } = identity.properties as { clientId: string; principalId: string };
      const limited = new ResourceManagementClient(world.managedIdentity(clientId), world.subscriptionId, world.options);
      await expect(limited.resourceGroups.get('rg')).rejects.toMatchObject({ statusCode: 403, code: 'AuthorizationFailed', message: expect.stringMatching(/'Microsoft\.Resources\/subscriptions\/resourcegroups\/read'/i) });
      const reader = `/subscriptions/${world.subscriptionId}/providers/Microsoft.Authorization/roleDefinitions/acdd72a7-3385-48ef-bd42-f606fba81ae7`;
      const assignment = `${group}/providers/Microsoft.Authorization/roleAssignments/6f1c1f4e-0f57-4ac7-9f52-0d2a1c1b7a01`;
      await arm.resources.beginCreateOrUpdateByIdAndWait(assignment, '2022-04-01', { properties: { roleDefinitionId: reader, principalId, principalType: 'ServicePrincipal' } }, poll);
      expect((await limited.resourceGroups.get('rg')).name).toBe('rg');
      await expect(limited.resourceGroups.update('rg', { tags: { a: 'b' } })).rejects.toMatchObject({ statusCode: 403 });
    });

    it('keep secrets in a vault through versions, pages, deletion, recovery and purge', async () => {
      const secrets = world.secrets(await vaultUri('sdk-kv-one'));
      const first = await secrets.setSecret('pass', 'https://sdk-kv-one.vault.azure.net/', { tags: { a: 'b' } });
      await secrets.setSecret('pass', 'two');
      expect((await secrets.getSecret('pass')).value).toBe('two');
      expect((await secrets.getSecret('pass', { version: first.properties.version ?? '' })).value).toBe('https://sdk-kv-one.vault.azure.net/');
      for (let i = 0; i < 30; i += 1) await secrets.setSecret(`more-${i}`, 'x');
      const pages: number[] = [];
      for await (const page of secrets.listPropertiesOfSecrets().byPage()) pages.push(page.length);
      expect([pages.length > 1, pages.reduce((sum, count) => sum + count, 0)]).toEqual([true, 31]);
      await (await secrets.beginDeleteSecret('pass', { intervalInMs: 20 })).pollUntilDone();
      await expect(secrets.getSecret('pass')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' });
      await (await secrets.beginRecoverDeletedSecret('pass', { intervalInMs: 20 })).pollUntilDone();
      expect((await secrets.getSecret('pass')).value).toBe('two');
      await (await secrets.beginDeleteSecret('pass', { intervalInMs: 20 })).pollUntilDone();
      await secrets.purgeDeletedSecret('pass');
      await expect(secrets.getDeletedSecret('pass')).rejects.toMatchObject({ statusCode: 404 });
    });

    it('get a deleted vault back with what was in it', async () => {
      const uri = await vaultUri('sdk-kv-two');
      await world.secrets(uri).setSecret('kept', 'still here');
      await arm.resources.beginDeleteByIdAndWait(vaultId('sdk-kv-two'), apiVersions.vault, poll);
      await expect(world.secrets(uri).getSecret('kept')).rejects.toThrow();
      await expect(vaultUri('sdk-kv-two')).rejects.toMatchObject({ statusCode: 409 });
      expect(await vaultUri('sdk-kv-two', { createMode: 'recover' })).toBe(uri);
      expect((await world.secrets(uri).getSecret('kept')).value).toBe('still here');
    });

    function vaultId(name: string): string {
      return `${group}/providers/Microsoft.KeyVault/vaults/${name}`;
    }

    async function vaultUri(name: string, more: Record<string, unknown> = {}): Promise<string> {
      const properties = { tenantId: world.tenantId, sku: { family: 'A', name: 'standard' }, enableRbacAuthorization: true, softDeleteRetentionInDays: 7, ...more };
      const made = await arm.resources.beginCreateOrUpdateByIdAndWait(vaultId(name), apiVersions.vault, { location: 'westeurope', properties }, poll);
      return (made.properties as { vaultUri: string }).vaultUri;
    }
  });
}

async function collected<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** Accounts one after another when there are several, so that the deployment takes a while. */
function storageTemplate(name: string, count?: number): Record<string, unknown> {
  const account = { type: 'Microsoft.Storage/storageAccounts', apiVersion: apiVersions.storage, location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2' };
  const loop = count === undefined ? { name } : { name: `[concat('${name}x', copyIndex())]`, copy: { name: 'all', count, mode: 'Serial', batchSize: 1 } };
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { word: { type: 'string' } },
    resources: [{ ...account, ...loop }],
    outputs: { said: { type: 'string', value: "[parameters('word')]" } },
  };
}
