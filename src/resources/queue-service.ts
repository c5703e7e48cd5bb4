import { describeKind } from './describe-kind.ts';
import type { ResourceKind } from './resource-kind.ts';
import { storageService } from './storage-services.ts';

/** Parent of all queues of a storage account. */
export const queueService: ResourceKind = describeKind(storageService('queue', '2025-06-01', {}));
