import type { RunId } from './run-id.ts';

/** Where a run that was brought from another environment was live. */
export interface Promotion {
  /** Environment key: `dev`, `dev@local`. */
  readonly environment: string;
  /** The run whose definition and packages were brought. */
  readonly run: RunId;
}
