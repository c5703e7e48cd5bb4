/** What a clean-up looks for. */
export const findingKinds = ['resources', 'groups', 'vaults', 'deployments', 'packages', 'runs', 'state-versions'] as const;
export type FindingKind = (typeof findingKinds)[number];

/** Where the time comes from that an age counts from; of several the latest counts. */
export type AgeSource = 'created' | 'run' | 'deployed' | 'deleted' | 'written';

/** Something that old runs left behind, with what speaks for it. */
export interface Finding {
  readonly kind: FindingKind;
  /** Unique among findings: a resource id, a run id, `RUN/packages/HASH`, a serial. */
  readonly id: string;
  /** What people call it. */
  readonly name: string;
  /** ARM type; absent for what is not in Azure. */
  readonly type?: string;
  /** Resource group of what lies in one. */
  readonly group?: string;
  /** Run that last wrote it, where that is known. */
  readonly run?: string;
  /** Time that its age counts from, ISO 8601 UTC. */
  readonly at: string;
  readonly ageFrom: AgeSource;
  /** Why nothing seems to need it: one sentence without its subject. */
  readonly because: string;
  /** Ids of findings that refer to it, or lie in it: they go first. */
  readonly dependents: readonly string[];
  /** Ids of what has no tags of its own and goes right before it: role assignments on it or of its identity, the alert rule that Azure made for it. */
  readonly alsoGoes?: readonly string[];
  /** What is stored in it is lost with it. */
  readonly losesData?: true;
}

/** Why something of ours that no state holds is not proposed. */
export type LeftReason = 'younger' | 'age-unknown' | 'unclear' | 'locked' | 'protected' | 'managed' | 'used' | 'pending' | 'running' | 'kept' | 'held';

/** Something that was looked at and is left alone. */
export interface LeftAlone {
  readonly kind: FindingKind;
  readonly id: string;
  readonly name: string;
  readonly type?: string;
  readonly reason: LeftReason;
  /** One sentence without its subject. */
  readonly because: string;
}

/** A kind that was not searched, and why. */
export interface NotSearched {
  readonly kind: FindingKind;
  readonly because: string;
}

/** What a clean-up found in one environment. */
export interface CleanupReport {
  /** Environment key. */
  readonly environment: string;
  /** When it was looked; ages are counted up to here. ISO 8601 UTC. */
  readonly at: string;
  /** Nothing younger than this is proposed; milliseconds. */
  readonly olderThanMs: number;
  /** Newest ones of each history that stay. */
  readonly keep: number;
  readonly kinds: readonly FindingKind[];
  /** By kind, then in the order in which they go. */
  readonly findings: readonly Finding[];
  readonly leftAlone: readonly LeftAlone[];
  readonly notSearched: readonly NotSearched[];
  /** What could not be looked into, in words. */
  readonly notes: readonly string[];
}

/** How the removal of one finding ended. `gone`: it was not there any more. `skipped`: left alone after a second look, or never begun. */
export type RemovalStatus = 'started' | 'removed' | 'gone' | 'failed' | 'skipped' | 'unknown';
