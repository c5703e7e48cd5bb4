import { describeKind } from './describe-kind.ts';
import { namingRule } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

/** An identity that exists before the app that uses it, so that its roles are there when the app starts. */
export const userAssignedIdentity: ResourceKind = describeKind({
  type: 'Microsoft.ManagedIdentity/userAssignedIdentities',
  apiVersion: '2024-11-30',
  title: 'managed identity',
  stack: 'security',
  scope: 'resourceGroup',
  naming: namingRule({
    abbreviation: 'id',
    minLength: 3,
    maxLength: 128,
    pattern: /^[A-Za-z0-9][A-Za-z0-9_-]{2,127}$/,
    unique: 'resourceGroup',
  }),
  outputs: {
    principalId: { path: 'properties.principalId', title: 'object id of its service principal' },
    clientId: { path: 'properties.clientId', title: 'client id' },
    tenantId: { path: 'properties.tenantId', title: 'tenant id' },
  },
  settle: {
    computed: (_sent, facts) => ({
      properties: { tenantId: facts.tenantId, principalId: facts.guid('principal'), clientId: facts.guid('client') },
    }),
    provisioning: false,
  },
  local: { duration: 'seconds', answers: { create: '201 none', update: '200 none', delete: '200 none' } },
});
