import type { Finding } from '../../model/cleanup.ts';
import { findingKinds } from '../../model/cleanup.ts';

/** A finding with the ids of those that must be gone before it. */
export interface Removal {
  readonly id: string;
  readonly after: readonly string[];
  readonly finding: Finding;
}

/**
 * The order in which findings go: what refers to something, or lives in it, before that; kinds in their usual order besides. Resources
 * that refer to each other in a circle would wait for ever: the last reference of the circle is let go, and Azure decides. Linear.
 */
export function removalOrder(findings: readonly Finding[]): readonly Removal[] {
  const byId = new Map(findings.map((finding) => [finding.id.toLowerCase(), finding]));
  const ordered: Removal[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const rank = new Map(findingKinds.map((kind, index) => [kind, index]));
  const inKinds = findings.toSorted((a, b) => (rank.get(a.kind) ?? 0) - (rank.get(b.kind) ?? 0));
  for (const start of inKinds) {
    const path: { readonly finding: Finding; readonly after: string[]; next: number }[] = [];
    const enter = (finding: Finding): void => {
      state.set(finding.id.toLowerCase(), 'open');
      path.push({ finding, after: [], next: 0 });
    };
    if (!state.has(start.id.toLowerCase())) enter(start);
    for (let at = path.at(-1); at !== undefined; at = path.at(-1)) {
      const dependent = at.finding.dependents[at.next];
      at.next += 1;
      if (dependent === undefined) {
        path.pop();
        state.set(at.finding.id.toLowerCase(), 'done');
        ordered.push({ id: at.finding.id, after: at.after, finding: at.finding });
        continue;
      }
      const first = byId.get(dependent.toLowerCase());
      if (first === undefined || state.get(first.id.toLowerCase()) === 'open') continue;
      at.after.push(first.id);
      if (!state.has(first.id.toLowerCase())) enter(first);
    }
  }
  return ordered;
}
