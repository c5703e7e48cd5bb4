import { cosmosItem, cosmosSystemProperties, cosmosWriteOnly } from './cosmos-resource.ts';
import { describeKind } from './describe-kind.ts';
import { immutable, liveRules } from './live-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

/** A data role cannot make databases: they are always made by a template. */
export const cosmosDatabase: ResourceKind = describeKind({
  ...cosmosItem,
  type: 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases',
  required: ['properties.resource', 'properties.resource.id'],
  apiVersion: '2025-04-15',
  title: 'Cosmos DB database',
  parent: 'Microsoft.DocumentDB/databaseAccounts',
  immutable: [immutable('properties.resource.id', 'the id of a database is its name')],
  live: liveRules({ writeOnly: cosmosWriteOnly }),
  settle: {
    dropped: cosmosWriteOnly,
    computed: (_sent, facts) => ({ properties: { resource: { ...cosmosSystemProperties(facts), _colls: 'colls/', _users: 'users/' } } }),
    provisioning: false,
  },
});
