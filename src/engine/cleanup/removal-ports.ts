import type { AzureFailure } from '../../model/azure-failure.ts';
import type { Finding, RemovalStatus } from '../../model/cleanup.ts';
import type { PollInterval } from '../apply/apply-ports.ts';
import type { Clock, Host, RunArchive, StateLock } from '../ports.ts';
import type { Owner } from './our-tags.ts';
import type { CleanupAzure } from './survey-azure.ts';

/** What removing needs of the world. */
export interface RemovalPorts {
  /** Absent when nothing that goes is in Azure. */
  readonly azure: CleanupAzure | undefined;
  readonly archive: RunArchive;
  readonly lock: StateLock;
  readonly clock: Clock;
  readonly host: Pick<Host, 'emit'>;
  readonly pollMs: PollInterval;
  /** Api version of a type; undefined for one that nobody knows. */
  readonly versionOf: (type: string) => string | undefined;
}

/** What holds for all removals of one clean-up. */
export interface RemovalRun {
  readonly run: string;
  readonly owner: Owner;
  /** Packages that stay in the folders of runs that go. */
  readonly neededPackages: ReadonlySet<string>;
  /** Aborted to start nothing more; what was begun in Azure goes on there. */
  readonly signal: AbortSignal;
}

/** How one removal ended. */
export interface Removed {
  readonly finding: Finding;
  readonly status: Exclude<RemovalStatus, 'started'>;
  readonly because?: string;
  readonly failure?: AzureFailure;
}

/** What a removal came to. */
export type Outcome = Pick<Removed, 'status' | 'because' | 'failure'>;
