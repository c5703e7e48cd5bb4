import { AtakoraError } from '../../model/errors.ts';

/** Why a run starts nothing more: the user's signal, the lost lock, or an error that nobody expected. */
export type HaltReason = 'user' | 'lock-lost' | 'error';

/** What every wait of a run listens to. */
export interface RunHalt {
  /** Aborted when the run must not go on waiting. */
  readonly signal: AbortSignal;
  readonly reason: () => HaltReason | undefined;
  /** Stops the waits of the other stacks after an error in one. */
  readonly fail: () => void;
}

/** Joins the user's signal and the lock's. */
export function joinHalts(user: AbortSignal | undefined, lockLost: AbortSignal): RunHalt {
  const failed = new AbortController();
  const signals = user === undefined ? [lockLost, failed.signal] : [user, lockLost, failed.signal];
  return {
    signal: AbortSignal.any(signals),
    reason: () => (lockLost.aborted ? 'lock-lost' : failed.signal.aborted ? 'error' : user?.aborted === true ? 'user' : undefined),
    fail: () => failed.abort(),
  };
}

/** The words of a halt after "skipped because". */
export function haltText(reason: HaltReason): string {
  switch (reason) {
    case 'user':
      return 'the run was stopped';
    case 'lock-lost':
      return 'the lock was lost';
    case 'error':
      return 'the run broke off';
  }
}

/** The error with which a run ends that lost its lock. */
export function lockLostError(cause?: unknown): AtakoraError {
  return new AtakoraError('ATK1705', 'the lock of the state was lost while the run was under way; what it had started goes on in Azure', { cause });
}
