import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { SecretClient } from '@azure/keyvault-secrets';
import { describe, expect, it } from 'vitest';
import { openLocalAzure } from '../local/local-azure.ts';
import { countingIds, storageAccount, template, temporaryFolder, testSubscription, testTenant, vault } from '../local/local-azure.fake.ts';
import { localCredential } from './credential.ts';
import { localHttpClient } from './local-client.ts';
import { listLocations } from './locations.ts';
import { sdkClients } from './sdk-clients.ts';

function local() {
  const ids = countingIds();
  const azure = openLocalAzure({ worldFolder: join(temporaryFolder(), 'world'), clock: { now: () => new Date().toISOString() }, ids, tenantId: testTenant, subscriptionId: testSubscription });
  const httpClient = localHttpClient(azure);
  return { httpClient, clients: sdkClients({ cloud: 'local', subscriptionId: testSubscription, credential: localCredential, httpClient }) };
}

async function withVault() {
  const { httpClient, clients } = local();
  const { providers, resourceGroups, resources } = await clients.resources();
  await providers.register('Microsoft.KeyVault');
  await resourceGroups.createOrUpdate('rg', { location: 'westeurope' });
  const { type: _type, apiVersion, name, ...body } = vault('kv-one');
  await resources.createOrUpdateById(`subscriptions/${testSubscription}/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/${String(name)}`, String(apiVersion), body as never, { updateIntervalInMs: 20 });
  return { httpClient, secrets: new SecretClient('https://kv-one.vault.azure.net', localCredential, { httpClient }) };
}

describe('the SDKs on the local Azure, with their own pollers', () => {
  it('manage groups, providers and resources', async () => {
    const { clients } = local();
    const { providers, resourceGroups, resources } = await clients.resources();
    expect((await providers.register('Microsoft.Storage')).registrationState).toBe('Registering');
    expect(await resourceGroups.createOrUpdate('rg', { location: 'westeurope', tags: { a: 'b' } })).toMatchObject({ name: 'rg', properties: { provisioningState: 'Succeeded' } });
    const { type: _type, apiVersion: _version, name: _name, dependsOn: _order, ...body } = storageAccount('stone');
    const created = await resources.createOrUpdate('rg', 'Microsoft.Storage', '', 'storageAccounts', 'stone', '2024-01-01', body as never, { updateIntervalInMs: 20 });
    expect(created).toMatchObject({ name: 'stone', properties: { provisioningState: 'Succeeded' } });
    expect(await resources.checkExistence('rg', 'Microsoft.Storage', '', 'storageAccounts', 'stone', '2024-01-01')).toMatchObject({ body: true });
    expect((await resourceGroups.list().next()).value).toMatchObject({ name: 'rg' });
    await resourceGroups.delete('rg', { updateIntervalInMs: 20 });
    expect(await resourceGroups.checkExistence('rg')).toMatchObject({ body: false });
  });

  it('deploy, validate and export', async () => {
    const { clients } = local();
    const { providers, resourceGroups } = await clients.resources();
    await providers.register('Microsoft.Storage');
    await providers.register('Microsoft.KeyVault');
    await resourceGroups.createOrUpdate('rg', { location: 'westeurope' });
    const { deployments, deploymentOperations } = await clients.deployments();
    const properties = { mode: 'Incremental' as const, template: { ...template([storageAccount('stone')]) } };
    expect(await deployments.validate('rg', 'd', { properties })).toMatchObject({ properties: { provisioningState: 'Succeeded' } });
    const done = await deployments.createOrUpdate('rg', 'd', { properties }, { updateIntervalInMs: 20 });
    expect(done.properties).toMatchObject({ provisioningState: 'Succeeded', outputResources: [{ id: expect.stringContaining('/stone') }] });
    expect((await deployments.exportTemplate('rg', 'd')).template).toEqual(properties.template);
    const targets: (string | undefined)[] = [];
    for await (const { properties: operation } of deploymentOperations.list('rg', 'd')) targets.push(operation?.targetResource?.resourceName);
    expect(targets).toEqual(['stone', undefined]);
    const failing = { ...properties, template: { ...template([vault('bad--name')]) } };
    await expect(deployments.createOrUpdate('rg', 'bad', { properties: failing }, { updateIntervalInMs: 20 })).rejects.toThrow('DeploymentFailed');
  });

  it('list the regions for the wizard', async () => {
    const { httpClient } = local();
    const regions = await listLocations({ cloud: 'local', tenantId: testTenant, subscriptionId: testSubscription, httpClient });
    expect(regions.find(({ name }) => name === 'westeurope')).toEqual({ name: 'westeurope', displayName: 'West Europe', geographyGroup: 'Europe', recommended: true });
    expect(regions.some(({ name }) => name === 'europe')).toBe(false);
  });
});

