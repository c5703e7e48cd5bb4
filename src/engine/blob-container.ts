/** Why a conditional call on a blob did nothing. The condition is part of the protocol, so it is an answer and not an error. */
export type BlobRefusalReason =
  /** The blob does not exist. */
  | 'missing'
  /** It was to be made and exists. */
  | 'exists'
  /** It is not the version that was named. */
  | 'changed'
  /** An append blob is longer or shorter than was said. */
  | 'moved'
  /** Somebody else has a lease on it. */
  | 'leased'
  /** The lease that was named is not, or no longer, on it. */
  | 'lease-lost';

export interface BlobRefusal {
  readonly ok: false;
  readonly reason: BlobRefusalReason;
  /** HTTP status and code as the service gave them. */
  readonly status: number;
  readonly code: string;
}

export type BlobAnswer<T> = { readonly ok: true; readonly value: T } | BlobRefusal;

/** What a blob holds. */
export interface BlobContent {
  /** With U+FFFD for what is not UTF-8. */
  readonly text: string;
  /** Length as stored. */
  readonly bytes: number;
  readonly etag: string;
  /** True while somebody has a lease on it. */
  readonly leased: boolean;
}

/** What a list says of a blob. */
export interface BlobListing {
  readonly name: string;
  /** ISO 8601 UTC. */
  readonly modifiedAt: string;
  /** Keys in lower case. */
  readonly metadata: Readonly<Record<string, string>>;
}

/** Conditions of a write; all that are given must hold. */
export interface BlobConditions {
  /** `*` in `unless`: only when there is none. */
  readonly match?: string;
  readonly unless?: '*';
  readonly lease?: string;
}

/**
 * One container of blobs with UTF-8 text. Every method throws `AtakoraError` `ATK1715` when the container does not exist, and `ATK18xx` for
 * calls that are refused otherwise, unauthorised or unreachable.
 */
export interface BlobContainer {
  /** Address of the container, without a slash at its end. */
  readonly url: string;
  /** Makes the container when it does not exist. */
  ensure(): Promise<void>;
  /** Undefined when the blob does not exist. */
  get(name: string, signal?: AbortSignal): Promise<BlobContent | undefined>;
  /** Writes a block blob as a whole; answers its version. Metadata keys are lower-case letters. */
  put(name: string, text: string, conditions?: BlobConditions, metadata?: Readonly<Record<string, string>>): Promise<BlobAnswer<string>>;
  /** Makes an append blob, or empties it. */
  putAppendable(name: string, conditions?: BlobConditions): Promise<BlobAnswer<string>>;
  /** Appends as one atomic step at `position`, the present length in bytes; answers the new length. */
  append(name: string, text: string, at: { readonly lease: string; readonly position: number }): Promise<BlobAnswer<number>>;
  /** Deleting what is gone is `missing`. */
  remove(name: string, conditions?: BlobConditions): Promise<BlobAnswer<undefined>>;
  /** Blobs whose names begin with `prefix`, by name. */
  list(prefix: string, signal?: AbortSignal): Promise<readonly BlobListing[]>;
  /** Names of the folders right below `prefix`, which ends with a slash; without slashes. */
  folders(prefix: string, signal?: AbortSignal): Promise<readonly string[]>;
  /** Takes a lease; `id` is a GUID, `seconds` 15 to 60. Answers the same to the one who has it. */
  acquire(name: string, id: string, seconds: number): Promise<BlobAnswer<undefined>>;
  renew(name: string, id: string): Promise<BlobAnswer<undefined>>;
  /** Gives a lease back, or takes that very lease from whoever has it. */
  release(name: string, id: string): Promise<BlobAnswer<undefined>>;
  /** Ends whatever lease there is at once. */
  break(name: string): Promise<BlobAnswer<undefined>>;
}
