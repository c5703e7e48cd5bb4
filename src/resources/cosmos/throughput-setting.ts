import { modelledKind } from '../modelled-kind.ts';
import { fixedName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.documentdb/databaseaccounts/sqldatabases/throughputsettings */
export function throughputSetting(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/throughputSettings',
    required: ['properties.resource'],
    naming: fixedName('default'),
    apiVersion: '2026-03-15',
    title: 'Cosmos DB database throughput',
    stack: 'data',
    settle: {
      defaults: {
        properties: {
          resource: { instantMaximumThroughput: '30000', minimumThroughput: '400', softAllowedMaximumThroughput: '1000000', throughput: 400 },
        },
      },
      conditional: [
        {
          when: { apiVersion: '<2025-04-15' },
          defaults: { properties: { resource: { instantMaximumThroughput: '10000', minimumThroughput: '1000' } } },
        },
      ],
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
