import { describeKind } from './describe-kind.ts';
import { ownName } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

/** @see https://learn.microsoft.com/rest/api/storageservices/understanding-the-table-service-data-model */
export const storageTable: ResourceKind = describeKind({
  type: 'Microsoft.Storage/storageAccounts/tableServices/tables',
  apiVersion: '2025-06-01',
  title: 'storage table',
  stack: 'data',
  scope: 'child',
  parent: 'Microsoft.Storage/storageAccounts/tableServices',
  naming: ownName(3, 63, /^(?!tables$)[A-Za-z][A-Za-z0-9]{2,62}$/i, { separator: '' }),
  holdsData: true,
  settle: {
    computed: (_sent, facts) => ({ properties: { tableName: facts.name.split('/').at(-1) ?? facts.name } }),
    provisioning: false,
  },
  local: { answers: { create: '200 none', delete: '204 none' } },
});
