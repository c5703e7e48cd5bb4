import { AtakoraError } from '../model/errors.ts';
import type { RetryOptions } from './retry-policy.ts';
import type { CallOptions } from './sdk-call.ts';
import { callSdk, failureOf } from './sdk-call.ts';
import type { TokenTimes } from './token-times.ts';
import type { FailedCall, VaultPlace } from './vault-failure.ts';
import { vaultFailure } from './vault-failure.ts';

/** How a vault is waited for. Milliseconds. */
export interface VaultWaits {
  /** First wait for a role to take effect; doubled up to `mostMs`. */
  readonly firstMs: number;
  readonly mostMs: number;
  /** Between looks at a secret that is being deleted, recovered or purged. */
  readonly pollMs: number;
  /** How long such a secret is waited for. */
  readonly settleMs: number;
}

/**
 * A role takes effect within ten minutes.
 * @see https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected
 */
const roleSpreadMs = 10 * 60_000;

export interface VaultLine {
  readonly place: VaultPlace;
  readonly retry: RetryOptions;
  readonly waits: VaultWaits;
  readonly times: TokenTimes;
  /** When a role for the vault's secrets was last given to the identity (or a group), by Azure's clock, in milliseconds since 1970. */
  roleGivenAt(principalId: string | undefined, signal: AbortSignal | undefined): Promise<number | undefined>;
  /** Whether the vault exists, where Resource Manager can say so. */
  exists(signal: AbortSignal | undefined): Promise<boolean | undefined>;
}

/**
 * Makes one call to a vault. A refusal for want of a role is waited out while one that was just given may still need to take effect, and a
 * secret on its way out or back until it has arrived.
 * @throws AtakoraError `ATK18xx`, `ATK22xx` in the user's terms
 */
export async function callVault<T>(line: VaultLine, call: FailedCall, work: (options: CallOptions) => Promise<T>, signal?: AbortSignal): Promise<T> {
  const since = Date.now();
  let until: number | undefined;
  for (let pause = line.waits.firstMs; ; pause = Math.min(pause * 2, line.waits.mostMs)) {
    try {
      return (await callSdk(call.what, work, signal)).result;
    } catch (error) {
      const failure = failureOf(error);
      const rule = failure?.advice?.rule;
      if (rule === 'vault-right') {
        until ??= await roleEnd(line, principalOf(failure?.message ?? ''), signal);
        if (Date.now() + pause > until) throw await translated(line, call, error, signal);
        line.retry.onRetry?.({ what: `to ${call.what}`, afterMs: pause, because: 'the role is not in effect yet, which may take ten minutes' });
        await line.retry.sleep(pause, signal);
      } else if (rule === 'secret-moving' && Date.now() - since < line.waits.settleMs) {
        await line.retry.sleep(line.waits.pollMs, signal);
      } else {
        throw await translated(line, call, error, signal);
      }
    }
  }
}

/** Until when a refusal may be a role that is not in effect yet; now when no role was given of late, or nobody can say. */
async function roleEnd(line: VaultLine, principalId: string | undefined, signal: AbortSignal | undefined): Promise<number> {
  try {
    const given = await line.roleGivenAt(principalId, signal);
    return given === undefined ? 0 : given + roleSpreadMs;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof AtakoraError) return 0;
    throw error;
  }
}

/** Key Vault says who asked: `appid=…;oid=…;iss=…`. */
function principalOf(message: string): string | undefined {
  return /\boid=([0-9a-f-]{36})/i.exec(message)?.[1];
}

async function translated(line: VaultLine, call: FailedCall, error: unknown, signal: AbortSignal | undefined): Promise<unknown> {
  signal?.throwIfAborted();
  if (!(error instanceof AtakoraError)) return error;
  const unresolved = error.code === 'ATK1804' && /ENOTFOUND/.test(`${failureOf(error)?.code ?? ''} ${error.message}`);
  return vaultFailure(error, call, { ...line.place, times: line.times, ...(unresolved ? { exists: await line.exists(signal) } : {}) });
}
