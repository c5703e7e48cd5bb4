import type { Address } from '../../model/address.ts';
import type { JournalEntry } from '../../model/journal.ts';
import type { StateDocument } from '../../model/state.ts';

/** What each app runs, while a journal is folded. */
export interface PackageFold {
  /** Hash by the app's address. */
  readonly hashes: Map<string, string>;
  /** Addresses that the run makes anew. */
  readonly anew: Set<Address>;
}

export function startPackages(state: StateDocument | undefined): PackageFold {
  return { hashes: new Map(Object.entries(state?.packages ?? {})), anew: new Set() };
}

/** Follows one entry. An app that is gone or made anew runs nothing; one whose package was on its way runs nobody knows what. */
export function foldPackage({ hashes, anew }: PackageFold, entry: JournalEntry): void {
  switch (entry.type) {
    case 'intent':
      anew.clear();
      for (const { address, action } of entry.changes) {
        if (action === 'create' || action === 'replace') anew.add(address);
      }
      return;
    case 'resource-done':
      if (anew.has(entry.address)) hashes.delete(entry.address);
      return;
    case 'delete-done':
    case 'package-start':
      hashes.delete(entry.address);
      return;
    case 'package-done':
      hashes.set(entry.address, entry.hash);
      return;
    case 'record':
      if (entry.from !== undefined) rename(hashes, entry.from, entry.address);
      return;
    case 'deployment-start':
    case 'resource-failed':
    case 'deployment-end':
    case 'delete-start':
    case 'outputs-removed':
    case 'end':
      return;
  }
}

function rename(hashes: Map<string, string>, from: string, to: string): void {
  const hash = hashes.get(from);
  if (hash === undefined) return;
  hashes.delete(from);
  hashes.set(to, hash);
}
