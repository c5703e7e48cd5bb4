import type { Address } from './address.ts';
import type { ErrorCode } from './error-codes.ts';
import type { SourceLocation } from './source-location.ts';

/** What is looked at before anything is asked or changed, in the order in which it is told. */
export const preflightChecks = ['sign-in', 'permissions', 'providers', 'names', 'deleted', 'regions', 'quotas', 'validation', 'limits', 'secrets'] as const;

export type PreflightCheck = (typeof preflightChecks)[number];

/** `blocker`: the apply would fail. `warning`: it will go another way than one may think. `could-not-check`: nobody knows, which is not a pass. */
export type PreflightSeverity = 'blocker' | 'warning' | 'could-not-check';

export interface PreflightFinding {
  readonly check: PreflightCheck;
  readonly severity: PreflightSeverity;
  readonly code: ErrorCode;
  /** One sentence. */
  readonly summary: string;
  /** What to do, one sentence or more; commands in backticks. */
  readonly hint: string;
  readonly address?: Address;
  readonly location?: SourceLocation;
}

/** How one check went. */
export interface PreflightOutcome {
  readonly check: PreflightCheck;
  /** `passed` also when there was nothing to look at. */
  readonly result: 'passed' | PreflightSeverity;
  readonly elapsedMs: number;
}

export interface Preflight {
  readonly outcomes: readonly PreflightOutcome[];
  /** In the order of the checks, then of the plan. */
  readonly findings: readonly PreflightFinding[];
}
