import type { Address } from './address.ts';
import type { Json } from './json.ts';
import type { SourceLocation } from './source-location.ts';

/** Who made a live value differ from what was applied: the definition has changed since, Azure does so by itself, or somebody edited it. */
export type DriftOrigin = 'your-change' | 'azure-default' | 'edit';

/**
 * `certain`: the live value that was recorded at the last apply is another one. `potential`: nothing was recorded, and no rule of the
 * type explains the difference. `not-analysed`: nobody can tell, because the value is not known or Azure does not return it.
 */
export type DriftCertainty = 'certain' | 'potential' | 'not-analysed';

/** One value of one resource. Sides that are absent were, or are, not there; nothing of a secret is ever in one. */
export interface DriftFinding {
  /** As in a plan: `properties.rules[name=apps].priority`. */
  readonly path: string;
  readonly kind: 'add' | 'remove' | 'change';
  readonly origin: DriftOrigin;
  readonly certainty: DriftCertainty;
  /** What Azure held after the last apply, or what was sent when that was not recorded. */
  readonly applied?: Json;
  readonly live?: Json;
  /** What the definition wants now, where that is a third value. */
  readonly wanted?: Json;
  readonly sensitive?: true;
  /** True where the definition leaves the path to others (`ignoreChanges`). */
  readonly ignored?: true;
}

/** What drifted in one resource. */
export interface DriftedResource {
  readonly address: Address;
  readonly type: string;
  readonly azureName: string;
  readonly id: string;
  /** `missing`: somebody deleted it. `made-again`: it has another identity than before. `changed`: values differ. `same`: nobody touched it. */
  readonly status: 'missing' | 'made-again' | 'changed' | 'same';
  /** Edits first, then by path. */
  readonly findings: readonly DriftFinding[];
  /** Values that Azure filled in and nobody sent: never drift. */
  readonly defaults: number;
  /** Paths of the values that could not be compared; `*` when the resource was not read. */
  readonly notAnalysed: readonly string[];
  /** Where the definition makes it, or did at the last apply. */
  readonly origin?: SourceLocation;
  /** Who wrote it last since then, as far as the activity log tells. */
  readonly changedBy?: ChangeAuthor;
}

/** An entry of the activity log. */
export interface ChangeAuthor {
  /** A user, or the object id of what signed in. */
  readonly who: string;
  /** ISO 8601 UTC, by Azure's clock. */
  readonly at: string;
  /** `Microsoft.Network/virtualNetworks/write`. */
  readonly operation: string;
}

/** What differs in Azure from what was applied. */
export interface DriftReport {
  readonly version: 1;
  readonly project: string;
  readonly environment: string;
  readonly cloud: string;
  readonly subscriptionId: string;
  readonly lineage?: string;
  readonly serial: number;
  /** True when the definition was read: changes of its own are told apart and paths that it leaves to others are known. */
  readonly definition: boolean;
  /** All that are in the state; those that drifted first, then by address. */
  readonly resources: readonly DriftedResource[];
  readonly counts: DriftCounts;
}

export interface DriftCounts {
  readonly compared: number;
  /** Resources that somebody changed, deleted or made again. */
  readonly drifted: number;
  readonly edits: number;
  readonly missing: number;
  /** Values that the definition has changed since the last apply. */
  readonly yourChanges: number;
  readonly defaults: number;
  readonly ignored: number;
  readonly notAnalysed: number;
}
