import { describeKind } from './describe-kind.ts';
import { ownName } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

/** @see https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources */
export const resourceLock: ResourceKind = describeKind({
  type: 'Microsoft.Authorization/locks',
  apiVersion: '2020-05-01',
  title: 'lock',
  stack: 'security',
  scope: 'extension',
  naming: ownName(1, 90, /^[A-Za-z0-9_.()-]*[A-Za-z0-9_()-]$/),
  required: ['properties.level'],
  allowed: { 'properties.level': ['CanNotDelete', 'ReadOnly', 'NotSpecified'] },
  settle: { provisioning: false },
  local: { answers: { create: '201 none', update: '200 none', delete: '200 none' } },
});
