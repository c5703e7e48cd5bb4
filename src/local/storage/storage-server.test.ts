import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createTestAzure, storageAccount, subscriptionPath, temporaryFolder, template, testSubscription } from '../local-azure.fake.ts';
import { findAzurite } from './find-azurite.ts';
import { createInAzurite } from './shared-key.ts';
import { startStorage } from './storage-server.ts';
import { worldAccounts } from './world-storage.ts';

const program = findAzurite(process.cwd()) ?? '';

function world() {
  const test = createTestAzure();
  test.prepare('web', 'Microsoft.Storage');
  const children = (account: string) => [
    { type: 'Microsoft.Storage/storageAccounts/blobServices/containers', apiVersion: '2024-01-01', name: `${account}/default/photos`, dependsOn: [account], properties: {} },
    { type: 'Microsoft.Storage/storageAccounts/queueServices/queues', apiVersion: '2024-01-01', name: `${account}/default/jobs`, dependsOn: [account], properties: {} },
    { type: 'Microsoft.Storage/storageAccounts/tableServices/tables', apiVersion: '2024-01-01', name: `${account}/default/people`, dependsOn: [account], properties: {} },
  ];
  const add = (account: string) => test.deploy(account, template([storageAccount(account), ...children(account)]), { group: 'web' });
  return { ...test, add };
}

describe('the storage of a world', () => {
  it('is found in the project, and nowhere else', () => {
    expect(program).toContain('azurite');
    const empty = join(temporaryFolder(), 'project');
    mkdirSync(empty);
    expect(findAzurite(empty)).toBeUndefined();
  });

  it('opens with the keys that Resource Manager gives, holds what the templates made, and follows the world', { timeout: 60_000 }, async () => {
    const { azure, add, send } = world();
    add('firstaccount');
    const storage = await startStorage({ azure, subscriptionId: testSubscription, program, folder: join(temporaryFolder(), 'azurite') });
    onTestFinished(() => storage.stop());
    const create = async (account: string, service: 'blob' | 'queue' | 'table', name: string) => {
      const [{ value }] = (send('POST', `${subscriptionPath}/resourceGroups/web/providers/Microsoft.Storage/storageAccounts/${account}/listKeys`).body as { keys: [{ value: string }] }).keys;
      return (await createInAzurite(storage.addresses, { account, key: value }, service, name)).status;
    };
    // There already: 409 for containers and tables, 204 for queues.
    expect([await create('firstaccount', 'blob', 'photos'), await create('firstaccount', 'queue', 'jobs'), await create('firstaccount', 'table', 'people')]).toEqual([409, 204, 409]);
    expect(await create('firstaccount', 'blob', 'others')).toBe(201);
    expect((await createInAzurite(storage.addresses, { account: 'firstaccount', key: Buffer.from('wrong').toString('base64') }, 'blob', 'more')).status).toBe(403);
    add('secondaccount');
    expect(worldAccounts(azure, testSubscription).map(({ account }) => account)).toEqual(['firstaccount', 'secondaccount']);
    await storage.refresh();
    expect(await create('secondaccount', 'blob', 'photos')).toBe(409);
    // What the emulator held outlives its restart.
    expect(await create('firstaccount', 'blob', 'others')).toBe(409);
  });

  it('says what the emulator said when it does not start', async () => {
    const { azure } = world();
    await expect(startStorage({ azure, subscriptionId: testSubscription, program: join(temporaryFolder(), 'none.js'), folder: temporaryFolder() })).rejects.toMatchObject({ code: 'ATK2105' });
  });
});
