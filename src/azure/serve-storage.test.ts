import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { testSubscription, testTenant } from '../local/test-ids.fake.ts';
import { createInAzurite } from '../local/storage/shared-key.ts';
import { serveLocalAzure } from './serve-local.ts';

const accountSchema = z.object({ properties: z.object({ primaryEndpoints: z.object({ blob: z.string(), queue: z.string(), table: z.string() }) }) });
const keysSchema = z.object({ keys: z.array(z.object({ value: z.string() })).min(1) });
const tokenSchema = z.object({ access_token: z.string() });

it('serves the storage accounts of a world by the emulator, with their keys, under the addresses that Resource Manager gives', { timeout: 60_000 }, async () => {
  const base = mkdtempSync(join(tmpdir(), 'atakora-served-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const errors: unknown[] = [];
  const served = await serveLocalAzure({
    base, tenantId: testTenant, subscriptionId: testSubscription, port: 0, https: false, storageFrom: process.cwd(), processId: process.pid, version: 'test',
    clock: { now: () => new Date().toISOString() }, ids: { hex: (digits) => 'a'.repeat(digits), uuid: () => crypto.randomUUID() }, isAlive: () => true, onError: (error) => void errors.push(error),
  });
  onTestFinished(() => served.close());
  const { clientId, clientSecret } = served.credentials;
  const form = new URLSearchParams({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret, scope: 'https://management.azure.com/.default' });
  const { access_token } = tokenSchema.parse(await (await fetch(`${served.url}/${testTenant}/oauth2/v2.0/token`, { method: 'POST', body: form })).json());
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const answer = await fetch(`${served.url}/subscriptions/${testSubscription}${path}?api-version=2024-01-01`, { method, headers: { authorization: `Bearer ${access_token}`, 'content-type': 'application/json' }, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
    const text = await answer.text();
    return text === '' ? {} : JSON.parse(text);
  };
  await call('POST', '/providers/Microsoft.Storage/register');
  await call('PUT', '/resourcegroups/web', { location: 'westeurope' });
  const account = '/resourcegroups/web/providers/Microsoft.Storage/storageAccounts/servedaccount';
  await expect.poll(() => call('PUT', account, { location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} }), { timeout: 5000 }).not.toHaveProperty('error');
  await expect.poll(async () => accountSchema.safeParse(await call('GET', account)).success, { timeout: 5000 }).toBe(true);
  const { primaryEndpoints } = accountSchema.parse(await call('GET', account)).properties;
  expect(primaryEndpoints).toMatchObject({ blob: `${served.storage?.blob ?? ''}/servedaccount/`, queue: `${served.storage?.queue ?? ''}/servedaccount/`, table: `${served.storage?.table ?? ''}/servedaccount/` });
  const key = keysSchema.parse(await call('POST', `${account}/listKeys`)).keys[0]?.value ?? '';
  const create = async (): Promise<number> => {
    try {
      return (await createInAzurite(served.storage ?? { blob: '', queue: '', table: '' }, { account: 'servedaccount', key }, 'blob', 'photos')).status;
    } catch {
      await delay(100);
      return 0;
    }
  };
  // The emulator is started anew for the new account within a second or two.
  await expect.poll(create, { timeout: 30_000, interval: 200 }).toBe(201);
  expect(errors).toEqual([]);
});
