import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../engine/ports.fake.ts';
import type { Azure } from '../engine/ports.ts';
import { countingIds, storageAccount, subscriptionPath, template, temporaryFolder, testSubscription, testTenant, vault } from '../local/local-azure.fake.ts';
import type { JsonObject } from '../model/json.ts';
import { connectAzure } from './connect.ts';
import { connectLocalAzure } from './connect-local.ts';
import { isoDurationMs } from './deployment-calls.ts';

const group = `${subscriptionPath}/resourceGroups/rg`;
const inGroup = { kind: 'resourceGroup', subscriptionId: testSubscription, resourceGroup: 'rg' } as const;
const inSubscription = { kind: 'subscription', subscriptionId: testSubscription, location: 'westeurope' } as const;

function connect() {
  const clock = createFakeClock();
  const worldFolder = join(temporaryFolder(), 'world');
  return { clock, azure: connectLocalAzure({ worldFolder, clock, ids: countingIds(), tenantId: testTenant, subscriptionId: testSubscription }) };
}

async function withGroup() {
  const { clock, azure } = connect();
  await azure.registerProviders(['Microsoft.Storage', 'Microsoft.KeyVault']);
  await azure.startDeployment({ name: 'group', scope: inSubscription, template: template([{ type: 'Microsoft.Resources/resourceGroups', apiVersion: '2021-04-01', name: 'rg', location: 'westeurope' }]), parameters: {}, tags: {} });
  return { clock, azure };
}

async function ended(azure: Azure, clock: { sleep(ms: number): Promise<void> }, name: string) {
  for (let i = 0; i < 100; i += 1) {
    const status = await azure.getDeployment(inGroup, name);
    if (status === undefined || (status.state !== 'accepted' && status.state !== 'running')) return status;
    await clock.sleep(100);
  }
  throw new Error('does not end');
}

async function refusal(call: Promise<unknown>): Promise<JsonObject> {
  try {
    await call;
  } catch (error) {
    const { code, source, cause, message } = error as { code: string; source: string; cause: JsonObject; message: string };
    return { code, source, cause, message };
  }
  throw new Error('nothing was refused');
}

