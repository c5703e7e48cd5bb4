import type { AzureFailure } from '../../model/azure-failure.ts';
import type { AtakoraError } from '../../model/errors.ts';
import type { RunResult } from '../../model/journal.ts';
import type { StateDocument } from '../../model/state.ts';
import type { PackageOutcome } from './package-outcome.ts';
import type { SecretOutcome } from './pending-secret.ts';
import type { ItemOutcome } from './run-progress.ts';

/** How one stack of a run ended. */
export interface StackOutcome {
  readonly stack: string;
  readonly result: 'succeeded' | 'failed' | 'canceled' | 'skipped' | 'unknown';
  readonly deployment?: string;
  readonly elapsedMs?: number;
  readonly because?: string;
  readonly failure?: AzureFailure;
}

/** What a run did. */
export interface ApplyResult {
  /** `detached`: something goes on in Azure, and the journal holds what the next command needs to take it up. */
  readonly result: RunResult;
  /** The state afterwards; when it could not be written, what the journal makes of it. */
  readonly state: StateDocument | undefined;
  /** False when the journal was left for the next command. */
  readonly written: boolean;
  readonly items: readonly ItemOutcome[];
  readonly stacks: readonly StackOutcome[];
  readonly packages: readonly PackageOutcome[];
  readonly secrets: readonly SecretOutcome[];
  readonly counts: { readonly done: number; readonly failed: number; readonly skipped: number; readonly unknown: number };
  /** Names of deployments that nobody saw the end of. */
  readonly openDeployments: readonly string[];
  readonly elapsedMs: number;
  /** Why it failed; its code gives the exit code. Absent when the user stopped it. */
  readonly error?: AtakoraError;
}

/** How many items ended in which way. */
export function countItems(items: readonly ItemOutcome[]): ApplyResult['counts'] {
  const of = (result: ItemOutcome['result']): number => items.filter((item) => item.result === result).length;
  return { done: of('done'), failed: of('failed'), skipped: of('skipped'), unknown: of('unknown') };
}
