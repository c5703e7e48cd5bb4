import { describeKind } from './describe-kind.ts';
import { immutable, liveRules } from './live-rules.ts';
import { ownName } from './naming-rules.ts';
import type { ResourceKind } from './resource-kind.ts';

/** `$root`, `$web` and `$logs` are the system's own names. */
export const blobContainer: ResourceKind = describeKind({
  type: 'Microsoft.Storage/storageAccounts/blobServices/containers',
  apiVersion: '2025-01-01',
  title: 'blob container',
  stack: 'data',
  scope: 'child',
  parent: 'Microsoft.Storage/storageAccounts/blobServices',
  naming: ownName(3, 63, /^(?:\$root|\$web|\$logs|(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9])$/, { lowerCase: true }),
  holdsData: true,
  immutable: [
    immutable('properties.defaultEncryptionScope', 'it is fixed when the container is made'),
    immutable('properties.denyEncryptionScopeOverride', 'it is fixed when the container is made'),
  ],
  allowed: { 'properties.publicAccess': ['Container', 'Blob', 'None'] },
  live: liveRules({ ignoreCase: ['properties.publicAccess'], opaque: ['etag'] }),
  settle: {
    defaults: {
      properties: { defaultEncryptionScope: '$account-encryption-key', denyEncryptionScopeOverride: false, publicAccess: 'None' },
    },
    normalised: { 'properties.publicAccess': ['None', 'Blob', 'Container'] },
    computed: (_sent, facts) => ({
      etag: `"0x${facts.guid('etag').replaceAll('-', '').slice(0, 15).toUpperCase()}"`,
      properties: {
        deleted: false,
        remainingRetentionDays: 0,
        leaseStatus: 'Unlocked',
        leaseState: 'Available',
        lastModifiedTime: facts.createdAt,
        legalHold: { hasLegalHold: false, tags: [] },
        hasImmutabilityPolicy: false,
        hasLegalHold: false,
      },
    }),
    provisioning: false,
  },
  local: { answers: { create: '201 none', update: '200 none', delete: '200 none' } },
});
