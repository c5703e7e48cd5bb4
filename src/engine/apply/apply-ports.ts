import type { FunctionApps } from '../function-apps.ts';
import type { Fingerprint, KindLookup } from '../plan/kind-lookup.ts';
import type { Azure, Clock, Host, Ids, RunArchive } from '../ports.ts';
import type { WriteSecret } from './pending-secret.ts';

/** Everything outside that apply and recovery use. */
export interface ApplyPorts {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly host: Host;
  readonly azure: Azure;
  /** Absent: no plan publishes code. */
  readonly apps?: FunctionApps;
  /** Absent: no plan writes secrets. */
  readonly writeSecret?: WriteSecret;
  /** Absent: the run is not archived. */
  readonly archive?: RunArchive;
  readonly kindOf: KindLookup;
  /** Stands for sensitive values in the state; absent when the environment's key is not at hand. */
  readonly fingerprint?: Fingerprint;
}

/** How often Azure is asked: from `min` on, longer up to `max` while nothing changes. Milliseconds. */
export interface PollInterval {
  readonly min: number;
  readonly max: number;
}

/** Bounds that suit the public cloud. */
export const cloudPollMs: PollInterval = { min: 500, max: 10_000 };
