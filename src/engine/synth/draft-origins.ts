import { mergeRequirements } from '../../define/merge-requirements.ts';
import type { MergedRequirement, Provider, ProviderContext } from '../../define/providers/provider.ts';
import { canonicalJson } from '../../model/canonical-json.ts';
import type { Json } from '../../model/json.ts';
import type { SourceLocation } from '../../model/source-location.ts';

/** Where each resource of a merged requirement is asked for, by address, in the order of the askers. */
export type DraftOrigins = ReadonlyMap<string, readonly SourceLocation[]>;

/**
 * Finds out which components a shared resource comes from: those for whom alone the provider would make it too. So a container belongs to
 * the one that asks for it, and the account to all. What only comes of several together has no entry.
 * @param contextFor What the provider may know of a requirement; asking for names says nothing to anybody.
 */
export function draftOrigins(requirement: MergedRequirement, provider: Provider, contextFor: (alone: MergedRequirement) => ProviderContext): DraftOrigins {
  const origins = new Map<string, SourceLocation[]>();
  const askers = Map.groupBy(requirement.requirements, ({ origin }) => canonicalJson(origin as unknown as Json));
  if (askers.size < 2) {
    return origins;
  }
  for (const own of askers.values()) {
    const [alone] = mergeRequirements(own, () => provider.fields).merged;
    const [first] = own;
    for (const address of alone === undefined ? [] : addressesOf(provider, contextFor(alone))) {
      origins.set(address, [...(origins.get(address) ?? []), ...(first === undefined ? [] : [first.origin])]);
    }
  }
  return origins;
}

/** A provider may rely on what the others ask for; one that cannot do without says nothing about this asker. */
function addressesOf(provider: Provider, context: ProviderContext): readonly string[] {
  try {
    return [...new Set(provider.provide(context).nodes.map(({ address }) => address))];
  } catch {
    return [];
  }
}
