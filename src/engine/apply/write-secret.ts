import { AtakoraError } from '../../model/errors.ts';
import type { Clock, Host } from '../ports.ts';
import type { PendingSecret, SecretOutcome, WriteSecret } from './pending-secret.ts';

/** What writing a secret uses. */
export interface SecretPorts {
  readonly clock: Pick<Clock, 'monotonicMs'>;
  readonly host: Pick<Host, 'emit'>;
  readonly writeSecret?: WriteSecret;
}

/** Writes one secret and tells it, by name only. A refusal is in the outcome; what ends the wait is `skipped`. */
export async function settleSecret(secret: PendingSecret, { clock, host, writeSecret }: SecretPorts, signal?: AbortSignal): Promise<SecretOutcome> {
  if (writeSecret === undefined) throw new AtakoraError('ATK9001', 'a run that writes secrets came without a vault');
  const facts = factsOf(secret);
  const since = clock.monotonicMs();
  host.emit({ type: 'secret', ...facts, status: 'started' });
  const outcome = await writeSecret(secret, signal).then(
    (result): SecretOutcome => ({ ...facts, result }),
    (error: unknown) => refused(secret, error, signal),
  );
  const { error: _told, result, ...told } = { ...outcome, elapsedMs: clock.monotonicMs() - since };
  host.emit({ type: 'secret', ...told, status: result });
  return outcome;
}

/** A secret that was never begun. */
export function skipSecret(secret: PendingSecret, because: string, { host }: Pick<SecretPorts, 'host'>): SecretOutcome {
  const outcome: SecretOutcome = { ...factsOf(secret), result: 'skipped', because };
  host.emit({ type: 'secret', ...factsOf(secret), status: 'skipped', because });
  return outcome;
}

function factsOf({ name, vault, source }: PendingSecret): Pick<SecretOutcome, 'name' | 'vault' | 'generated'> {
  return { name, vault, ...(source === 'generated' ? { generated: true } : {}) };
}

function refused(secret: PendingSecret, error: unknown, signal: AbortSignal | undefined): SecretOutcome {
  const facts = factsOf(secret);
  if (signal?.aborted === true) return { ...facts, result: 'skipped', because: 'the run was stopped while it was written' };
  if (!(error instanceof AtakoraError) || error.source === 'bug') throw error;
  const failure = new AtakoraError('ATK2261', `the secret ${secret.name} could not be written: ${error.message}`, { source: 'azure', cause: error, hint: error.hint });
  return { ...facts, result: 'failed', because: error.message, error: failure };
}
