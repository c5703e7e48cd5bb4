import type { RunId } from '../../model/run-id.ts';

/** Files of a run that say whose it is, and stay as long as anything of it does. */
export const identifyingFiles: ReadonlySet<string> = new Set(['plan.json', 'result.json']);

/** A run in the archive. */
export interface SeenRun {
  readonly run: RunId;
  /** Key of its environment; undefined where nothing in its folder says it. */
  readonly environment: string | undefined;
  readonly kind?: string;
  readonly result?: string;
  /** When it ended, ISO 8601 UTC; absent for one that was cut off. */
  readonly endedAt?: string;
  /** The run that it went back to, whose definition is live since. */
  readonly returnsTo?: string;
  /** Its templates are there, so that it can be gone back to. */
  readonly canReturn: boolean;
  /** Hash of what each app ran when it had ended. */
  readonly ran: readonly string[];
  /** Hashes of the packages that lie in its folder. */
  readonly packages: readonly string[];
  /** How many files lie there besides these and those that say whose it is. */
  readonly otherFiles: number;
}

/** An earlier version of the state. */
export interface SeenVersion {
  readonly serial: number;
  readonly run: string;
  readonly updatedAt: string;
}
