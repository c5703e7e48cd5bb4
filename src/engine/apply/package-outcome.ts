import type { Address } from '../../model/address.ts';
import type { AtakoraError } from '../../model/errors.ts';
import type { AppHealth } from '../../model/app-health.ts';

/** How the package of one app ended. `skipped`: it was not sent, or nobody saw it arrive; the next apply sends it. */
export interface PackageOutcome {
  readonly address: Address;
  readonly hash: string;
  readonly result: 'published' | 'kept' | 'failed' | 'skipped';
  readonly bytes?: number;
  readonly elapsedMs?: number;
  readonly because?: string;
  /** What the app says of itself afterwards. */
  readonly health?: AppHealth;
  readonly error?: AtakoraError;
}
