import type { StoredResource } from '../world/resource-store.ts';

/** A resource that was deleted and is kept for recovery. */
export interface DeletedResource {
  readonly id: string;
  readonly name: string;
  /** Plain name of the region. */
  readonly location: string;
  readonly deletedAt: string;
  readonly purgeAt: string;
  readonly resource: StoredResource;
}
