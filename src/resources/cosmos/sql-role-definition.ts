import { modelledKind } from '../modelled-kind.ts';
import { guidName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.documentdb/databaseaccounts/sqlroledefinitions */
export function sqlRoleDefinition(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.DocumentDB/databaseAccounts/sqlRoleDefinitions',
    apiVersion: '2026-03-15',
    title: 'Cosmos DB data role definition',
    stack: 'data',
    naming: guidName,
    allowed: { 'properties.type': ['BuiltInRole', 'CustomRole'] },
    settle: { within: { 'properties.permissions[]': { notDataActions: [] } } },
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '202 async-operation', update: '202 async-operation', delete: '202 async-operation' },
    },
  });
}
