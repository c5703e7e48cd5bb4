import type { Address } from '../../model/address.ts';
import type { AtakoraError } from '../../model/errors.ts';

/** A value that an apply writes once its vault stands. It is held in memory only. */
export interface PendingSecret {
  /** As the code writes it. */
  readonly name: string;
  readonly vaultName: string;
  readonly vault: Address;
  readonly value: string;
  readonly source: 'generated' | 'prompt' | 'file';
  /** Components that declare it, and the apps that read it. */
  readonly components: readonly string[];
  readonly readers: readonly Address[];
}

/** Puts one value into its vault. `kept`: somebody has set it meanwhile, and it stays as it is. @throws AtakoraError when it cannot. */
export type WriteSecret = (secret: PendingSecret, signal?: AbortSignal) => Promise<'written' | 'kept'>;

/** How one secret ended. `skipped`: its vault does not stand, or the run was stopped. */
export interface SecretOutcome {
  readonly name: string;
  readonly vault: Address;
  readonly result: 'written' | 'kept' | 'failed' | 'skipped';
  readonly generated?: true;
  readonly elapsedMs?: number;
  readonly because?: string;
  readonly error?: AtakoraError;
}
