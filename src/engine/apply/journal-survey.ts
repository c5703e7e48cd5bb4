import type { Address } from '../../model/address.ts';
import type { JournalEntry, RunResult } from '../../model/journal.ts';

type Entry<T extends JournalEntry['type']> = Extract<JournalEntry, { readonly type: T }>;

/** A deployment whose end is not in the journal. */
export interface OpenDeployment {
  readonly start: Entry<'deployment-start'>;
  /** Addresses whose own end is. */
  readonly settled: ReadonlySet<Address>;
}

/** What a journal leaves open. */
export interface JournalSurvey {
  readonly intent: Entry<'intent'> | undefined;
  readonly deployments: readonly OpenDeployment[];
  readonly deletes: readonly Entry<'delete-start'>[];
  /** How the run said that it ended; absent when it was killed. */
  readonly ended: RunResult | undefined;
}

/** Reads the entries that the state does not hold yet (`entriesSince`). */
export function surveyJournal(entries: readonly JournalEntry[]): JournalSurvey {
  const deployments = new Map<string, { readonly start: Entry<'deployment-start'>; readonly settled: Set<Address> }>();
  const deletes = new Map<Address, Entry<'delete-start'>>();
  let intent: Entry<'intent'> | undefined;
  let ended: RunResult | undefined;
  for (const entry of entries) {
    switch (entry.type) {
      case 'intent':
        intent = entry;
        ended = undefined;
        break;
      case 'deployment-start':
        deployments.set(entry.deployment, { start: entry, settled: new Set() });
        break;
      case 'deployment-end':
        deployments.delete(entry.deployment);
        break;
      case 'delete-start':
        deletes.set(entry.address, entry);
        break;
      case 'delete-done':
        deletes.delete(entry.address);
        break;
      case 'resource-done':
      case 'resource-failed':
        if (!deletes.delete(entry.address)) settle(deployments.values(), entry.address);
        break;
      case 'end':
        ended = entry.result;
        break;
      case 'outputs-removed':
      // A package whose end is not known is published again: there is nothing to watch.
      case 'package-start':
      case 'package-done':
      case 'record':
        break;
    }
  }
  return { intent, deployments: [...deployments.values()], deletes: [...deletes.values()], ended };
}

function settle(deployments: Iterable<{ readonly start: Entry<'deployment-start'>; readonly settled: Set<Address> }>, address: Address): void {
  for (const { start, settled } of deployments) {
    if (Object.hasOwn(start.records, address)) settled.add(address);
  }
}
