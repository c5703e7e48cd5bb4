import { describeKind } from './describe-kind.ts';
import { immutable } from './live-rules.ts';
import { guidName } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

/**
 * The right to read or write data. It is a child of the account: Azure's own role assignments do not reach the data.
 * @see https://learn.microsoft.com/azure/cosmos-db/how-to-connect-role-based-access-control
 */
export const cosmosRoleAssignment: ResourceKind = describeKind({
  type: 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments',
  apiVersion: '2024-11-15',
  title: 'Cosmos DB data role',
  stack: 'data',
  scope: 'child',
  parent: 'Microsoft.DocumentDB/databaseAccounts',
  naming: guidName,
  immutable: [
    immutable('properties.principalId', 'an assignment is for one principal'),
    immutable('properties.scope', 'an assignment holds in one scope'),
  ],
  settle: { provisioning: false },
  local: { duration: 'seconds', asyncStyle: 'async-operation' },
});
