import type { CleanupReport, Finding, FindingKind } from '../../model/cleanup.ts';

const group = '/subscriptions/22222222-2222-4222-8222-222222222222/resourceGroups/rg-notes-dev-weu-01';

/** A finding of a kind; `number` tells it apart. */
export function sampleFinding(kind: FindingKind, number: number, changes: Partial<Finding> = {}): Finding {
  const run = `synth-202501${String(10 + (number % 20)).padStart(2, '0')}-100000-0123abcd`;
  const inAzure: Partial<Finding> = kind === 'resources' ? { type: 'Microsoft.Storage/storageAccounts', group: 'rg-notes-dev-weu-01', losesData: true } : {};
  return { kind, id: `${group}/providers/Microsoft.Storage/storageAccounts/stnotesdevleft${number}`, name: `stnotesdevleft${number}`, run, at: '2025-01-10T10:00:00.000Z', ageFrom: 'run', because: `the tags say backend main, which run ${run} last wrote; no state holds it and nothing that stays refers to it`, dependents: [], ...inAzure, ...changes };
}

/** More than fits into a window. */
export function manyFindings(): readonly Finding[] {
  return Array.from({ length: 60 }, (_, index) => sampleFinding(index < 40 ? 'resources' : 'runs', index + 1));
}

/** What was found in a small project. */
export function sampleReport(findings: readonly Finding[] = [sampleFinding('resources', 1), sampleFinding('resources', 2), sampleFinding('runs', 3, { id: 'synth-20250113-100000-0123abcd', name: 'synth-20250113-100000-0123abcd', because: 'apply, failed; not among the newest 10 that can be gone back to' })]): CleanupReport {
  return { environment: 'dev', at: '2026-01-15T10:00:00.000Z', olderThanMs: 30 * 86_400_000, keep: 10, kinds: ['resources', 'groups', 'vaults', 'deployments', 'packages', 'runs', 'state-versions'], findings, leftAlone: [], notSearched: [], notes: [] };
}
