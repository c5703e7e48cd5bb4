import { describe, expect, test } from 'vitest';
import { account, all, existing, groupId, newWorld, runCommand, testSynthesis } from './apply-world.fake.ts';
import type { TestResource } from './apply-world.fake.ts';

const insights: TestResource = { at: 'insights.main/insights', type: 'Microsoft.Insights/components', name: 'appi-demo', stack: 'data', needs: ['group.main/group'] };

async function destroyWith(extra: readonly { readonly type: string; readonly name: string }[], resources: readonly TestResource[] = [...all, insights]) {
  const world = newWorld();
  await runCommand('apply', testSynthesis(resources), world);
  for (const { type, name } of extra) {
    const id = `${groupId}/providers/${type}/${name}`;
    world.azure.resources.set(id.toLowerCase(), { id, type });
  }
  const { result } = await runCommand('destroy', undefined, world);
  return { world, result };
}

describe('a resource group that is destroyed', () => {
  test('goes although Azure put its own alerts beside Application Insights', async () => {
    const { world } = await destroyWith([
      { type: 'microsoft.alertsManagement/smartDetectorAlertRules', name: 'Failure Anomalies - appi-demo' },
      { type: 'microsoft.insights/actionGroups', name: 'Application Insights Smart Detection' },
    ]);
    expect(existing(world.azure)).toEqual([]);
  });

  test('is kept for alerts that are somebody\'s', async () => {
    const { world } = await destroyWith([{ type: 'microsoft.alertsManagement/smartDetectorAlertRules', name: 'Failure Anomalies - other' }]);
    expect(existing(world.azure)).toEqual([groupId.toLowerCase(), expect.stringContaining('failure anomalies - other')]);
  });

  test('goes with what a child of ours holds', async () => {
    const { world } = await destroyWith([{ type: 'Microsoft.Storage/storageAccounts', name: 'stdemo/blobServices/default/containers/theirs' }]);
    expect(existing(world.azure)).toEqual([]);
  });
});

test('a resource that is not deleted keeps its group, and the group stays in the state', async () => {
  const world = newWorld();
  await runCommand('apply', testSynthesis(all), world);
  const { result } = await runCommand('apply', testSynthesis([{ ...account, needs: [] }]), world);
  expect(result?.items.find(({ address }) => address === 'main/group.main/group')).toMatchObject({ action: 'delete', result: 'skipped', because: 'main/storage.main/account stays in it' });
  expect(Object.keys((await world.store.read())?.resources ?? {})).toEqual(['main/group.main/group', 'main/storage.main/account']);
  expect(existing(world.azure)).toContain(groupId.toLowerCase());
});
