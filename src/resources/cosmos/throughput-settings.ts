import type { JsonObject } from '../../model/json.ts';
import { modelledKind } from '../modelled-kind.ts';
import { fixedName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { ConditionalRule } from '../settle-rules.ts';

const database = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases';

/** @see https://learn.microsoft.com/azure/templates/microsoft.documentdb/databaseaccounts/sqldatabases/throughputsettings */
export function throughputSetting(): ResourceKind {
  const large = { instantMaximumThroughput: '30000', minimumThroughput: '400', softAllowedMaximumThroughput: '1000000', throughput: 400 };
  return throughputKind(`${database}/throughputSettings`, 'Cosmos DB database throughput', large, [
    { when: { apiVersion: '<2025-04-15' }, defaults: { properties: { resource: { instantMaximumThroughput: '10000', minimumThroughput: '1000' } } } },
  ]);
}

/** @see https://learn.microsoft.com/azure/templates/microsoft.documentdb/databaseaccounts/sqldatabases/containers/throughputsettings */
export function containerThroughputSetting(): ResourceKind {
  const small = { instantMaximumThroughput: '10000', minimumThroughput: '400', softAllowedMaximumThroughput: '100000', throughput: 100 };
  return throughputKind(`${database}/containers/throughputSettings`, 'Cosmos DB container throughput', small);
}

function throughputKind(type: string, title: string, resource: JsonObject, conditional: readonly ConditionalRule[] = []): ResourceKind {
  return modelledKind({
    type,
    apiVersion: '2026-03-15',
    title,
    stack: 'data',
    naming: fixedName('default'),
    required: ['properties.resource'],
    settle: { defaults: { properties: { resource } }, conditional, provisioning: false },
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '202 async-operation', update: '202 async-operation' },
      putKeepsOmitted: ['properties.resource.throughput'],
    },
  });
}
