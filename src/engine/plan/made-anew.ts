import { isExpressionText } from '../../model/arm-expression-text.ts';
import type { SynthesizedResource } from '../../model/synthesis.ts';
import { diffValues, exactComparison } from './diff-values.ts';
import type { CompareRules } from './kind-lookup.ts';
import type { PlannedResource } from './planned-resource.ts';
import { planProperty, type PlannedProperty } from './property-changes.ts';

/** True when the expression reads a run-time value of the resource: it names its type and every segment of its name. */
function readsFrom(expression: string, type: string, name: string): boolean {
  const text = expression.toLowerCase();
  return (
    /\b(?:reference|list[a-z]*)\s*\(/.test(text) &&
    text.includes(type.toLowerCase()) &&
    name.toLowerCase().split('/').every((segment) => text.includes(`'${segment}'`))
  );
}

/**
 * Properties whose expression is the same as at the last apply but whose value will not be, because the resource that they read from
 * is made anew (a recreated identity has another principal id).
 */
export function propertiesReadingFrom(anew: readonly PlannedResource[], resource: SynthesizedResource, rules: CompareRules): readonly PlannedProperty[] {
  const sources = anew.flatMap(({ desired }) => (desired === undefined ? [] : [desired]));
  if (sources.length === 0) {
    return [];
  }
  const leaves = diffValues(undefined, resource.desired, exactComparison(rules.kind));
  return leaves
    .filter(({ after }) => isExpressionText(after) && sources.some(({ type, name }) => readsFrom(after, type, name)))
    .map((leaf) => planProperty({ ...leaf, kind: 'change' }, resource.display, rules));
}

/** The first of them below which the resource lives, so that it disappears with it: its parent, the resource it extends, its group. */
export function replacedAbove(anew: readonly PlannedResource[], resource: SynthesizedResource): PlannedResource | undefined {
  const id = resource.id.toLowerCase();
  return anew.find(({ desired, action }) => action.kind === 'replace' && desired !== undefined && id.startsWith(`${desired.id.toLowerCase()}/`));
}
