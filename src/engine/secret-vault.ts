/** What a vault says of one version of a secret, without its value. */
export interface SecretVersion {
  /** As the vault writes it. */
  readonly name: string;
  /** Id of the version: 32 hex digits; empty in a list of all secrets, which does not tell it. */
  readonly version: string;
  readonly enabled: boolean;
  /** ISO 8601 UTC. */
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly expiresAt?: string;
  readonly notBefore?: string;
  readonly contentType?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A secret that was deleted and not purged. */
export interface DeletedSecret {
  readonly name: string;
  readonly deletedAt?: string;
  /** When Azure purges it by itself; ISO 8601 UTC. */
  readonly purgedAt?: string;
  readonly tags: Readonly<Record<string, string>>;
}

/** A version with its value, which goes nowhere but to who asked for it. */
export interface SecretWithValue extends SecretVersion {
  readonly value: string;
}

/** What a new version carries beside its value. */
export interface NewSecretVersion {
  readonly tags?: Readonly<Record<string, string>>;
  readonly expiresAt?: string;
  readonly contentType?: string;
  readonly enabled?: boolean;
}

/** What can be changed of a version that exists; absent: left as it is. */
export interface SecretVersionChange {
  readonly enabled?: boolean;
  readonly expiresAt?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/**
 * The secrets of one vault. Names are those of the vault (letters, digits, `-`); letter case does not tell them apart.
 * All methods throw `AtakoraError` `ATK18xx` for refused, unauthorised or unreachable calls; `ATK22xx` for what Key Vault has against a secret.
 */
export interface SecretVault {
  /** `https://NAME.vault.azure.net/`. */
  readonly uri: string;
  /** Adds a version, which is the current one from then on. */
  set(name: string, value: string, version?: NewSecretVersion, signal?: AbortSignal): Promise<SecretVersion>;
  /** The current version, or the one named; undefined when there is none. @throws AtakoraError `ATK22xx` when it is disabled or out of its time. */
  get(name: string, version?: string, signal?: AbortSignal): Promise<SecretWithValue | undefined>;
  /** The current version of every secret, page by page. */
  list(signal?: AbortSignal): AsyncIterable<SecretVersion>;
  /** All versions, newest first; empty when there is no such secret. */
  versions(name: string, signal?: AbortSignal): Promise<readonly SecretVersion[]>;
  update(name: string, version: string, change: SecretVersionChange, signal?: AbortSignal): Promise<SecretVersion>;
  /** Deletes all versions; they can be recovered until they are purged. Resolves once the vault lists them as deleted. */
  remove(name: string, signal?: AbortSignal): Promise<void>;
  deleted(signal?: AbortSignal): Promise<readonly DeletedSecret[]>;
  /** Brings a deleted secret back; resolves once it can be read. */
  recover(name: string, signal?: AbortSignal): Promise<void>;
  /** Ends a deleted secret for good. */
  purge(name: string, signal?: AbortSignal): Promise<void>;
}
