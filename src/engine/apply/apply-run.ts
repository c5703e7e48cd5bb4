import type { Definition } from '../../model/definition.ts';
import type { AtakoraError } from '../../model/errors.ts';
import type { Plan } from '../../model/plan.ts';
import type { Promotion } from '../../model/promotion.ts';
import type { RunId } from '../../model/run-id.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { StateLock } from '../ports.ts';
import type { PollInterval } from './apply-ports.ts';
import type { StackOutcome } from './apply-result.ts';
import { foldJournal } from './fold-journal.ts';
import type { FoldFacts } from './fold-journal.ts';
import type { PackageOutcome } from './package-outcome.ts';
import type { PendingSecret, SecretOutcome } from './pending-secret.ts';
import type { RunContext } from './run-context.ts';
import type { RunControl } from './run-control.ts';
import type { RunWork } from './run-work.ts';

/** What `applyPlan` makes real, and how. */
export interface ApplyInput {
  readonly plan: Plan;
  /** Absent only to destroy. */
  readonly synthesis?: Synthesis;
  /** Archived with the run. */
  readonly definition?: Definition;
  /** Values to write as soon as their vaults stand; they are in no record of the run. */
  readonly secrets?: readonly PendingSecret[];
  /** Zip archives of what the plan publishes, by hash. */
  readonly packages?: ReadonlyMap<string, Uint8Array>;
  /** The state that the plan was made from, read under the lock after recovery. */
  readonly state: StateDocument | undefined;
  /** Held by the caller, who releases it. */
  readonly lock: StateLock;
  readonly run: RunId;
  /** Who applies, as the state and the journal name them. */
  readonly by: string;
  /** `atakora 0.1.0`. */
  readonly tool: string;
  /** Manifest id. */
  readonly project: string;
  /** Deployments, and deletions, at once; 16 and 4 by default. */
  readonly concurrency?: number;
  /** `cloudPollMs` by default; the local Azure takes milliseconds. */
  readonly pollMs?: PollInterval;
  /** Aborted by Ctrl-C and SIGTERM: nothing new is started, what runs in Azure goes on. */
  readonly signal?: AbortSignal;
  /** What a person may ask of the run while it runs. */
  readonly control?: RunControl;
  /** `continue` by default: stacks that do not depend on the failed one go on. */
  readonly onFailure?: 'continue' | 'stop';
  /** The run that this one goes back to. */
  readonly returnsTo?: RunId;
  /** What was live elsewhere and is brought here. */
  readonly promotedFrom?: Promotion;
  /** Usual duration by type and action (`usualDurations`). */
  readonly usualMs?: (type: string, action: string) => number | undefined;
}

/** One run under way. */
export interface Run {
  readonly input: ApplyInput;
  readonly facts: FoldFacts;
  readonly work: RunWork;
  readonly context: RunContext;
  readonly concurrency: { readonly stacks: number; readonly deletes: number };
  readonly since: number;
}

/** How the work of a run went: outcomes of stacks, and the error that broke it off. */
export interface RunEnd {
  readonly stacks: readonly StackOutcome[];
  readonly packages: readonly PackageOutcome[];
  readonly secrets: readonly SecretOutcome[];
  readonly error?: AtakoraError;
}

/** The state as the journal makes it at this instant. */
export function recordsNow({ input, context, facts }: Run): StateDocument['resources'] {
  return foldJournal(input.state, context.journal.entries, facts)?.resources ?? {};
}