describe('the port to Azure, through the real SDKs', () => {
  it('registers what is not registered yet and says which', async () => {
    const { azure } = connect();
    expect(await azure.registerProviders(['Microsoft.Storage', 'Microsoft.Resources'])).toEqual(['Microsoft.Storage']);
    expect(await azure.registerProviders(['Microsoft.Storage', 'Microsoft.Resources'])).toEqual([]);
  });

  it('starts a deployment without waiting for its end, and reads it to its end', async () => {
    const { clock, azure } = await withGroup();
    const before = clock.now();
    const resources = [storageAccount('stone', { zones: ['1'] }), vault('kv-one', { dependsOn: ['stone'] })];
    const outputs = { uri: { type: 'string', value: "[reference('kv-one').vaultUri]" }, word: { type: 'string', value: "[parameters('word')]" } };
    await azure.startDeployment({ name: 'd', scope: inGroup, template: template(resources, { parameters: { word: { type: 'string' } }, outputs }), parameters: { word: { value: 'hello' } }, tags: { run: 'r1' } });
    expect(clock.now()).toBe(before);
    expect((await azure.getDeployment(inGroup, 'd'))?.state).toBe('running');
    expect(await azure.listOperations(inGroup, 'd')).toMatchObject([{ targetId: `${group}/providers/Microsoft.Storage/storageAccounts/stone`, targetType: 'Microsoft.Storage/storageAccounts', state: 'running' }]);
    const status = await ended(azure, clock, 'd');
    expect(status).toMatchObject({ name: 'd', state: 'succeeded', outputs: { uri: 'https://kv-one.vault.azure.net/', word: 'hello' } });
    expect(status?.correlationId).toMatch(/^[0-9a-f-]{36}$/);
    expect((await azure.listOperations(inGroup, 'd')).map(({ targetType, state, durationMs }) => [targetType, state, typeof durationMs])).toEqual([
      ['Microsoft.Storage/storageAccounts', 'succeeded', 'number'],
      ['Microsoft.KeyVault/vaults', 'succeeded', 'number'],
      [undefined, 'succeeded', 'number'],
    ]);
    const ends = (await azure.listOperations(inGroup, 'd')).map(({ endedAt }) => Date.parse(endedAt ?? ''));
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    expect(ends[0]).toBeGreaterThan(0);
    expect(await azure.read(`${group}/providers/Microsoft.Storage/storageAccounts/stone`, '2024-01-01')).toMatchObject({ zones: ['1'], properties: { primaryEndpoints: { blob: 'https://stone.blob.core.windows.net/' } } });
    expect((await azure.listGroup('rg')).map(({ type }) => type)).toEqual(['Microsoft.KeyVault/vaults', 'Microsoft.Storage/storageAccounts']);
  });

  it('knows nothing of what does not exist', async () => {
    const { azure } = connect();
    expect(await azure.read(group, '2021-04-01')).toBeUndefined();
    expect(await azure.read(`${group}/providers/Microsoft.Storage/storageAccounts/x`, '2024-01-01')).toBeUndefined();
    expect(await azure.listGroup('rg')).toEqual([]);
    expect(await azure.getDeployment(inGroup, 'd')).toBeUndefined();
    expect(await azure.getDeployment(inSubscription, 'd')).toBeUndefined();
    expect(await (await azure.startDelete(`${group}/providers/Microsoft.Storage/storageAccounts/x`, '2024-01-01')).isDone()).toBe(true);
  });

  it('unfolds the failure of a deployment to its cause, and gives it to the operation as well', async () => {
    const { clock, azure } = await withGroup();
    await azure.startDeployment({ name: 'd', scope: inGroup, template: template([vault('bad--name')]), parameters: {}, tags: {} });
    const id = `${group}/providers/Microsoft.KeyVault/vaults/bad--name`;
    expect(await ended(azure, clock, 'd')).toMatchObject({ state: 'failed', failure: { code: 'VaultNameNotValid', target: id } });
    expect(await azure.listOperations(inGroup, 'd')).toMatchObject([{ state: 'failed', targetId: id, failure: { code: 'VaultNameNotValid', target: id } }]);
  });

  it('cancels', async () => {
    const { azure } = await withGroup();
    await azure.startDeployment({ name: 'd', scope: inGroup, template: template([storageAccount('stone')]), parameters: {}, tags: {} });
    await azure.cancelDeployment(inGroup, 'd');
    expect((await azure.getDeployment(inGroup, 'd'))?.state).toBe('canceled');
  });

  it('deletes, asking again until it is gone', async () => {
    const { clock, azure } = await withGroup();
    const deletion = await azure.startDelete(group, '2021-04-01');
    expect(await deletion.isDone()).toBe(false);
    expect(await azure.read(group, '2021-04-01')).toMatchObject({ properties: { provisioningState: 'Deleting' } });
    await clock.sleep(1000);
    expect(await deletion.isDone()).toBe(true);
    expect(await azure.read(group, '2021-04-01')).toBeUndefined();
  });

  it('gives refusals their code, with what Azure said as the cause', async () => {
    const { azure } = connect();
    const request = { name: 'd', scope: inGroup, template: template([]), parameters: {}, tags: {} };
    expect(await refusal(azure.startDeployment(request))).toMatchObject({ code: 'ATK1803', source: 'azure', cause: { code: 'ResourceGroupNotFound', status: 404, correlationId: expect.any(String) } });
    const locked = await withGroup();
    const broken = template([], { parameters: { extra: { type: 'string' } } });
    const { code, cause, message } = await refusal(locked.azure.startDeployment({ ...request, template: broken }));
    expect([code, cause]).toEqual(['ATK1803', expect.objectContaining({ code: 'InvalidTemplate' })]);
    expect(message).toContain("'extra'");
    await locked.azure.startDeployment({ ...request, template: template([{ type: 'Microsoft.Authorization/locks', apiVersion: '2020-05-01', name: 'keep', properties: { level: 'CanNotDelete' } }]) });
    expect(await refusal(locked.azure.startDelete(group, '2021-04-01'))).toMatchObject({ code: 'ATK1803', cause: { code: 'ScopeLocked', status: 409 } });
  });

  it('tells sign-in, permission and network apart', async () => {
    const { RestError, createHttpHeaders } = await import('@azure/core-rest-pipeline');
    const through = (status: number, body: string) =>
      connectAzure({
        cloud: 'local',
        tenantId: testTenant,
        subscriptionId: testSubscription,
        httpClient: { sendRequest: (request) => Promise.resolve({ request, status, headers: createHttpHeaders(), bodyAsText: body }) },
      });
    const denied = JSON.stringify({ error: { code: 'AuthorizationFailed', message: 'may not' } });
    expect(await refusal(through(403, denied).read(group, '1'))).toMatchObject({ code: 'ATK1802', cause: { code: 'AuthorizationFailed' } });
    expect(await refusal(through(401, '').read(group, '1'))).toMatchObject({ code: 'ATK1801' });
    const unreachable = connectAzure({
      cloud: 'AzureCloud',
      tenantId: testTenant,
      subscriptionId: testSubscription,
      credential: { getToken: () => Promise.resolve({ token: 't', expiresOnTimestamp: Date.now() + 3_600_000 }) },
      httpClient: { sendRequest: (request) => Promise.reject(new RestError('certificate', { code: 'CERT_HAS_EXPIRED', request })) },
    });
    expect(await refusal(unreachable.read(group, '1'))).toMatchObject({ code: 'ATK1804' });
    const signedOut = connectAzure({
      cloud: 'AzureCloud',
      tenantId: testTenant,
      subscriptionId: testSubscription,
      credential: { getToken: () => Promise.reject(Object.assign(new Error('run az login'), { name: 'CredentialUnavailableError' })) },
      httpClient: { sendRequest: () => Promise.reject(new Error('not reached')) },
    });
    expect(await refusal(signedOut.read(group, '1'))).toMatchObject({ code: 'ATK1801' });
  });

  it('stops when it is told to', async () => {
    const { azure } = connect();
    await expect(azure.read(group, '1', AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  });

  it('retries what passes, as the SDK does it', async () => {
    const { createHttpHeaders } = await import('@azure/core-rest-pipeline');
    let calls = 0;
    const azure = connectAzure({
      cloud: 'local',
      tenantId: testTenant,
      subscriptionId: testSubscription,
      httpClient: {
        sendRequest: (request) => {
          calls += 1;
          const headers = createHttpHeaders(calls === 1 ? { 'retry-after-ms': '1' } : {});
          return Promise.resolve({ request, status: calls === 1 ? 429 : 200, headers, bodyAsText: '{"id":"x"}' });
        },
      },
    });
    expect(await azure.read(group, '1')).toEqual({ id: 'x' });
    expect(calls).toBe(2);
  });
});

it('reads ISO durations', () => {
  expect(['PT1.5S', 'PT1M2S', 'PT1H', 'P1DT1S', 'nonsense'].map(isoDurationMs)).toEqual([1500, 62_000, 3_600_000, 86_401_000, undefined]);
});
