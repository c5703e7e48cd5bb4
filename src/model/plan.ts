import type { Address } from './address.ts';
import type { Diagnostic } from './diagnostic.ts';
import type { Json } from './json.ts';
import type { SourceLocation } from './source-location.ts';

/** What a plan does with one address. Replace says which comes first: two orders, never a flag. */
export type PlanAction =
  | { readonly kind: 'create' }
  | { readonly kind: 'update' }
  /** `from`: the address that it had until now, when the definition moves it as well. */
  | { readonly kind: 'replace'; readonly order: 'delete-first' | 'create-first'; readonly from?: Address }
  | { readonly kind: 'delete' }
  | { readonly kind: 'move'; readonly from: Address }
  | { readonly kind: 'import' }
  | { readonly kind: 'forget' }
  | { readonly kind: 'no-op' };

/** Danger first: the order in which actions are shown. */
export const actionKinds = ['delete', 'replace', 'update', 'create', 'move', 'import', 'forget', 'no-op'] as const satisfies readonly PlanAction['kind'][];

export type Risk = 'safe' | 'interrupts-service' | 'loses-data';

/** Why an action was chosen; explanation only, never drives apply. */
export interface PlanReason {
  /** `not-in-state`, `not-in-definition`, `feature-off`, `property-changed`, `immutable-property`, `missing-in-azure`, `changed-in-azure`, `tainted`, `failed-before`, `pending-from-interrupted-run`, `type-changed`, `name-changed`, `parent-replaced`, `moved`, `removed`, `adopted`, `replace-requested`, `api-version-changed`, `destroy`. */
  readonly kind: string;
  /** One sentence for a person. */
  readonly text: string;
  /** Property at fault, dotted path with `[key]` for array elements. */
  readonly path?: string;
}

export interface PropertyChange {
  /** `properties.siteConfig.cors.allowedOrigins[0]`; elements of keyed arrays as `[name=uploads]`. */
  readonly path: string;
  readonly kind: 'add' | 'remove' | 'change';
  /** Absent when added, sensitive or unknown. */
  readonly before?: Json;
  readonly after?: Json;
  readonly sensitive?: true;
  /** What the value will come from, when it is known only after apply: `cosmos.endpoint`. */
  readonly unknown?: string;
  readonly forcesReplacement?: true;
  /** Somebody changed it in Azure since the last apply; `before` is the live value. */
  readonly drift?: true;
  /** With `drift`: what Azure held after the last apply was not recorded; the rules of the type, not two values, say that somebody changed it. */
  readonly potential?: true;
}

export interface Change {
  readonly address: Address;
  readonly type: string;
  readonly azureName: string;
  /** ARM resource id. */
  readonly id: string;
  readonly action: PlanAction;
  readonly reasons: readonly PlanReason[];
  /** Sorted by path. Empty for `no-op` and for `delete`. For `create`: every property. */
  readonly properties: readonly PropertyChange[];
  /** Stack id of the synthesis; for deletes, the one recorded in the state. */
  readonly stack: string;
  readonly owner: string;
  /** Addresses whose changes come before this one. */
  readonly waitsFor: readonly Address[];
  readonly risk: Risk;
  readonly protected: boolean;
  /** Where the definition makes it; for what the definition no longer has, where it did at the last apply. */
  readonly origin?: SourceLocation;
  /** Where the other components that share it ask for it. */
  readonly alsoFrom?: readonly SourceLocation[];
}

/** What of a plan was left out because the user asked for a part (`--target`, `--exclude`). */
export interface PlanPart {
  /** As given: addresses and globs. */
  readonly targets: readonly string[];
  readonly excludes: readonly string[];
  /** Changes that nobody named and that those named cannot do without. */
  readonly pulledIn: readonly Address[];
  /** Changes that were named and have to stay out, because what they need is excluded. */
  readonly heldBack: readonly Address[];
  /** How many changes the whole plan has besides. */
  readonly left: number;
}

/** A deletion and a creation that look like one resource under another name. Offered, never done. */
export interface LikelyMove {
  readonly from: Address;
  readonly to: Address;
  readonly type: string;
  /** Share of equal properties, 0 to 1. */
  readonly likeness: number;
}

export interface OutputChange {
  readonly name: string;
  readonly kind: 'add' | 'remove' | 'change' | 'same';
}

/** What happens to the code of one app. */
export interface PackageChange {
  /** The app: the name of its package. */
  readonly address: Address;
  /** ARM resource id of the app. */
  readonly siteId: string;
  /** As the definition names it, relative to the project. */
  readonly path: string;
  /** Hash of what was published last; absent when nothing was, or it is not known to have arrived. */
  readonly before?: string;
  readonly after: string;
  readonly action: 'publish' | 'keep';
}

export interface PlanCounts {
  readonly create: number;
  readonly update: number;
  readonly replace: number;
  readonly delete: number;
  readonly move: number;
  readonly import: number;
  readonly forget: number;
  readonly unchanged: number;
}

/** The ordered set of changes from the state and the live cloud to the synthesized backend. */
export interface Plan {
  readonly version: 1;
  readonly kind: 'apply' | 'destroy';
  readonly project: string;
  /** `dev` or `dev@local`. */
  readonly environment: string;
  readonly cloud: string;
  readonly subscriptionId: string;
  /** Of the state it was made from; serial 0 and no lineage when there is none. */
  readonly lineage?: string;
  readonly serial: number;
  /** By action (danger first), then stack order, then address; `no-op` last. */
  readonly changes: readonly Change[];
  readonly outputs: readonly OutputChange[];
  readonly counts: PlanCounts;
  /** Sorted by address; present when there are any. */
  readonly packages?: readonly PackageChange[];
  /** Present when the plan is not the whole. */
  readonly partial?: PlanPart;
  /** Present when there are any. */
  readonly likelyMoves?: readonly LikelyMove[];
  readonly diagnostics: readonly Diagnostic[];
  /** SHA-256 of the canonical change list, with packages to publish, without run, times or paths of files. */
  readonly hash: string;
}
