import { immutable, liveRules } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/storage/files/storage-files-planning */
export function share(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Storage/storageAccounts/fileServices/shares',
    apiVersion: '2025-06-01',
    title: 'file share',
    stack: 'data',
    naming: ownName(3, 63, /^(?!.*--)[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
    holdsData: true,
    immutable: [immutable('properties.enabledProtocols', 'a share speaks the protocol that it was made with')],
    allowed: { 'properties.enabledProtocols': ['SMB', 'NFS'] },
    live: liveRules({ omitted: ['properties.enabledProtocols', 'properties.rootSquash'] }),
    settle: {
      conditional: [
        {
          when: { answer: 'GET', 'properties.enabledProtocols': 'NFS' },
          defaults: { properties: { accessTier: 'Premium', shareQuota: 32 } },
        },
        {
          when: { answer: 'GET' },
          defaults: { properties: { accessTier: 'TransactionOptimized', shareQuota: 5120 } },
          outputs: {
            'properties.leaseStatus': 'unlocked',
            'properties.leaseState': 'available',
            'properties.signedIdentifiers': [],
            'properties.lastModifiedTime': '{time}',
          },
        },
        {
          when: { answer: 'PUT', apiVersion: '>=2024-01-01', 'properties.enabledProtocols': 'NFS' },
          defaults: { properties: { fileSharePaidBursting: { paidBurstingEnabled: false } } },
        },
      ],
      outputs: { etag: '"0x{etag}"' },
      provisioning: false,
    },
    local: { answers: { create: '201 none', update: '200 none', patch: '200 none', delete: '200 none' } },
  });
}
