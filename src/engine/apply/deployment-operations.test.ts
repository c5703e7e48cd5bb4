import { expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { Azure, DeploymentOperation } from '../ports.ts';
import { inOrderOfEnd, operationLister } from './deployment-operations.ts';

const [account, blob, table] = ['main/s.main/account', 'main/s.main/account.blob', 'main/s.main/account.table'] as Address[] as [Address, Address, Address];

function operations(ends: Readonly<Record<string, string | undefined>>): ReadonlyMap<Address, DeploymentOperation> {
  return new Map(Object.entries(ends).map(([address, endedAt]) => [address as Address, { operationId: address, state: 'succeeded', ...(endedAt === undefined ? {} : { endedAt }) }]));
}

test('what one look reports is ordered by the end of its operation', () => {
  const ends = operations({ [account]: '2026-10-14T15:00:01.5Z', [blob]: '2026-10-14T15:00:09Z', [table]: '2026-10-14T15:00:02Z' });
  expect(inOrderOfEnd([blob, table, account], ends)).toEqual([account, table, blob]);
});

test('equal and unknown times leave the order as it is', () => {
  expect(inOrderOfEnd([account, blob, table], operations({ [account]: '2026-10-14T15:00:01Z', [blob]: '2026-10-14T15:00:01Z' }))).toEqual([account, blob, table]);
  expect(inOrderOfEnd([account, blob, table], operations({ [account]: '2026-10-14T15:00:03Z', [blob]: undefined, [table]: '2026-10-14T15:00:01Z' }))).toEqual([table, blob, account]);
});

test('a nested deployment that has ended is listed twice more, for operations that appear late, and then taken as it is', async () => {
  const scope = { kind: 'resourceGroup', subscriptionId: 's', resourceGroup: 'g' } as const;
  const calls: string[] = [];
  let innerState: DeploymentOperation['state'] = 'running';
  const azure = {
    listOperations: (_scope: unknown, name: string) => {
      calls.push(name);
      const nested: DeploymentOperation = { operationId: '1', targetId: '/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/deployments/inner', targetType: 'Microsoft.Resources/deployments', state: innerState };
      return Promise.resolve(name === 'outer' ? [nested] : [{ operationId: `i${calls.length}`, state: 'succeeded' as const }]);
    },
  } as unknown as Azure;
  const lister = operationLister(azure, scope, 'outer');
  const { signal } = new AbortController();
  await lister.list(signal);
  await lister.list(signal);
  expect(lister.nested()).toEqual([{ scope, name: 'inner', state: 'running' }]);
  innerState = 'succeeded';
  for (let look = 0; look < 4; look += 1) expect(await lister.list(signal)).toHaveLength(2);
  expect(calls.filter((name) => name === 'inner')).toHaveLength(2 + 2);
  expect(calls.filter((name) => name === 'outer')).toHaveLength(6);
});
