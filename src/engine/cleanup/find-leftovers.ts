import type { CleanupReport, Finding, FindingKind, NotSearched } from '../../model/cleanup.ts';
import { findingKinds } from '../../model/cleanup.ts';
import type { CleanupQuestion, Found } from './cleanup-question.ts';
import { findDeployments } from './find-deployments.ts';
import { findGroups } from './find-groups.ts';
import { findResources } from './find-resources.ts';
import { findPackages, findRuns } from './find-runs.ts';
import { findVaults } from './find-vaults.ts';
import { findVersions } from './find-versions.ts';
import { removalOrder } from './removal-order.ts';
import type { SeenAzure } from './seen-azure.ts';
import type { SeenRun, SeenVersion } from './seen-records.ts';

/** Everything that was seen. */
export interface Seen {
  readonly azure: SeenAzure;
  /** Newest first. */
  readonly runs: readonly SeenRun[];
  /** Newest first, without the present one. */
  readonly versions: readonly SeenVersion[];
}

/** What is known of the question besides what was seen. */
export interface ReportFacts {
  /** ISO 8601 UTC. */
  readonly at: string;
  readonly olderThanMs: number;
  readonly notSearched: readonly NotSearched[];
}

/**
 * What old runs left behind, and what was left alone. Pure: what was seen decides. Kinds that could not be searched are not looked for, and
 * what other kinds need of them (a group of its resources) is judged all the same.
 */
export function findLeftovers(question: CleanupQuestion, seen: Seen, facts: ReportFacts): CleanupReport {
  const isSearched = (kind: FindingKind): boolean => question.kinds.includes(kind) && !facts.notSearched.some((one) => one.kind === kind);
  const nothing: Found = { findings: [], leftAlone: [] };
  const resources = isSearched('resources') ? findResources(question, seen.azure) : nothing;
  const going = new Set(resources.findings.map(({ id }) => id.toLowerCase()));
  const runs = findRuns(question, seen.runs);
  const goingRuns = new Set(isSearched('runs') ? runs.findings.map(({ id }) => id) : []);
  const search: Readonly<Record<FindingKind, () => Found>> = {
    resources: () => resources,
    groups: () => findGroups(question, seen.azure, going),
    vaults: () => findVaults(question, seen.azure.vaults),
    deployments: () => findDeployments(question, seen.azure, new Set(seen.runs.map(({ run }) => run))),
    packages: () => findPackages(question, seen.runs, isSearched('runs') ? runs.neededPackages : allPackages(question, seen.runs), goingRuns),
    runs: () => runs,
    'state-versions': () => findVersions(question, seen.versions),
  };
  const found = findingKinds.filter(isSearched).map((kind) => search[kind]());
  return {
    environment: question.owner.key,
    at: facts.at,
    olderThanMs: facts.olderThanMs,
    keep: question.keep,
    kinds: question.kinds,
    findings: inOrder(found.flatMap(({ findings }) => findings)),
    leftAlone: found.flatMap(({ leftAlone }) => leftAlone),
    notSearched: facts.notSearched.filter(({ kind }) => question.kinds.includes(kind)),
    notes: seen.azure.notes,
  };
}

/** Where no run goes, each still needs what it ran. */
function allPackages({ held }: CleanupQuestion, runs: readonly SeenRun[]): ReadonlySet<string> {
  return new Set([...held.packages, ...runs.flatMap(({ ran }) => ran)]);
}

/** By kind, then as they go; resources of a type together would read better, and would be a lie about the order. */
function inOrder(findings: readonly Finding[]): readonly Finding[] {
  const order = removalOrder(findings).map(({ finding }) => finding);
  return findingKinds.flatMap((kind) => order.filter((finding) => finding.kind === kind));
}
