import type { Clock, Ids, LockRequest, LockResult } from '../engine/ports.ts';

/** Bounds of the pause between two looks at a lock that is held, in milliseconds. */
export interface LockPollMs {
  readonly first: number;
  readonly most: number;
}

/** Tries to take a lock until it is taken or the time of the request is over; the pauses grow and are random. */
export async function waitForLock(request: LockRequest, tryLock: () => Promise<LockResult>, how: { readonly clock: Clock; readonly ids: Ids; readonly pollMs: LockPollMs; readonly signal: AbortSignal | undefined }): Promise<LockResult> {
  const { clock, ids, pollMs, signal } = how;
  const deadline = clock.monotonicMs() + request.timeoutMs;
  for (let pause = pollMs.first; ; pause = Math.min(pause * 2, pollMs.most)) {
    signal?.throwIfAborted();
    const result = await tryLock();
    if (result.kind === 'held') {
      signal?.throwIfAborted();
    }
    const left = deadline - clock.monotonicMs();
    if (result.kind === 'acquired' || left <= 0) {
      return result;
    }
    // Twenty waiters that woke together would collide again.
    const jitter = (Number.parseInt(ids.hex(2), 16) / 255) * pause;
    await clock.sleep(Math.min(left, pause / 2 + jitter), signal);
  }
}
