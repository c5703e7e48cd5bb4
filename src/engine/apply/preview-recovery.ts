import type { Address } from '../../model/address.ts';
import type { JournalEntry } from '../../model/journal.ts';
import type { StateDocument } from '../../model/state.ts';
import type { DeploymentTarget } from '../../model/synthesis.ts';
import { entriesSince, foldJournal } from './fold-journal.ts';
import type { FoldFacts } from './fold-journal.ts';
import { surveyJournal } from './journal-survey.ts';

/** What an interrupted run left, seen without the lock: for `plan`, which changes nothing. */
export interface RecoveryPreview {
  /** The state as the next apply would find it before it asks Azure. Never to be written. */
  readonly state: StateDocument | undefined;
  /** The run; absent when nothing was left. */
  readonly run?: string;
  /** Deployments that may still be running. */
  readonly deployments: readonly { readonly deployment: string; readonly stack: string; readonly scope: DeploymentTarget }[];
  /** Addresses whose end is not known: what a plan takes as `pending`. */
  readonly pending: readonly Address[];
}

/**
 * Folds the journal into a view of the state.
 * @throws AtakoraError `ATK1701`, `ATK1706` as `foldJournal`.
 */
export function previewRecovery(state: StateDocument | undefined, entries: readonly JournalEntry[], facts: FoldFacts): RecoveryPreview {
  const survey = surveyJournal(entriesSince(state, entries));
  const view = foldJournal(state, entries, facts);
  const inDeployments = survey.deployments.flatMap(({ start, settled }) => (Object.keys(start.records) as Address[]).filter((address) => !settled.has(address)));
  return {
    // The serial stays the stored one's: nothing was written, and a plan made from this view must be stale once something is.
    state: view === undefined ? undefined : { ...view, serial: state?.serial ?? 0 },
    ...(survey.intent === undefined ? {} : { run: survey.intent.run }),
    deployments: survey.deployments.map(({ start: { deployment, stack, scope } }) => ({ deployment, stack, scope })),
    pending: [...new Set([...inDeployments, ...survey.deletes.map(({ address }) => address)])].sort(),
  };
}
