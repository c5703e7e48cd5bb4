import type { Address } from '../../model/address.ts';
import type { DriftedResource, DriftFinding } from '../../model/drift.ts';
import type { JsonObject } from '../../model/json.ts';
import { parseLocation } from '../../model/source-location.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { liveComparison } from '../plan/compare-live.ts';
import { diffValues, type ValueDifference } from '../plan/diff-values.ts';
import { driftDifferences, isIdentityFact } from '../plan/drift.ts';
import type { CompareRules } from '../plan/kind-lookup.ts';
import { withoutSecrets } from '../plan/managed-values.ts';
import { intentComparison, isIgnored, planProperty } from '../plan/property-changes.ts';
import { unknownPaths } from './applied-literals.ts';
import { compareBody } from './compare-body.ts';

/** One resource of the state, what Azure has of it, and what the definition says, where it was read. */
export interface ResourceCase {
  readonly address: Address;
  readonly record: ResourceRecord;
  /** Undefined when it was not read. */
  readonly live: JsonObject | 'missing' | undefined;
  readonly desired: SynthesizedResource | undefined;
  readonly rules: CompareRules;
}

/** What drifted in a resource, and what only looks as if it had. */
export function compareResource(given: ResourceCase): DriftedResource {
  const { address, record, live, desired } = given;
  const origin = desired?.origin ?? (record.origin === undefined ? undefined : parseLocation(record.origin));
  const facts = { address, type: record.type, azureName: record.name, id: record.id, ...(origin === undefined ? {} : { origin }) };
  if (live === undefined) {
    return { ...facts, status: 'same', findings: [], defaults: 0, notAnalysed: ['*'] };
  }
  if (live === 'missing') {
    return { ...facts, status: 'missing', findings: [], defaults: 0, notAnalysed: [] };
  }
  const own = ownChanges(given);
  const differences = driftDifferences(record, live, given.rules);
  const isFact = (difference: ValueDifference): boolean => isIdentityFact(difference) && difference.kind === 'change';
  const edits = differences.filter((difference) => !isIdentityFact(difference)).flatMap((difference) => editOf(difference, own, given));
  const edited = new Set(edits.map(({ path }) => path));
  const findings = [...edits, ...[...own.values()].filter(({ point }) => !edited.has(point.path)).map((difference) => ownFinding(difference, given))];
  const { defaults, hidden } = azuresOwn(record, live, given.rules);
  const status = differences.some(isFact) ? 'made-again' : edits.some(({ ignored }) => ignored !== true) ? 'changed' : 'same';
  return { ...facts, status, findings: sorted(findings), defaults, notAnalysed: hidden };
}

/** What the definition has changed since the last apply, by path: `before` was sent, `after` would be. */
function ownChanges({ record, desired, rules }: ResourceCase): ReadonlyMap<string, ValueDifference> {
  const changes = desired === undefined || desired.desiredHash === record.desiredHash ? [] : diffValues(record.desired, desired.desired, intentComparison(rules));
  return new Map(changes.filter(({ point }) => !isIgnored(point, desired?.ignoreChanges ?? [])).map((change) => [change.point.path, change]));
}

/** Somebody's edit; none where the definition has come to want what Azure has. */
function editOf(difference: ValueDifference, own: ReadonlyMap<string, ValueDifference>, { record, desired, rules }: ResourceCase): readonly DriftFinding[] {
  const { point, before: live, after: applied } = difference;
  const wanted = own.get(point.path)?.after;
  if (wanted !== undefined && live !== undefined && liveComparison(rules.kind).same(wanted, live, point.plainPath)) {
    return [];
  }
  const row = planProperty({ point, kind: mirrored[difference.kind], ...(applied === undefined ? {} : { before: applied }), ...(live === undefined ? {} : { after: live }) }, {}, rules).change;
  const third = wanted === undefined ? undefined : planProperty({ point, kind: 'add', after: wanted }, desired?.display ?? {}, rules).change.after;
  return [
    {
      path: point.path,
      kind: row.kind,
      origin: 'edit',
      certainty: record.live === undefined ? 'potential' : 'certain',
      ...(row.before === undefined ? {} : { applied: row.before }),
      ...(row.after === undefined ? {} : { live: row.after }),
      ...(third === undefined ? {} : { wanted: third }),
      ...(row.sensitive === true ? { sensitive: true } : {}),
      ...(isIgnored(point, desired?.ignoreChanges ?? []) ? { ignored: true } : {}),
    },
  ];
}

/** Drift is told from what was applied to what is there; a plan goes the other way. */
const mirrored = { add: 'remove', remove: 'add', change: 'change' } as const;

function ownFinding(difference: ValueDifference, { desired, rules }: ResourceCase): DriftFinding {
  const { change } = planProperty(difference, desired?.display ?? {}, rules);
  return {
    path: change.path,
    kind: change.kind,
    origin: 'your-change',
    certainty: 'certain',
    ...(change.before === undefined ? {} : { applied: change.before }),
    ...(change.after === undefined ? {} : { wanted: change.after }),
    ...(change.sensitive === true ? { sensitive: true } : {}),
  };
}

/** How many values are Azure's own, and which were sent and cannot be compared. */
function azuresOwn(record: ResourceRecord, live: JsonObject, rules: CompareRules): { readonly defaults: number; readonly hidden: readonly string[] } {
  const all = compareBody({ applied: record.desired, live: withoutSecrets(live, rules), apiVersion: record.apiVersion }, rules.kind);
  const unseen = all.filter(({ origin, live: value, applied }) => origin === 'normalised' && applied !== undefined && (value === undefined || value === null));
  return { defaults: all.filter(({ origin }) => origin === 'default').length, hidden: [...unseen.map(({ point }) => point.path), ...(record.live === undefined ? unknownPaths(record.desired) : [])].sort() };
}

function sorted(findings: readonly DriftFinding[]): readonly DriftFinding[] {
  return findings.toSorted((a, b) => Number(a.origin !== 'edit') - Number(b.origin !== 'edit') || (a.path < b.path ? -1 : 1));
}
