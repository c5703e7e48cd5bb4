import type { ResourceKind } from '../../resources/resource-kind.ts';

/** Finds what is known of an ARM type, letter case aside; undefined for types that are not in the catalogue. */
export type KindLookup = (type: string) => ResourceKind | undefined;

/** Turns one value into its keyed fingerprint; undefined when the environment's key is not at hand. */
export type Fingerprint = (value: string) => string;

/** What comparing needs to know of a resource type. */
export interface CompareRules {
  readonly kind: ResourceKind | undefined;
  readonly fingerprint: Fingerprint | undefined;
}

/** Paths of the type that are secret besides those that their name gives away. */
export function sensitivePaths(rules: CompareRules): readonly string[] {
  return rules.kind?.sensitive ?? [];
}
