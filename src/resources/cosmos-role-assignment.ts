import type { JsonObject } from '../model/json.ts';
import { describeKind } from './describe-kind.ts';
import { textAt } from './json-path.ts';
import { immutable } from './live-rules.ts';
import { guidName } from './naming-rules.ts';
import type { LocalFacts } from './local-facts.ts';
import type { ResourceKind } from './resource-kind.ts';

/** Ids come back below the account that the assignment is made in, whatever account they were written with. */
function ownAccount(sent: JsonObject, facts: LocalFacts): JsonObject {
  const account = /^.*\/databaseAccounts\/[^/]+/i.exec(facts.id)?.[0];
  const below = (path: string): JsonObject => {
    const found = /\/databaseAccounts\/[^/]+(.*)$/i.exec(textAt(sent, `properties.${path}`, ''));
    return found === null || account === undefined ? {} : { [path]: `${account}${found[1] ?? ''}` };
  };
  return { properties: { ...below('scope'), ...below('roleDefinitionId') } };
}

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
  requiredNew: ['properties.roleDefinitionId', 'properties.principalId', 'properties.scope'],
  settle: { computed: ownAccount, provisioning: false },
  local: {
    duration: 'seconds',
    asyncStyle: 'async-operation',
    answers: { create: '202 async-operation', update: '202 async-operation', delete: '202 async-operation' },
  },
});
