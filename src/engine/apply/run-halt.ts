import { AtakoraError } from '../../model/errors.ts';
import type { RunControl, RunGate } from './run-control.ts';
import { openGate } from './run-control.ts';

/** Why a run starts nothing more: the lost lock, an error that nobody expected, the user's wish to leave or to cancel, or a failure with `--on-failure stop`. */
export type HaltReason = 'lock-lost' | 'error' | 'user' | 'cancel' | 'failure';

/** What every step of a run listens to. */
export interface RunHalt {
  /** Aborted when the run must not go on waiting. */
  readonly signal: AbortSignal;
  /** Aborted when what runs is to be canceled in Azure; its end is still waited for. */
  readonly cancel: AbortSignal;
  readonly gate: RunGate;
  readonly reason: () => HaltReason | undefined;
  /** The reason in words, after "skipped because". */
  readonly text: () => string | undefined;
  /** Stops the waits of the other stacks after an error in one. */
  readonly fail: () => void;
  /** Lets nothing new start after a failure; what runs is waited for. */
  readonly stop: (because: string) => void;
}

/** Joins what the user asks for and the fate of the lock. */
export function joinHalts(user: AbortSignal | undefined, lockLost: AbortSignal, control?: RunControl): RunHalt {
  const failed = new AbortController();
  const leaves = [user, control?.leave].filter((signal) => signal !== undefined);
  const cancel = control?.cancel ?? new AbortController().signal;
  let stopped: string | undefined;
  const reason = (): HaltReason | undefined => {
    if (lockLost.aborted) return 'lock-lost';
    if (failed.signal.aborted) return 'error';
    if (leaves.some((signal) => signal.aborted)) return 'user';
    if (cancel.aborted) return 'cancel';
    return stopped === undefined ? undefined : 'failure';
  };
  return {
    signal: AbortSignal.any([...leaves, lockLost, failed.signal]),
    cancel,
    gate: control?.gate ?? openGate,
    reason,
    text: () => {
      const now = reason();
      return now === undefined ? undefined : (now === 'failure' ? stopped : undefined) ?? haltText(now);
    },
    fail: () => failed.abort(),
    stop: (because) => {
      stopped ??= because;
    },
  };
}

function haltText(reason: HaltReason): string {
  switch (reason) {
    case 'user':
    case 'failure':
      return 'the run was stopped';
    case 'cancel':
      return 'the run was canceled';
    case 'lock-lost':
      return 'the lock was lost';
    case 'error':
      return 'the run broke off';
  }
}

/** Waits while the gate is held; true when something new may start. */
export async function mayStart(halt: RunHalt): Promise<boolean> {
  while (halt.gate.held() && halt.reason() === undefined) {
    await Promise.race([halt.gate.changed(), aborted(halt.signal)]);
  }
  return halt.reason() === undefined;
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => (signal.aborted ? resolve() : signal.addEventListener('abort', () => resolve(), { once: true })));
}

/** The error with which a run ends that lost its lock. */
export function lockLostError(cause?: unknown): AtakoraError {
  return new AtakoraError('ATK1705', 'the lock of the state was lost while the run was under way; what it had started goes on in Azure', { cause });
}
