import type { Address } from '../../model/address.ts';
import { formatAddress } from '../../model/address.ts';
import type { BackendDefinition } from '../../model/definition.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { Project } from '../../model/project.ts';
import type { MergedRequirement, Provider, ProviderContext, ProviderResult } from '../../define/providers/provider.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';
import type { PlacedDraft } from './own-resources.ts';
import type { ReferenceNames } from './resolve-references.ts';

/** A merged requirement with what its provider made of it. */
export interface ProvidedRequirement {
  readonly requirement: MergedRequirement;
  readonly result: ProviderResult;
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
    return provider === undefined ? [] : [{ requirement, result: provider.provide(providerContext(requirement, known, context)) }];
  });
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

/** Drafts of shared resources, each with all components that asked for it; its origin is the first asker's. */
export function sharedDrafts(provided: readonly ProvidedRequirement[], backend: BackendDefinition): readonly PlacedDraft[] {
  return provided.flatMap(({ requirement, result }) => {
    const components = [...new Set(requirement.requirements.map((asked) => asked.component))];
    return result.nodes.map((draft) => ({ draft, owner: ownerOf(requirement), components, origin: requirement.requirements[0]?.origin ?? backend.origin }));
  });
}

/** The names under which shared resources are referred to: `cosmos.reports`, and `cosmos` for the key `main`. */
export function sharedNames(provided: readonly ProvidedRequirement[]): ReferenceNames['shared'] {
  return new Map(provided.flatMap(({ requirement, result }) => [ownerOf(requirement), ...(requirement.requirementKey === 'main' ? [requirement.resourceType] : [])].map((name) => [name, result.exports] as const)));
}
