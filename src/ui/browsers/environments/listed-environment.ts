import type { AppliedReport, EnvironmentValue } from '../../../model/environment-report.ts';
import type { SourceLocation } from '../../../model/source-location.ts';

/** An environment, or its twin on the local Azure. */
export interface ListedEnvironment {
  /** What commands call it: `dev`, `dev@local`. */
  readonly key: string;
  readonly name: string;
  readonly isTwin: boolean;
  /** Where it is named; `built-in` alone: nowhere in the project. */
  readonly from: readonly ('built-in' | 'manifest' | 'configuration')[];
  readonly isDefault: boolean;
  /** Commands work on it when they name none. */
  readonly isChosen: boolean;
  readonly isProtected: boolean;
  readonly applied: AppliedReport;
  /** Fields that it cannot be deployed without. */
  readonly lacks: readonly string[];
  /** Cloud, region, group, state and so on, each with where it is written. */
  readonly target: readonly EnvironmentValue[];
  /** What its settings start from, the built-in environment first; the last is itself. */
  readonly chain: readonly string[];
  /** Settings that differ from those of what it extends, or were changed from what is built in. */
  readonly own: readonly EnvironmentValue[];
  /** Settings that backends decide for themselves. */
  readonly backends: readonly { readonly name: string; readonly settings: readonly EnvironmentValue[] }[];
  /** Sentences about what is wrong. */
  readonly problems: readonly string[];
  /** Where it is written. */
  readonly location?: SourceLocation;
  /** The time of looking; ISO 8601 UTC. */
  readonly now: string;
}

/** A value of where it is; empty when it lacks one. */
export function targetText({ target }: Pick<ListedEnvironment, 'target'>, path: string): string {
  const value = target.find((entry) => entry.path === path)?.value;
  if (typeof value === 'string') return value;
  if (value === null || value === undefined || typeof value !== 'object' || Array.isArray(value)) return '';
  const { account, backend, container } = value as { readonly account?: unknown; readonly backend?: unknown; readonly container?: unknown };
  return backend === 'local' ? 'local' : `${String(account)}/${String(container)}`;
}
