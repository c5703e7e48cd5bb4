/** One file on its way, as the container `uploads` of the database holds it. */
export interface Upload {
  readonly id: string;
  /** Who announced it; the partition key. */
  readonly owner: string;
  readonly fileName: string;
  readonly status: 'announced' | 'filed' | 'refused' | 'expired';
  /** ISO 8601 UTC. */
  readonly announcedAt: string;
  readonly mediaType?: string;
  readonly bytes?: number;
  /** SHA-256, hex. */
  readonly digest?: string;
}

/** The message that says that a file is clean and waits to be filed. */
export interface CleanUpload {
  readonly owner: string;
  readonly id: string;
}

/** Name of a file's blob in the container `incoming`. */
export function blobName({ owner, id }: CleanUpload): string {
  return `${owner}/${id}`;
}
