import type { Diagnostic } from './diagnostic.ts';
import type { Json } from './json.ts';
import type { SourceLocation } from './source-location.ts';

/** One value of an environment with where it comes from. */
export interface EnvironmentValue {
  /** `location`, `cosmos.mode`. */
  readonly path: string;
  /** Null: the environment lacks it. */
  readonly value: Json;
  /** For people: `built-in dev`, `atakora.config.ts (staging)`, `the default`. */
  readonly from: string;
  /** Where it is written; absent for what is built in. */
  readonly location?: SourceLocation;
}

/** Everything that an environment is. */
export interface EnvironmentReport {
  readonly name: string;
  /** `dev` or `dev@local`. */
  readonly key: string;
  /** What its settings start from, the built-in environment first; the last is the environment itself. */
  readonly chain: readonly string[];
  /** Where it is: cloud, subscription, region, group, state. */
  readonly target: readonly EnvironmentValue[];
  /** Sorted by path. */
  readonly settings: readonly EnvironmentValue[];
  /** Settings that backends decide for themselves; only those that differ. */
  readonly backends: readonly { readonly name: string; readonly settings: readonly EnvironmentValue[] }[];
  readonly problems: readonly Diagnostic[];
}

/** What is known of the state of an environment. */
export type AppliedReport =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'applied';
      readonly serial: number;
      readonly resources: number;
      /** Run that wrote the state, and when; ISO 8601 UTC. */
      readonly run?: string;
      readonly at?: string;
      /** Resources whose last deployment did not end well or is not known to have ended. */
      readonly unfinished?: number;
      /** Names of resource groups. */
      readonly groups?: readonly string[];
    }
  /** It could not be looked at. */
  | { readonly kind: 'unknown'; readonly reason: string };

/** One environment in a list. */
export interface EnvironmentSummary {
  readonly name: string;
  /** Where it is named; `built-in` alone: nowhere in the project. */
  readonly from: readonly ('built-in' | 'manifest' | 'configuration')[];
  readonly cloud: string;
  /** Absent: the environment lacks one. */
  readonly location?: string;
  /** `local`, or `azure-blob ACCOUNT/CONTAINER`; absent: not set. */
  readonly state?: string;
  /** Fields that it cannot be deployed without. */
  readonly lacks: readonly string[];
  readonly applied: AppliedReport;
  /** Its twin on the local Azure, when that has a state. */
  readonly twin?: AppliedReport;
  readonly protected: boolean;
  /** The one that the manifest names for commands that name none. */
  readonly isDefault: boolean;
  /** The one that commands work on now. */
  readonly isChosen: boolean;
}

/** All environments of a project and what chooses among them. */
export interface EnvironmentList {
  readonly environments: readonly EnvironmentSummary[];
  /** What commands work on now, and why: `dev`, from `the manifest`. */
  readonly chosen: { readonly environment: string; readonly from: string };
  readonly problems: readonly Diagnostic[];
}

/** One value of two environments. */
export interface ComparedValue {
  readonly path: string;
  /** Undefined: this environment does not have it. */
  readonly left: EnvironmentValue | undefined;
  readonly right: EnvironmentValue | undefined;
  readonly same: boolean;
}

/** Two environments side by side. */
export interface EnvironmentComparison {
  readonly left: string;
  readonly right: string;
  /** In the order of a report: where they are, settings, backends (`main: cosmos.mode`). */
  readonly values: readonly ComparedValue[];
  readonly problems: readonly Diagnostic[];
}
