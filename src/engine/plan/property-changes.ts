import { isExpressionText } from '../../model/arm-expression-text.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { PropertyChange } from '../../model/plan.ts';
import { isFingerprint, isSensitiveValue } from '../../model/sensitive-paths.ts';
import type { ImmutableProperty } from '../../resources/resource-kind.ts';
import { normalText } from './compare-live.ts';
import type { ValueComparison, ValueDifference } from './diff-values.ts';
import { type CompareRules, sensitivePaths } from './kind-lookup.ts';
import { fingerprintOf } from './managed-values.ts';
import { isAtOrBelow } from './property-point.ts';

/** A row of a plan with what decided about it. */
export interface PlannedProperty {
  readonly change: PropertyChange;
  readonly plainPath: string;
  /** Why the property cannot change in place; undefined when it can. */
  readonly why: string | undefined;
}

/** Every tracked resource of Azure stays where it was made. */
const locationRule: ImmutableProperty = { path: 'location', why: 'Azure cannot move a resource to another region' };

/**
 * Compares what was sent at the last apply with what would be sent now: by value, but locations and ids in any spelling are one,
 * and a fingerprint equals the value it was made of.
 */
export function intentComparison(rules: CompareRules): ValueComparison {
  const isSame = (before: Json, after: Json, plainPath: string): boolean => {
    if (isFingerprint(before) && !isFingerprint(after)) {
      return rules.fingerprint !== undefined && before === fingerprintOf(after, rules);
    }
    if (typeof before === 'string' && typeof after === 'string' && !isExpressionText(after)) {
      return normalText(before, plainPath, undefined) === normalText(after, plainPath, undefined);
    }
    return canonicalJson(before) === canonicalJson(after);
  };
  return { kind: rules.kind, same: isSame, keyText: (value) => canonicalJson(value) };
}

/** The rule that forbids changing this property in place; the longest matching path speaks. */
function immutableAt(plainPath: string, rules: CompareRules): ImmutableProperty | undefined {
  const known = [...(rules.kind?.immutable ?? []), locationRule].filter(({ path }) => isAtOrBelow(plainPath, path));
  return known.sort((a, b) => b.path.length - a.path.length)[0];
}

function isSensitive(difference: ValueDifference, rules: CompareRules): boolean {
  const paths = sensitivePaths(rules);
  return isSensitiveValue(difference.before, difference.point, paths) || isSensitiveValue(difference.after, difference.point, paths);
}

/** What stands for the values in a plan: nothing of a secret, the source of what is known only after apply. */
function shownValues(difference: ValueDifference, display: Readonly<Record<string, string>>, rules: CompareRules): Partial<PropertyChange> {
  const { before, after } = difference;
  const source = isExpressionText(after) ? { unknown: display[after] ?? after } : {};
  if (isSensitive(difference, rules)) {
    const keyMissing = isFingerprint(before) && after !== undefined && rules.fingerprint === undefined;
    return { sensitive: true, ...(keyMissing ? { unknown: 'the fingerprint key is missing' } : source) };
  }
  return {
    ...(before === undefined || isExpressionText(before) ? {} : { before }),
    ...(after === undefined || isExpressionText(after) ? {} : { after }),
    ...source,
  };
}

/** Makes the row that a plan shows for a difference. */
export function planProperty(difference: ValueDifference, display: Readonly<Record<string, string>>, rules: CompareRules): PlannedProperty {
  const { point, kind } = difference;
  const change: PropertyChange = { path: point.path, kind, ...shownValues(difference, display, rules) };
  return { change, plainPath: point.plainPath, why: whyReplaced(difference, rules) };
}

/** Why this change needs a replacement: its path is immutable and Azure makes no exception for these two values. */
function whyReplaced({ point, before, after }: ValueDifference, rules: CompareRules): string | undefined {
  const rule = immutableAt(point.plainPath, rules);
  const isSame = (value: Json | undefined, text: string): boolean => typeof value === 'string' && value.toLowerCase() === text.toLowerCase();
  return rule?.inPlace?.some(({ from, to }) => isSame(before, from) && isSame(after, to)) === true ? undefined : rule?.why;
}

/** True for paths that the user left to others; with or without element markers. */
export function isIgnored(point: { readonly path: string; readonly plainPath: string }, ignoreChanges: readonly string[]): boolean {
  return ignoreChanges.some((ignored) => isAtOrBelow(point.path, ignored) || isAtOrBelow(point.plainPath, ignored));
}

/** By path, then kind, in code units. */
export function sortProperties(properties: readonly PropertyChange[]): readonly PropertyChange[] {
  const text = (property: PropertyChange): string => `${property.path}\u0000${property.kind}`;
  return [...properties].sort((a, b) => (text(a) < text(b) ? -1 : text(a) > text(b) ? 1 : 0));
}
