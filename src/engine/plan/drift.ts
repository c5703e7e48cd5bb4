import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { appliedLiterals } from '../drift/applied-literals.ts';
import type { AppliedFinding } from '../drift/compare-applied.ts';
import { compareBody } from '../drift/compare-body.ts';
import { liveComparison } from './compare-live.ts';
import { diffValues, exactComparison, type ValueDifference } from './diff-values.ts';
import type { CompareRules } from './kind-lookup.ts';
import { identityFacts, pickManaged, withoutSecrets } from './managed-values.ts';
import { isIgnored, planProperty, type PlannedProperty } from './property-changes.ts';
import { elementPoint, type PropertyPoint, propertyPoint } from './property-point.ts';

export interface Drift {
  /** Rows with `drift`: `before` is what Azure holds, `after` what it held after the last apply and will hold again. */
  readonly properties: readonly PlannedProperty[];
  /** True when Azure gave the resource a new identity: somebody made it again, and what refers to it is out of date. */
  readonly madeAgain: boolean;
}

const factPaths: ReadonlySet<string> = new Set(identityFacts.map((path) => path.join('.')));

/**
 * What somebody changed in Azure since the last apply, at the paths that we manage. With a recorded read-back, live is compared with
 * that; without one, with the literal values that were sent, and the rules of the type say what is Azure's own doing. A live value that
 * equals what is wanted now is no drift.
 */
export function findDrift(resource: SynthesizedResource, record: ResourceRecord, live: JsonObject, rules: CompareRules): Drift {
  const differences = driftDifferences(record, live, rules);
  if (differences.length === 0) {
    return { properties: [], madeAgain: false };
  }
  const comparison = liveComparison(rules.kind);
  const wanted = leavesByPath(withoutSecrets(resource.desired, rules));
  const isFact = (difference: ValueDifference): boolean => isIdentityFact(difference) && !wanted.has(difference.point.path);
  const isWanted = ({ point, before }: ValueDifference): boolean => {
    const value = wanted.get(point.path);
    return value !== undefined && before !== undefined && comparison.same(value, before, point.plainPath);
  };
  const rows = differences.filter((difference) => !isFact(difference) && !isWanted(difference) && !isIgnored(difference.point, resource.ignoreChanges));
  return {
    properties: rows.map((difference) => asDrift(planProperty(difference, resource.display, rules), record)),
    madeAgain: differences.some((difference) => isFact(difference) && difference.kind === 'change'),
  };
}

/** True for a fact that Azure makes up: it tells that a resource was made again, and nobody sets it. */
export function isIdentityFact({ point }: ValueDifference): boolean {
  return factPaths.has(point.plainPath);
}

/**
 * What is live against what was live, or sent, at the last apply: `before` is what Azure holds now, `after` what it held. Secrets are
 * fingerprints in both.
 */
export function driftDifferences(record: ResourceRecord, live: JsonObject, rules: CompareRules): readonly ValueDifference[] {
  if (record.live !== undefined) {
    return diffValues(pickManaged(record.desired, live, rules), record.live, liveComparison(rules.kind));
  }
  const bodies = { applied: appliedLiterals(record.desired), live: withoutSecrets(live, rules), apiVersion: record.apiVersion, elements: 'key' as const };
  return compareBody(bodies, rules.kind).filter(({ origin }) => origin === 'edit').flatMap(differencesOf);
}

/** An added or removed part is told leaf by leaf, as everywhere in a plan. */
function differencesOf({ point, applied, live }: AppliedFinding): readonly ValueDifference[] {
  if (applied !== undefined && live !== undefined && live !== null) {
    return [{ point, kind: 'change', before: live, after: applied }];
  }
  return applied === undefined
    ? leavesOf(live ?? null, point).map(([at, before]) => ({ point: at, kind: 'remove', before }))
    : leavesOf(applied, point).map(([at, after]) => ({ point: at, kind: 'add', after }));
}

function leavesOf(value: Json, point: PropertyPoint): readonly (readonly [PropertyPoint, Json])[] {
  if (Array.isArray(value) && value.length > 0) {
    return (value as readonly Json[]).flatMap((item, index) => leavesOf(item, elementPoint(point, String(index))));
  }
  return isJsonObject(value) && Object.keys(value).length > 0 ? Object.entries(value).flatMap(([key, item]) => leavesOf(item, propertyPoint(point, key, value))) : [[point, value]];
}

function asDrift(property: PlannedProperty, record: ResourceRecord): PlannedProperty {
  return { ...property, change: { ...property.change, drift: true, ...(record.live === undefined ? { potential: true } : {}) } };
}

function leavesByPath(body: JsonObject): ReadonlyMap<string, Json> {
  const leaves = diffValues(undefined, body, exactComparison(undefined));
  return new Map(leaves.map(({ point, after }) => [point.path, after ?? null]));
}
