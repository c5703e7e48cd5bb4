import type { Finding } from '../../model/cleanup.ts';
import type { Removal } from './removal-order.ts';
import { removalOrder } from './removal-order.ts';
import type { SeenRun } from './seen-records.ts';

/** What was chosen, after a second look. */
export interface RemovalWork {
  readonly removals: readonly Removal[];
  /** Chosen, and left alone all the same. */
  readonly dropped: readonly { readonly finding: Finding; readonly because: string }[];
}

/**
 * Of what was chosen (`chosen`, as it was shown) what may go still (`fresh`, as it was found under the lock). What was written again in
 * between is not what somebody agreed to. What something refers to that stays, stays too.
 */
export function removalWork(chosen: readonly Finding[], fresh: readonly Finding[]): RemovalWork {
  const now = new Map(fresh.map((finding) => [keyOf(finding), finding]));
  const dropped: { readonly finding: Finding; readonly because: string }[] = [];
  const going = new Map<string, Finding>();
  for (const finding of chosen) {
    const found = now.get(keyOf(finding));
    if (found === undefined) dropped.push({ finding, because: 'a second look does not find it any more' });
    else if (found.at !== finding.at || found.run !== finding.run) dropped.push({ finding, because: 'it was written again meanwhile' });
    else going.set(found.id.toLowerCase(), found);
  }
  // A reference chain of any length: whatever loses a dependent from the list makes what it needs itself stay.
  const needs = new Map<string, Finding[]>();
  for (const finding of going.values()) for (const dependent of finding.dependents) needs.set(dependent.toLowerCase(), [...(needs.get(dependent.toLowerCase()) ?? []), finding]);
  const staying = [...needs.keys()].filter((id) => !going.has(id));
  for (const id of staying) {
    for (const finding of needs.get(id) ?? []) {
      if (!going.delete(finding.id.toLowerCase())) continue;
      dropped.push({ finding, because: `${nameOf(id)} stays, and needs it` });
      staying.push(finding.id.toLowerCase());
    }
  }
  return { removals: removalOrder([...going.values()]), dropped };
}

/** Hashes of packages that runs which stay ran, or that a state names. */
export function packagesInUse(runs: readonly SeenRun[], going: ReadonlySet<string>, held: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...held, ...runs.filter(({ run }) => !going.has(run)).flatMap(({ ran }) => ran)]);
}

function keyOf({ kind, id }: Finding): string {
  return `${kind} ${id.toLowerCase()}`;
}

function nameOf(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
