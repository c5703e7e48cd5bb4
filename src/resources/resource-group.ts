import { describeKind } from './describe-kind.ts';
import { namingRule } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

/** The group that every other resource of a backend lives in. */
export const resourceGroup: ResourceKind = describeKind({
  type: 'Microsoft.Resources/resourceGroups',
  apiVersion: '2025-04-01',
  title: 'resource group',
  stack: 'foundation',
  scope: 'subscription',
  naming: namingRule({
    abbreviation: 'rg',
    minLength: 1,
    maxLength: 90,
    pattern: /^[\p{L}\p{N}_().-]*[\p{L}\p{N}_()-]$/u,
    unique: 'subscription',
  }),
  settle: { tags: false },
  local: { duration: 'seconds' },
});
