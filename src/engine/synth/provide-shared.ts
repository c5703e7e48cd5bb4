import type { Address } from '../../model/address.ts';
import { formatAddress } from '../../model/address.ts';
import type { BackendDefinition } from '../../model/definition.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { Project } from '../../model/project.ts';
import type { MergedRequirement, Provider, ProviderContext, ProviderResult } from '../../define/providers/provider.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import type { DraftOrigins } from './draft-origins.ts';
import { draftOrigins } from './draft-origins.ts';
import type { PlacedDraft } from './own-resources.ts';
import type { ReferenceNames } from './resolve-references.ts';

/** A merged requirement with what its provider made of it. */
export interface ProvidedRequirement {
  readonly requirement: MergedRequirement;
  readonly result: ProviderResult;
  readonly origins: DraftOrigins;
}

/** What providers of one backend may know. */
export interface ProvidingContext {
  readonly backend: BackendDefinition;
  readonly project: Project;
  readonly target: EnvironmentTarget;
  /** By the resource type that they make. */
  readonly providers: ReadonlyMap<string, Provider>;
  readonly nameFor: (kind: ResourceKind, address: Address, purpose?: string) => string;
}

/** Lets the provider of every merged requirement make its resources. */
export function provideShared(merged: readonly MergedRequirement[], context: ProvidingContext): readonly ProvidedRequirement[] {
  const known = new Set(merged.map(ownerOf));
  return merged.flatMap((requirement) => {
    const provider = context.providers.get(requirement.resourceType);
    return provider === undefined ? [] : [provideOne(requirement, provider, known, context)];
  });
}

function provideOne(requirement: MergedRequirement, provider: Provider, known: ReadonlySet<string>, context: ProvidingContext): ProvidedRequirement {
  const names = new Map<string, string>();
  const nameFor: ProviderContext['nameFor'] = (kind, address, purpose) => {
    const name = context.nameFor(kind, address, purpose);
    names.set(address, name);
    return name;
  };
  const result = provider.provide(providerContext(requirement, known, { ...context, nameFor }));
  const quiet: ProvidingContext = { ...context, nameFor: (kind, address) => names.get(address) ?? kind.naming.abbreviation };
  return { requirement, result, origins: draftOrigins(requirement, provider, (alone) => providerContext(alone, known, quiet)) };
}

function providerContext(requirement: MergedRequirement, known: ReadonlySet<string>, context: ProvidingContext): ProviderContext {
  const addressIn = (owner: string, name: string): Address => formatAddress({ backend: context.backend.name, owner, name });
  return {
    backend: context.backend.name,
    project: context.project.name,
    target: context.target,
    requirement,
    address: (name) => addressIn(ownerOf(requirement), name),
    addressOf: (resourceType, requirementKey, name) => addressIn(ownerOf({ resourceType, requirementKey }), name),
    nameFor: context.nameFor,
    has: (resourceType, requirementKey) => known.has(ownerOf({ resourceType, requirementKey })),
  };
}

/** `cosmos.main`: owner of shared resources in addresses. */
function ownerOf({ resourceType, requirementKey }: Pick<MergedRequirement, 'resourceType' | 'requirementKey'>): string {
  return `${resourceType}.${requirementKey}`;
}

/** Drafts of shared resources, each with all components that asked for the requirement and the places that ask for the resource itself. */
export function sharedDrafts(provided: readonly ProvidedRequirement[], backend: BackendDefinition): readonly PlacedDraft[] {
  return provided.flatMap(({ requirement, result, origins }) => {
    const components = [...new Set(requirement.requirements.map((asked) => asked.component))];
    const first = requirement.requirements[0]?.origin ?? backend.origin;
    return result.nodes.map((draft) => {
      const [origin = first, ...alsoFrom] = origins.get(draft.address) ?? [];
      return { draft, owner: ownerOf(requirement), components, origin, ...(alsoFrom.length === 0 ? {} : { alsoFrom }) };
    });
  });
}

/** The names under which shared resources are referred to: `cosmos.reports`, and `cosmos` for the key `main`. */
export function sharedNames(provided: readonly ProvidedRequirement[]): ReferenceNames['shared'] {
  return new Map(provided.flatMap(({ requirement, result }) => [ownerOf(requirement), ...(requirement.requirementKey === 'main' ? [requirement.resourceType] : [])].map((name) => [name, result.exports] as const)));
}
