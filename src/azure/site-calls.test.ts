import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../engine/ports.fake.ts';
import { packFiles } from '../engine/load/package-archive.ts';
import { countingIds, subscriptionPath, template, temporaryFolder, testSubscription, testTenant } from '../local/local-azure.fake.ts';
import { connectLocalAzure } from './connect-local.ts';

const inSubscription = { kind: 'subscription', subscriptionId: testSubscription, location: 'westeurope' } as const;
const inGroup = { kind: 'resourceGroup', subscriptionId: testSubscription, resourceGroup: 'rg' } as const;
const siteId = `${subscriptionPath}/resourceGroups/rg/providers/Microsoft.Web/sites/func-one`;
const { zip } = packFiles(new Map([['host.json', new TextEncoder().encode('{}')]]));

async function connect() {
  const clock = createFakeClock();
  const azure = connectLocalAzure({ worldFolder: join(temporaryFolder(), 'world'), clock, ids: countingIds(), tenantId: testTenant, subscriptionId: testSubscription });
  await azure.registerProviders(['Microsoft.Web']);
  const until = async (scope: typeof inGroup | typeof inSubscription, name: string) => {
    for (let i = 0; i < 100; i += 1) {
      const status = await azure.getDeployment(scope, name);
      if (status?.state === 'succeeded') return;
      expect(status?.failure).toBeUndefined();
      await clock.sleep(1_000);
    }
  };
  await azure.startDeployment({ name: 'group', scope: inSubscription, template: template([{ type: 'Microsoft.Resources/resourceGroups', apiVersion: '2021-04-01', name: 'rg', location: 'westeurope' }]), parameters: {}, tags: {} });
  await until(inSubscription, 'group');
  const plan = { type: 'Microsoft.Web/serverfarms', apiVersion: '2024-11-01', name: 'asp', location: 'westeurope', sku: { name: 'EP1', tier: 'ElasticPremium' }, properties: {} };
  const site = { type: 'Microsoft.Web/sites', apiVersion: '2024-11-01', name: 'func-one', location: 'westeurope', kind: 'functionapp', dependsOn: ['asp'], properties: { serverFarmId: "[resourceId('Microsoft.Web/serverfarms', 'asp')]" } };
  await azure.startDeployment({ name: 'app', scope: inGroup, template: template([plan, site]), parameters: {}, tags: {} });
  await until(inGroup, 'app');
  return azure;
}

describe('function apps', () => {
  it('take a package and have it unpacked, more than once', async () => {
    const { apps, questions } = await connect();
    await apps.publish(siteId, zip);
    await apps.publish(siteId, zip);
    const { body } = await questions.ask({ method: 'GET', path: `${siteId}/deployments`, apiVersion: '2024-11-01' });
    expect(body).toMatchObject({ value: [{ properties: { status: 4, deployer: 'atakora' } }, { properties: { status: 4 } }] });
  });

  it('refuse what is no package, and one that is not there', async () => {
    const { apps } = await connect();
    await expect(apps.publish(siteId, new Uint8Array([1, 2, 3]))).rejects.toMatchObject({ code: 'ATK1620', message: expect.stringContaining('func-one did not take its package') });
    await expect(apps.publish(`${siteId}-other`, zip)).rejects.toMatchObject({ code: 'ATK1620' });
  });

  it('fetch their secrets, restart, and say of the local Azure that nothing runs there', async () => {
    const { apps } = await connect();
    expect([await apps.refreshSecrets(siteId), await apps.refreshSecrets(`${siteId}-other`)]).toEqual(['refreshed', 'absent']);
    expect(await apps.secretReferences(siteId)).toEqual([]);
    await apps.restart(siteId);
    expect(await apps.health(siteId)).toEqual({ kind: 'unchecked', why: 'not run (local)' });
    expect(await apps.health(`${siteId}-other`)).toMatchObject({ kind: 'unchecked' });
  });
});
