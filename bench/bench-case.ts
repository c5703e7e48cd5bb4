import type { InstalledPackage } from './installed-package.ts';

/** Values of one case over its runs: the middle one, and between which two the middle half of them lies. */
export interface Spread {
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
}

/** One measured line of the results. */
export interface Measurement {
  readonly name: string;
  /** Milliseconds, unless `unit` says something else. */
  readonly value: Spread;
  readonly unit?: 'ms' | 'MB';
  /** Median over that of the yardstick of its group, such as `node -e 0`; absent where there is none. */
  readonly ratio?: number;
  /** What is aimed at, in words, such as `at most 1.3x`; absent for a yardstick or a part. */
  readonly aim?: string;
  /** Whether the median meets the aim; absent where there is none. */
  readonly met?: boolean;
}

/** What a group of cases needs to know. */
export interface BenchContext {
  /** Absolute path of the project. */
  readonly root: string;
  /** Folder for what a group writes; removed after the run. */
  readonly workFolder: string;
  /** The package as users get it, which is what the commands run from. */
  readonly installed: InstalledPackage;
  /** How often each command is timed; long ones take fewer. */
  readonly rounds: number;
}

/** Cases that are measured together, so that their ratios come from one run. */
export interface BenchGroup {
  readonly title: string;
  /** What is measured and how, for a reader of the results: one to three sentences. */
  readonly about: string;
  measure(context: BenchContext): Promise<readonly Measurement[]>;
}
