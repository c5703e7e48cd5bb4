import type { Address } from './address.ts';
import type { AppHealth } from './app-health.ts';

/**
 * Why a rotation is looked at. `asked`: by name or with all generated ones. `due`: its value is older than its schedule. `cut-off`: an
 * earlier run wrote a value and did not come to its end. `grace`: versions that were replaced are to be disabled now.
 */
export type RotationReason = 'asked' | 'due' | 'cut-off' | 'grace';

/** One secret that a rotation works on. */
export interface RotationItem {
  /** As the code writes it. */
  readonly secret: string;
  /** In Key Vault. */
  readonly vaultName: string;
  readonly reason: RotationReason;
  /** Where a new value comes from; `none`: no new value is needed. */
  readonly value: 'generated' | 'input' | 'none';
  /** Whole days since its value was set. */
  readonly ageDays?: number;
  readonly everyDays?: number;
  /** Apps that read it, by address; they are restarted unless only versions are disabled. Sorted. */
  readonly apps: readonly Address[];
  /** Run that was cut off. */
  readonly cutOffRun?: string;
  /** What to type when its value is not at hand. */
  readonly command?: string;
}

/**
 * How far a rotation is. `started`, `resumed`: it begins, or goes on where another run was cut off. `written`: the new version is there and
 * is what is read. `current`: every app that could be asked runs with it. `replaced`: an older version stays until `until`. `disabled`: an
 * older version can no longer be read. `restored`: the earlier value is current again. `rolled-back`: that, to its end. `stuck`: apps do not
 * run, and there is no earlier value. `overtaken`: somebody wrote a newer value meanwhile. `interrupted`: the user stopped it.
 */
export type RotationStatus = 'started' | 'resumed' | 'written' | 'current' | 'replaced' | 'disabled' | 'restored' | 'rolled-back' | 'stuck' | 'overtaken' | 'interrupted' | 'failed';

/** What became of one app that reads a rotated secret. `absent`: not deployed yet. `left`: it fetches the value by itself, later. */
export type ConsumerStatus = 'refreshed' | 'absent' | 'left' | 'asked';

/** An app after the secret that it reads got a new version. */
export interface ConsumerReport {
  readonly address: Address;
  readonly status: ConsumerStatus;
  /** Once it was asked. */
  readonly health?: AppHealth;
  /** Version that it holds, where the app tells. */
  readonly reads?: string;
  readonly elapsedMs?: number;
}