describe('secrets on the local Key Vault', () => {
  it('are set in versions, read, listed in pages, changed, deleted, recovered and purged', async () => {
    const { secrets } = await withVault();
    const first = await secrets.setSecret('pass', 'one', { tags: { a: 'b' }, contentType: 'text/plain' });
    const second = await secrets.setSecret('pass', 'two');
    expect(second.properties).toMatchObject({ enabled: true, recoverableDays: 7, recoveryLevel: 'CustomizedRecoverable+Purgeable' });
    expect(second.properties.contentType).toBeUndefined();
    expect((await secrets.getSecret('pass')).value).toBe('two');
    expect((await secrets.getSecret('pass', { version: first.properties.version ?? '' })).value).toBe('one');
    for (let i = 0; i < 30; i += 1) await secrets.setSecret(`more-${String(i).padStart(2, '0')}`, 'x');
    const names: string[] = [];
    for await (const { name } of secrets.listPropertiesOfSecrets()) names.push(name);
    expect(names).toHaveLength(31);
    const versions: string[] = [];
    for await (const { version } of secrets.listPropertiesOfSecretVersions('pass')) versions.push(version ?? '');
    expect(versions).toEqual([first.properties.version, second.properties.version]);
    await secrets.updateSecretProperties('pass', second.properties.version ?? '', { enabled: false });
    await expect(secrets.getSecret('pass')).rejects.toMatchObject({ statusCode: 403 });
    await (await secrets.beginDeleteSecret('pass')).pollUntilDone();
    await expect(secrets.getSecret('pass')).rejects.toMatchObject({ statusCode: 404, code: 'SecretNotFound' });
    await expect(secrets.setSecret('pass', 'three')).rejects.toMatchObject({ statusCode: 409 });
    await (await secrets.beginRecoverDeletedSecret('pass')).pollUntilDone();
    await (await secrets.beginDeleteSecret('pass')).pollUntilDone();
    await secrets.purgeDeletedSecret('pass');
    // Purging goes on after the answer.
    await delay(300);
    expect((await secrets.setSecret('pass', 'four')).value).toBe('four');
  });

  it('are refused to who has no token, before the body is sent', async () => {
    const { httpClient } = await withVault();
    const { createHttpHeaders, createPipelineRequest } = await import('@azure/core-rest-pipeline');
    const request = createPipelineRequest({ url: 'https://kv-one.vault.azure.net/secrets/x/?api-version=7.4', method: 'GET', headers: createHttpHeaders() });
    const response = await httpClient.sendRequest(request);
    expect(response.status).toBe(401);
    expect(response.headers.get('www-authenticate')).toBe(`Bearer authorization="https://login.microsoftonline.com/${testTenant}", resource="https://vault.azure.net"`);
  });

  const golden = new URL('../../../shared/golden/keyvault.json', import.meta.url);
  it.runIf(existsSync(golden))('answer with the fields of recorded exchanges (skipped without ../shared/golden)', async () => {
    const rows = JSON.parse(readFileSync(golden, 'utf8')) as readonly { op: string; case: string; response_body: Record<string, unknown> }[];
    const fields = (op: string, name: string) => Object.keys(rows.find((row) => row.op === op && row.case.startsWith(name))?.response_body ?? {}).sort();
    const { httpClient, secrets } = await withVault();
    const call = async (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: unknown) => {
      const { createHttpHeaders, createPipelineRequest } = await import('@azure/core-rest-pipeline');
      const request = createPipelineRequest({ url: `https://kv-one.vault.azure.net${path}?api-version=7.4`, method, headers: createHttpHeaders({ authorization: 'Bearer x' }), ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
      return Object.keys(JSON.parse((await httpClient.sendRequest(request)).bodyAsText ?? '{}') as object).sort();
    };
    expect(await call('PUT', '/secrets/secret1', { value: 'x', tags: { 'file-encoding': 'utf-8' } })).toEqual(fields('set', 'new secret'));
    await secrets.setSecret('secret1', 'y', { tags: { a: 'b' }, contentType: 'text' });
    expect(await call('GET', '/secrets/secret1/')).toEqual(fields('get', 'latest'));
    expect(await call('GET', '/secrets')).toEqual(fields('list', 'all secrets'));
    expect(await call('DELETE', '/secrets/secret1')).toEqual(fields('delete', 'soft delete'));
  });
});
