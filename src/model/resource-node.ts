import type { Address } from './address.ts';
import type { SourceLocation } from './source-location.ts';
import type { StackName } from './stack-name.ts';
import type { Value, ValueObject } from './value.ts';

/** One Azure resource of a composed backend, before synthesis. References are resolved to addresses; no names of runs or times. */
export interface ResourceNode {
  readonly address: Address;
  readonly type: string;
  readonly apiVersion: string;
  /** Full ARM name, segments joined by `/` for children: `account/default/uploads`. May hold `arm` text only for role assignments and the like, as `[guid(…)]`. */
  readonly name: string;
  readonly scope: NodeScope;
  readonly stack: StackName;
  /** Body without type, apiVersion, name, dependsOn: location, tags, sku, kind, identity, zones, properties, … */
  readonly body: ValueObject;
  /** Address of the parent resource, for children. */
  readonly parent?: Address;
  /** Edges besides those that references, parent and scope give. */
  readonly dependsOn: readonly Address[];
  /** True: deletion and replacement are refused. */
  readonly protect: boolean;
  /** Paths that are left to others, such as `properties.x`. */
  readonly ignoreChanges: readonly string[];
  /** Requirement (`cosmos.main`) or component that owns it. */
  readonly owner: string;
  /** Components that asked for it; shown, and used for tags when there is exactly one. */
  readonly components: readonly string[];
  /** Where in the user's code it comes from; the first that asks for it, for shared ones. */
  readonly origin?: SourceLocation;
  /** Where the others ask for it. */
  readonly alsoFrom?: readonly SourceLocation[];
  /** Which generation of the address this is, from 1; a create-before-delete replacement takes the next. */
  readonly generation: number;
}

/**
 * Where a resource lives: the subscription, a resource group (by its node), or another resource that it extends; `below` names a child of
 * that which is no resource of ours, such as one secret of a vault.
 */
export type NodeScope =
  | { readonly kind: 'subscription' }
  | { readonly kind: 'resourceGroup'; readonly group: Address | undefined; readonly groupName: string }
  | { readonly kind: 'extension'; readonly target: Address; readonly below?: { readonly type: string; readonly name: string } };

/** An output of the backend: value by name, with expressions. */
export interface OutputNode {
  readonly name: string;
  readonly value: Value;
  readonly component?: string;
}
