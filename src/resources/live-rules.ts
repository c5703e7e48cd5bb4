import type { ImmutableProperty, InPlaceChange, LiveRules } from './resource-kind.ts';

/** Rules for a body that Azure returns as it was sent, but for what is named. */
export function liveRules(rules: Partial<LiveRules> = {}): LiveRules {
  return { writeOnly: [], ignoreCase: [], unordered: [], opaque: [], omitted: [], answered: {}, added: {}, ...rules };
}

/** A property that Azure refuses to change, but for the changes named. */
export function immutable(path: string, why: string, inPlace?: readonly InPlaceChange[]): ImmutableProperty {
  return inPlace === undefined ? { path, why } : { path, why, inPlace };
}

/** Every change from one of these values to another of them. */
export function amongst(...values: readonly string[]): readonly InPlaceChange[] {
  return values.flatMap((from) => values.filter((to) => to !== from).map((to) => ({ from, to })));
}

/** Every change from one of these values to a later one. */
export function risesThrough(...values: readonly string[]): readonly InPlaceChange[] {
  return values.flatMap((from, index) => values.slice(index + 1).map((to) => ({ from, to })));
}
