import { existsSync, mkdirSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { localSubscriptionId } from '../engine/load/environment-target.ts';
import { reachAzure } from './reach-azure.ts';
import { fakePlatform } from './test-platform.fake.ts';

const folderOf = (): string => realpathSync(mkdtempSync(join(tmpdir(), 'atakora-reach-')));

function scene(local: boolean, flags: Readonly<Record<string, boolean>> = {}) {
  const home = folderOf();
  const { platform } = fakePlatform({ env: { HOME: home, AZURE_CONFIG_DIR: home, AZD_CONFIG_DIR: home } });
  return { platform, flags, options: { local } } as unknown as Parameters<typeof reachAzure>[0];
}

test('of the local Azure there is a world to ask, or nothing; looking makes none', async () => {
  const folder = folderOf();
  expect(reachAzure(scene(true), folder, 'AzureCloud')).toBeUndefined();
  expect(reachAzure(scene(false), folder, 'local')).toBeUndefined();
  expect(existsSync(join(folder, '.atakora'))).toBe(false);
  mkdirSync(join(folder, '.atakora/local/world'), { recursive: true });
  const reach = reachAzure(scene(true), folder, 'AzureCloud');
  expect(reach?.local?.subscriptionId).toBe(localSubscriptionId);
  const azure = await reach?.connect({ subscriptionId: localSubscriptionId, tenantId: '' });
  expect(await azure?.questions.ask({ method: 'GET', path: `/subscriptions/${localSubscriptionId}`, apiVersion: '2022-12-01' })).toMatchObject({ status: 200 });
  mkdirSync(join(folder, '.atakora/local/environments-world'));
  expect(reachAzure(scene(false), folder, 'local')?.local).toBeDefined();
});

test('of the real one nothing is asked offline, and nobody is signed in where nothing says so', () => {
  expect(reachAzure(scene(false, { offline: true }), folderOf(), 'AzureCloud')).toBeUndefined();
  expect(reachAzure(scene(false), folderOf(), 'AzureCloud')).toMatchObject({ traces: { any: false, subscriptions: [] } });
});
