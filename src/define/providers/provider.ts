import type { Address } from '../../model/address.ts';
import type { Requirement } from '../../model/definition.ts';
import type { Diagnostic } from '../../model/diagnostic.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { ResourceNode } from '../../model/resource-node.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import type { ResourceKind } from '../../resources/resource-kind.ts';

/**
 * How one field of a requirement's config merges when several components ask for the same resource.
 * `union`: lists join (objects by `key`), maps join and equal keys must agree; `maximum`: the larger number, or the later word of `order`;
 * `intersection`: what all lists share, empty is a conflict; `priority`: the value of the highest priority, two different values at equal priority are a conflict;
 * `same`: all must agree.
 */
export type MergeStrategy =
  | { readonly merge: 'union'; readonly key?: string }
  | { readonly merge: 'maximum'; readonly order?: readonly string[] }
  | { readonly merge: 'intersection' }
  | { readonly merge: 'priority' }
  | { readonly merge: 'same' };

/** Every field that a requirement's config may have; an unknown field is an error that names the nearest. */
export type MergeTable = Readonly<Record<string, MergeStrategy>>;

/** All requirements with the same `resourceType:requirementKey` of one backend, merged. */
export interface MergedRequirement {
  readonly resourceType: string;
  readonly requirementKey: string;
  readonly config: ValueObject;
  /** The requests it was merged from, in the order of components. */
  readonly requirements: readonly Requirement[];
}

/** A requirement that another one brings along. */
export interface ImpliedRequirement {
  readonly resourceType: string;
  readonly requirementKey: string;
  readonly config: ValueObject;
}

/** What a provider may know. Everything is pure: no clock, no files, no cloud. */
export interface ProviderContext {
  readonly backend: string;
  readonly project: string;
  readonly target: EnvironmentTarget;
  readonly requirement: MergedRequirement;
  /** Address `<backend>/<type>.<key>/<name>` in the requirement's own owner. */
  address(name: string): Address;
  /** Address of a resource of another requirement of the same backend, such as `addressOf('identity', 'main', 'identity')`. */
  addressOf(resourceType: string, requirementKey: string, name: string): Address;
  /** Azure name by the naming rules (pins and overrides included). `purpose` tells two of the same kind apart. */
  nameFor(kind: ResourceKind, address: Address, purpose?: string): string;
  /** True when the merged requirements of the backend hold this one. */
  has(resourceType: string, requirementKey: string): boolean;
}

/** A resource before tags, pins and protection are added by compose. */
export type NodeDraft = Pick<ResourceNode, 'address' | 'type' | 'apiVersion' | 'name' | 'body'> &
  Partial<Pick<ResourceNode, 'parent' | 'dependsOn' | 'protect' | 'stack' | 'ignoreChanges'>> & {
    /** Absent: the environment's resource group, the parent's scope for children, or the subscription for resource groups. */
    readonly extends?: Address;
    /** Child of what is extended that is no resource of ours, such as one secret of a vault. */
    readonly extendsBelow?: { readonly type: string; readonly name: string };
    /** Value of the tag `atakora:resource-purpose`. */
    readonly purpose?: string;
  };

export interface ProviderResult {
  readonly nodes: readonly NodeDraft[];
  /**
   * Names that references use: `<resourceType>.<output>` for key `main`, `<resourceType>.<key>.<output>` for all:
   * output → the resource and its kind's output, or a ready value.
   */
  readonly exports: Readonly<Record<string, { readonly address: Address; readonly output: string } | { readonly value: Value }>>;
  readonly diagnostics: readonly Diagnostic[];
}

/** Turns the merged requirements of one resource type into resources. The protocol is public: users may add their own. */
export interface Provider {
  readonly resourceType: string;
  readonly fields: MergeTable;
  /**
   * Requirements that this one cannot do without (an app needs storage, an identity and logs). Merged like those of components.
   * @param requirementKey Key of the requirement itself; `main` when absent.
   */
  implied(config: ValueObject, target: EnvironmentTarget, requirementKey?: string): readonly ImpliedRequirement[];
  provide(context: ProviderContext): ProviderResult;
}
