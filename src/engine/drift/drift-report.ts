import type { Address } from '../../model/address.ts';
import type { DriftCounts, DriftedResource, DriftReport } from '../../model/drift.ts';
import type { StateDocument } from '../../model/state.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import type { Fingerprint, KindLookup } from '../plan/kind-lookup.ts';
import type { LiveSnapshot } from '../plan/live-snapshot.ts';
import { compareResource } from './compare-resource.ts';

/** All that a drift report is a function of. */
export interface DriftInput {
  readonly state: StateDocument;
  readonly live: LiveSnapshot;
  /** Absent when the definition is not read: nothing is left to others then, and no change is the user's own. */
  readonly synthesis?: Synthesis;
  readonly kinds: KindLookup;
  readonly fingerprint?: Fingerprint;
  readonly projectName: string;
}

/** Compares every resource of the state with what Azure holds. Pure: the same input gives the same report. */
export function driftReport({ state, live, synthesis, kinds, fingerprint, projectName }: DriftInput): DriftReport {
  const desired = new Map((synthesis?.resources ?? []).map((resource) => [resource.address, resource]));
  const resources = Object.entries(state.resources).map(([key, record]): DriftedResource => {
    const address = key as Address;
    return compareResource({ address, record, live: live.get(address), desired: desired.get(address), rules: { kind: kinds(record.type), fingerprint } });
  });
  return {
    version: 1,
    project: projectName,
    environment: state.environment,
    cloud: state.cloud,
    subscriptionId: state.subscriptionId,
    lineage: state.lineage,
    serial: state.serial,
    definition: synthesis !== undefined,
    resources: resources.toSorted((a, b) => rank(a) - rank(b) || (a.address < b.address ? -1 : 1)),
    counts: countDrift(resources),
  };
}

function rank({ status }: DriftedResource): number {
  return ['missing', 'made-again', 'changed', 'same'].indexOf(status);
}

function countDrift(resources: readonly DriftedResource[]): DriftCounts {
  const all = resources.flatMap(({ findings }) => findings);
  const sum = (pick: (resource: DriftedResource) => number): number => resources.reduce((total, resource) => total + pick(resource), 0);
  return {
    compared: resources.length,
    drifted: resources.filter(({ status }) => status !== 'same').length,
    edits: all.filter((finding) => finding.origin === 'edit' && finding.ignored !== true).length,
    missing: resources.filter(({ status }) => status === 'missing').length,
    yourChanges: all.filter(({ origin }) => origin === 'your-change').length,
    defaults: sum(({ defaults }) => defaults),
    ignored: all.filter(({ ignored }) => ignored === true).length,
    notAnalysed: sum(({ notAnalysed }) => notAnalysed.length),
  };
}
