/** Who holds the lock of a state, and for what. */
export interface LockRecord {
  /** Random id; `state unlock ID` names it. */
  readonly id: string;
  readonly who: string;
  readonly host: string;
  readonly processId: number;
  readonly command: string;
  readonly run: string;
  /** ISO 8601 UTC. */
  readonly since: string;
  readonly heartbeat: string;
  /** Link to the CI job, when there is one. */
  readonly ciLink?: string;
  /** When the process began, as its system says it: tells it from another that got its number later. */
  readonly startMark?: string;
}

/** A lock as others see it. */
export interface LockInfo extends LockRecord {
  /** False when its holder is gone: the next command takes it over. */
  readonly held: boolean;
}

/** A lock that was taken away from its holder by hand. */
export interface LockBreak {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly by: string;
  readonly host: string;
  readonly ciLink?: string;
  /** Whose lock it was. */
  readonly record: LockRecord;
}
