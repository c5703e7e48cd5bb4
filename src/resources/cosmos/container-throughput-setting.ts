import { modelledKind } from '../modelled-kind.ts';
import { fixedName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.documentdb/databaseaccounts/sqldatabases/containers/throughputsettings */
export function containerThroughputSetting(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers/throughputSettings',
    required: ['properties.resource'],
    naming: fixedName('default'),
    apiVersion: '2026-03-15',
    title: 'Cosmos DB container throughput',
    stack: 'data',
    settle: {
      defaults: {
        properties: {
          resource: { instantMaximumThroughput: '10000', minimumThroughput: '400', softAllowedMaximumThroughput: '100000', throughput: 100 },
        },
      },
      provisioning: false,
    },
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '202 async-operation', update: '202 async-operation' },
      putKeepsOmitted: ['properties.resource.throughput'],
    },
  });
}
