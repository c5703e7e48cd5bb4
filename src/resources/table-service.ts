import { describeKind } from './describe-kind.ts';
import type { ResourceKind } from './resource-kind.ts';
import { storageService } from './storage-services.ts';

/** Parent of all tables of a storage account. */
export const tableService: ResourceKind = describeKind(storageService('table', '2025-06-01', {}));
