import type { AppHealth } from '../../model/app-health.ts';
import { AtakoraError } from '../../model/errors.ts';
import type { FunctionApps } from '../function-apps.ts';
import type { RunContext } from './run-context.ts';

/** How long a host may take to come up with a new package before nobody waits for it, in milliseconds. */
const patienceMs = 90_000;
const pollMs = 5_000;

/** Asks an app how it is until it has started. What cannot be asked is unchecked, and fails no run. */
export async function watchHealth(apps: Pick<FunctionApps, 'health'>, siteId: string, { ports, halt }: RunContext): Promise<AppHealth> {
  const since = ports.clock.monotonicMs();
  for (;;) {
    const health = await apps.health(siteId, halt.signal).catch((error: unknown) => unasked(error, halt.signal));
    if (health.kind !== 'starting') return health;
    if (halt.reason() !== undefined || ports.clock.monotonicMs() - since >= patienceMs) return { kind: 'unchecked', why: `still starting (${health.why})` };
    await ports.clock.sleep(pollMs, halt.signal).catch(() => undefined);
  }
}

function unasked(error: unknown, stopped: AbortSignal): AppHealth {
  if (stopped.aborted) return { kind: 'unchecked', why: 'the run was stopped' };
  if (error instanceof AtakoraError && error.source !== 'bug') return { kind: 'unchecked', why: error.message };
  throw error;
}
