import { describeKind } from './describe-kind.ts';
import type { ResourceKind } from './resource-kind.ts';
import { storageService } from './storage-services.ts';

/** Recovery of deleted blobs and containers is set here. */
export const blobService: ResourceKind = describeKind(storageService('blob', '2025-01-01', { deleteRetentionPolicy: { allowPermanentDelete: false, enabled: false } }));
