import { describeKind } from './describe-kind.ts';
import { ownName } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

/** @see https://learn.microsoft.com/rest/api/storageservices/naming-queues-and-metadata */
export const storageQueue: ResourceKind = describeKind({
  type: 'Microsoft.Storage/storageAccounts/queueServices/queues',
  apiVersion: '2025-06-01',
  title: 'storage queue',
  stack: 'data',
  scope: 'child',
  parent: 'Microsoft.Storage/storageAccounts/queueServices',
  naming: ownName(3, 63, /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/, { lowerCase: true }),
  holdsData: true,
  settle: { defaults: { properties: { metadata: {}, approximateMessageCount: 0 } }, provisioning: false },
  local: { answers: { create: '200 none', delete: '204 none' } },
});
