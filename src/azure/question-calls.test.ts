import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../engine/ports.fake.ts';
import type { Clock } from '../engine/ports.ts';
import { countingIds, storageAccount, subscriptionPath, template, temporaryFolder, testSubscription, testTenant } from '../local/local-azure.fake.ts';
import { allKinds } from '../resources/catalogue.ts';
import { connectAzure } from './connect.ts';
import { connectLocalAzure } from './connect-local.ts';

const inSubscription = { kind: 'subscription', subscriptionId: testSubscription, location: 'westeurope' } as const;
const inGroup = { kind: 'resourceGroup', subscriptionId: testSubscription, resourceGroup: 'rg' } as const;

/** Forecasts take their time, for which the SDK waits in real time. */
const realClock: Clock = { now: () => new Date().toISOString(), monotonicMs: () => performance.now(), sleep: async (ms) => void (await delay(ms)) };

async function connect(clock: Clock = createFakeClock()) {
  const azure = connectLocalAzure({ worldFolder: join(temporaryFolder(), 'world'), clock, ids: countingIds(), tenantId: testTenant, subscriptionId: testSubscription });
  await azure.registerProviders(['Microsoft.Storage']);
  await azure.startDeployment({ name: 'group', scope: inSubscription, template: template([{ type: 'Microsoft.Resources/resourceGroups', apiVersion: '2021-04-01', name: 'rg', location: 'westeurope' }]), parameters: {}, tags: {} });
  await azure.getDeployment({ ...inSubscription }, 'group');
  return azure;
}

describe('questions to Azure, through the SDKs\' pipeline', () => {
  it('gives answers of any status back', async () => {
    const { questions } = await connect();
    expect(await questions.ask({ method: 'GET', path: subscriptionPath, apiVersion: '2022-12-01' })).toMatchObject({ status: 200, body: { subscriptionId: testSubscription } });
    expect(await questions.ask({ method: 'HEAD', path: '/providers/Microsoft.DocumentDB/databaseAccountNames/nobody-has-it', apiVersion: '2024-08-15' })).toEqual({ status: 404, body: undefined });
    expect(await questions.ask({ method: 'POST', path: `${subscriptionPath}/providers/Microsoft.Storage/checkNameAvailability`, apiVersion: '2023-05-01', body: { name: 'stfree', type: 'Microsoft.Storage/storageAccounts' } })).toEqual({ status: 200, body: { nameAvailable: true } });
  });

  it('throws what refuses the question itself', async () => {
    const credential = { getToken: () => Promise.resolve({ token: 't', expiresOnTimestamp: Date.UTC(2100, 0, 1) }) };
    const answering = (status: number) => connectAzure({ cloud: 'local', tenantId: testTenant, subscriptionId: testSubscription, credential, httpClient: { sendRequest: (request) => Promise.resolve({ request, status, headers: request.headers, bodyAsText: JSON.stringify({ error: { code: 'AuthorizationFailed', message: 'no' } }) }) } });
    await expect(answering(403).questions.ask({ method: 'GET', path: '/x', apiVersion: '1' })).rejects.toMatchObject({ code: 'ATK1802' });
    await expect(answering(401).questions.ask({ method: 'GET', path: '/x', apiVersion: '1' })).rejects.toMatchObject({ code: 'ATK1801' });
  });

  it('asks what Azure has against a template', async () => {
    const { questions } = await connect();
    const request = (body: Parameters<typeof template>[0]) => ({ name: 'v', scope: inGroup, template: template(body), parameters: {} });
    expect(await questions.validate(request([storageAccount('stone')]))).toBeUndefined();
    expect(await questions.validate(request([storageAccount('No_Good')]))).toMatchObject({ code: 'AccountNameInvalid', advice: { rule: 'storage-name-invalid' } });
    expect(await questions.validate({ ...request([]), template: { contentVersion: '1.0.0.0' } })).toMatchObject({ advice: { code: 'ATK1819' } });
  });

  it('finds every question of the catalogue answered by the local Azure', async () => {
    const { questions } = await connect();
    const refused: string[] = [];
    for (const { type, checks } of allKinds()) {
      const paths = [checks?.quota, checks?.offer].flatMap((check) => (check === undefined ? [] : [{ method: 'GET' as const, path: `${subscriptionPath}/providers/${check.path.replace('{location}', 'westeurope')}`, apiVersion: check.apiVersion }]));
      const name = checks?.name;
      const asked = name === undefined ? [] : [name.asks === 'head' ? { method: 'HEAD' as const, path: name.path.replace('{name}', 'free'), apiVersion: name.apiVersion } : { method: 'POST' as const, path: `${subscriptionPath}/providers/${name.path}`, apiVersion: name.apiVersion, body: { name: 'afreename01', ...(name.type === undefined ? {} : { type: name.type }) } }];
      for (const question of [...paths, ...asked]) {
        const { status } = await questions.ask(question);
        if (status >= 400 && question.method !== 'HEAD') refused.push(`${type}: ${question.method} ${question.path} ${status}`);
      }
    }
    expect(refused).toEqual([]);
  });
});

describe('the forecast of Azure', () => {
  it('comes as it was sent, and a refusal says why', async () => {
    const { questions } = await connect(realClock);
    const request = { name: 'w', scope: inGroup, template: template([storageAccount('stone')]), parameters: {} };
    expect(await questions.whatIf(request)).toMatchObject({ status: 'Succeeded', changes: [{ changeType: 'Create', resourceId: expect.stringContaining('stone') }] });
    await expect(questions.whatIf({ ...request, template: {} })).rejects.toMatchObject({ code: 'ATK1803' });
  });
});
