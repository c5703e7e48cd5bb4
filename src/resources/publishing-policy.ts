import { describeKind } from './describe-kind.ts';
import { fixedName } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

/** Whether a user name and password may publish code: one for FTP, one for the deployment site. */
export const publishingPolicy: ResourceKind = describeKind({
  type: 'Microsoft.Web/sites/basicPublishingCredentialsPolicies',
  apiVersion: '2025-03-01',
  title: 'publishing policy',
  stack: 'compute',
  scope: 'child',
  parent: 'Microsoft.Web/sites',
  naming: fixedName('ftp', 'scm'),
  settle: { defaults: { properties: { allow: true } }, provisioning: false },
  local: { answers: { create: '200 none', update: '200 none' }, implicit: ['ftp', 'scm'] },
});
