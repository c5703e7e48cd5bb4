import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { cosmosItem, cosmosSystemProperties, cosmosWriteOnly } from './cosmos-resource.ts';
import { describeKind } from './describe-kind.ts';
import { immutable, liveRules } from './live-rules.ts';
import type { LocalFacts } from './local-facts.ts';
import type { ResourceKind } from './resource-kind.ts';
import { jsonAt } from './json-path.ts';

const etagPath: JsonObject = { path: '/"_etag"/?' };

function excludedPaths(sent: JsonObject): readonly Json[] {
  const found = jsonAt(sent, 'properties.resource.indexingPolicy.excludedPaths');
  const own = Array.isArray(found) ? (found as readonly Json[]) : [];
  return own.some((entry) => isJsonObject(entry) && entry['path'] === etagPath['path']) ? own : [...own, etagPath];
}

function computedContainer(sent: JsonObject, facts: LocalFacts): JsonObject {
  return {
    properties: {
      resource: {
        ...cosmosSystemProperties(facts),
        _docs: 'docs/',
        _sprocs: 'sprocs/',
        _triggers: 'triggers/',
        _udfs: 'udfs/',
        _conflicts: 'conflicts/',
        indexingPolicy: { excludedPaths: excludedPaths(sent) },
        statistics: [{ id: '0', sizeInKB: 0, documentCount: 0, sampledDistinctPartitionKeyCount: 0, partitionKeys: [] }],
      },
    },
  };
}

/** @see https://learn.microsoft.com/azure/cosmos-db/partitioning-overview */
export const cosmosContainer: ResourceKind = describeKind({
  ...cosmosItem,
  type: 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers',
  required: ['properties.resource', 'properties.resource.id'],
  allowed: {
    'properties.resource.partitionKey.kind': ['Hash', 'Range', 'MultiHash'],
    'properties.resource.indexingPolicy.indexingMode': ['consistent', 'lazy', 'none'],
  },
  apiVersion: '2025-04-15',
  title: 'Cosmos DB container',
  parent: 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases',
  immutable: [
    immutable('properties.resource.id', 'the id of a container is its name'),
    immutable('properties.resource.partitionKey', 'how items are spread is fixed when the container is made'),
    immutable('properties.resource.uniqueKeyPolicy', 'unique keys are fixed when the container is made'),
    immutable('properties.resource.conflictResolutionPolicy.mode', 'the way conflicts are resolved is fixed when the container is made'),
    immutable('properties.resource.clientEncryptionPolicy', 'encrypted paths are fixed when the container is made'),
  ],
  live: liveRules({
    writeOnly: cosmosWriteOnly,
    ignoreCase: ['properties.resource.conflictResolutionPolicy.mode'],
    unordered: ['properties.resource.indexingPolicy.excludedPaths', 'properties.resource.indexingPolicy.includedPaths'],
  }),
  arrayKeys: {
    'properties.resource.indexingPolicy.excludedPaths': 'path',
    'properties.resource.indexingPolicy.includedPaths': 'path',
  },
  settle: {
    defaults: {
      properties: {
        resource: {
          indexingPolicy: { indexingMode: 'consistent', automatic: true, includedPaths: [{ path: '/*' }], excludedPaths: [], fullTextIndexes: [] },
          partitionKey: { kind: 'Hash' },
          uniqueKeyPolicy: { uniqueKeys: [] },
          conflictResolutionPolicy: { mode: 'LastWriterWins', conflictResolutionPath: '/_ts', conflictResolutionProcedure: '' },
          geospatialConfig: { type: 'Geography' },
          computedProperties: [],
        },
      },
    },
    dropped: cosmosWriteOnly,
    computed: computedContainer,
    provisioning: false,
  },
});
