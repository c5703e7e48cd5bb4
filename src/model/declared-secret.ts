import type { Address } from './address.ts';
import type { SourceLocation } from './source-location.ts';

/** How a value is made up: from a cryptographic source, every character of the alphabet equally likely. */
export interface SecretGeneration {
  /** Characters, 16 to 1024. */
  readonly length: number;
  /** The characters that the value is made of, each once. */
  readonly alphabet: string;
}

/** One place where an app reads a declared secret. */
export interface SecretConsumer {
  /** The app (or container app) that reads it. */
  readonly address: Address;
  /** Full ARM resource id of the app. */
  readonly resourceId: string;
  /** Component that declared it. */
  readonly component: string;
  /** Name of the setting; of a container app, its name for the secret; for code that asks the vault itself, the name there. */
  readonly setting: string;
  /** True when the code asks the vault itself: no setting refers to it. */
  readonly direct?: true;
  readonly origin?: SourceLocation;
}

/** A secret that the components of a backend declare, in one environment: a name and what is known of it, never a value. */
export interface DeclaredSecret {
  /** As the code writes it: `STRIPE_KEY`. */
  readonly name: string;
  /** In Key Vault: `STRIPE-KEY`. */
  readonly vaultName: string;
  /** The vault that keeps it. */
  readonly vault: Address;
  readonly description?: string;
  /** False in environments where the code can do without. */
  readonly required: boolean;
  /** Absent: somebody has to bring the value. */
  readonly generate?: SecretGeneration;
  /** Days after which a new version is due; absent: never. */
  readonly rotateEveryDays?: number;
  /** Sorted by address, then setting. */
  readonly consumers: readonly SecretConsumer[];
  /** Where it is declared first. */
  readonly origin?: SourceLocation;
}
