import { expect, test } from 'vitest';
import type { Address } from '../../model/address.ts';
import type { DeploymentOperation } from '../ports.ts';
import { inOrderOfEnd } from './deployment-operations.ts';

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
