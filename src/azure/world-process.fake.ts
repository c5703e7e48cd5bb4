import { connectLocalAzure } from './connect-local.ts';
import { testSubscription, testTenant } from '../local/test-ids.fake.ts';

/**
 * A process of its own that works on a world: `node world-process.fake.ts FOLDER start NAME TEMPLATE` starts a deployment and then
 * hangs until it is killed; `… put PREFIX COUNT` deploys COUNT small deployments one after the other and ends.
 */
const [folder = '', action = '', name = '', detail = ''] = process.argv.slice(2);
const uuid = (): string => crypto.randomUUID();
const ids = { uuid, hex: (digits: number) => (uuid() + uuid()).replaceAll('-', '').slice(0, digits) };
const clock = { now: () => new Date().toISOString(), monotonicMs: () => performance.now(), sleep: (ms: number) => new Promise<void>((done) => void setTimeout(done, ms)) };
const azure = connectLocalAzure({ worldFolder: folder, clock, ids, tenantId: testTenant, subscriptionId: testSubscription });
const scope = { kind: 'resourceGroup', subscriptionId: testSubscription, resourceGroup: 'rg' } as const;

if (action === 'start') {
  await azure.startDeployment({ name, scope, template: JSON.parse(detail) as never, parameters: {}, tags: {} });
  process.stdout.write('started\n');
  await clock.sleep(60_000);
} else {
  for (let i = 0; i < Number(detail); i += 1) {
    const tag = { type: 'Microsoft.Storage/storageAccounts', apiVersion: '2024-01-01', name: `${name}${i}`, location: 'westeurope', sku: { name: 'Standard_LRS' }, kind: 'StorageV2', properties: {} };
    await azure.startDeployment({ name: `${name}-${i}`, scope, template: { $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#', contentVersion: '1.0.0.0', resources: [tag] }, parameters: {}, tags: {} });
  }
}
