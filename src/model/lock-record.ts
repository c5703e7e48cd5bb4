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
}
