import { isExpressionText } from '../../model/arm-expression-text.ts';
import { isJsonObject, type Json, type JsonObject } from '../../model/json.ts';
import type { ResourceRecord } from '../../model/state.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { liveComparison } from './compare-live.ts';
import { diffValues, exactComparison, type ValueDifference } from './diff-values.ts';
import type { CompareRules } from './kind-lookup.ts';
import { identityFacts, pickManaged, withoutSecrets } from './managed-values.ts';
import { isIgnored, planProperty, type PlannedProperty } from './property-changes.ts';

export interface Drift {
  /** Rows with `drift`: `before` is what Azure holds, `after` what it held after the last apply and will hold again. */
  readonly properties: readonly PlannedProperty[];
  /** True when Azure gave the resource a new identity: somebody made it again, and what refers to it is out of date. */
  readonly madeAgain: boolean;
}

const factPaths: ReadonlySet<string> = new Set(identityFacts.map((path) => path.join('.')));

/**
 * What somebody changed in Azure since the last apply, at the paths that we manage. With a recorded read-back, live is compared with
 * that; without one, with the literal values that were sent. A live value that equals what is wanted now is no drift.
 */
export function findDrift(resource: SynthesizedResource, record: ResourceRecord, live: JsonObject, rules: CompareRules): Drift {
  const base = record.live ?? pickLiterals(record.desired, record.desired, rules);
  const now = record.live === undefined ? pickLiterals(record.desired, live, rules) : pickManaged(record.desired, live, rules);
  const comparison = liveComparison(rules.kind);
  const differences = diffValues(now, base, comparison);
  if (differences.length === 0) {
    return { properties: [], madeAgain: false };
  }
  const wanted = leavesByPath(withoutSecrets(resource.desired, rules));
  const isFact = (difference: ValueDifference): boolean => factPaths.has(difference.point.plainPath) && !wanted.has(difference.point.path);
  const isWanted = ({ point, before }: ValueDifference): boolean => {
    const value = wanted.get(point.path);
    return value !== undefined && before !== undefined && comparison.same(before, value, point.plainPath);
  };
  const rows = differences.filter((difference) => !isFact(difference) && !isWanted(difference) && !isIgnored(difference.point, resource.ignoreChanges));
  return {
    properties: rows.map((difference) => asDrift(planProperty(difference, resource.display, rules))),
    madeAgain: differences.some((difference) => isFact(difference) && difference.kind === 'change'),
  };
}

function asDrift(property: PlannedProperty): PlannedProperty {
  return { ...property, change: { ...property.change, drift: true } };
}

function leavesByPath(body: JsonObject): ReadonlyMap<string, Json> {
  const leaves = diffValues(undefined, body, exactComparison(undefined));
  return new Map(leaves.map(({ point, after }) => [point.path, after ?? null]));
}

/** The managed part without what is an expression in `desired`, whose value nobody recorded. */
function pickLiterals(desired: JsonObject, live: JsonObject, rules: CompareRules): JsonObject {
  const literal = literalPart(desired) as JsonObject;
  const picked = pickManaged(literal, live, rules);
  return withoutFacts(picked, literal);
}

function withoutFacts(picked: JsonObject, literal: JsonObject): JsonObject {
  const result: Record<string, Json> = { ...picked };
  for (const [section, name] of identityFacts) {
    const inside = result[section];
    const wanted = literal[section];
    if (isJsonObject(inside) && !(isJsonObject(wanted) && wanted[name] !== undefined)) {
      result[section] = Object.fromEntries(Object.entries(inside).filter(([key]) => key !== name));
    }
  }
  return Object.fromEntries(Object.entries(result).filter(([key]) => literal[key] !== undefined));
}

function literalPart(value: Json): Json | undefined {
  if (isExpressionText(value)) {
    return undefined;
  }
  if (Array.isArray(value)) {
    const items = value.map(literalPart);
    return items.includes(undefined) ? undefined : (items as Json[]);
  }
  if (!isJsonObject(value)) {
    return value;
  }
  const entries = Object.entries(value).filter(([key]) => !isExpressionText(key));
  return Object.fromEntries(entries.map(([key, item]) => [key, literalPart(item)] as const).filter((entry): entry is [string, Json] => entry[1] !== undefined));
}
