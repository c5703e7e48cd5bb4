/** One measured line of the results. */
export interface Measurement {
  readonly name: string;
  /** Median wall time in milliseconds. */
  readonly medianMs: number;
  /** `medianMs` over that of `node -e 0` in the same run; absent where start-up is no part of it. */
  readonly ratio?: number;
  /** Peak resident memory in megabytes; absent where it was not measured. */
  readonly peakMemoryMb?: number;
  /** What is aimed at, in words, such as `at most 1.3x`; absent for a yardstick. */
  readonly aim?: string;
  /** Whether the aim was met; absent where there is none. */
  readonly met?: boolean;
}

/** A case that could not be measured, and why. */
export interface Skipped {
  readonly name: string;
  readonly reason: string;
}

/** What a group of cases needs to know. */
export interface BenchContext {
  /** Absolute path of the project. */
  readonly root: string;
  /** How often each command is timed. */
  readonly rounds: number;
}

/** Cases that are measured together, so that their ratios come from one run. */
export interface BenchGroup {
  readonly title: string;
  measure(context: BenchContext): Promise<readonly (Measurement | Skipped)[]>;
}
