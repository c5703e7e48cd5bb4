import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/entra/workload-id/workload-identity-federation */
export function federatedCredential(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials',
    apiVersion: '2024-11-30',
    title: 'federated credential',
    stack: 'security',
    naming: ownName(3, 120, /^[A-Za-z0-9][A-Za-z0-9_-]{2,119}$/),
    required: ['properties.issuer', 'properties.subject | properties.claimsMatchingExpression', 'properties.audiences'],
    settle: { provisioning: false },
    local: { answers: { create: '201 none', update: '200 none', delete: '200 none' } },
  });
}
