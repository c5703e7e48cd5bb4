import type { JsonObject } from '../../model/json.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import type { Refusal } from '../refusal.ts';
import type { StoredResource } from '../world/resource-store.ts';
import type { DeletedResource } from './deleted-resource.ts';

/** How a service keeps what was deleted. */
export interface DeletedKind {
  /** In lower case. */
  readonly type: string;
  /** Last segment of the list, such as `deletedServices`. */
  readonly collection: string;
  /** How long, in hours; 0 for one that is not kept. */
  readonly hours: (resource: StoredResource) => number;
  /** Where the name is held: nobody else in the world gets it, or nobody else in the subscription; or only the same id in its group. */
  readonly holds: 'name' | 'id';
  /** True for a PUT that brings the old one back. */
  readonly restores: (body: JsonObject) => boolean;
  /** True where that PUT changes nothing else. */
  readonly asItWas?: boolean;
  readonly refusal: (kept: DeletedResource, tracking: string) => Refusal;
  readonly view: (kept: DeletedResource, subscriptionId: string) => JsonObject;
  /** True where the address of one names its group. */
  readonly inGroup: boolean;
  /** `durationType`: the purge goes on after the answer for as long as this type takes; absent: it is done with it. */
  readonly purge: { readonly method: 'DELETE' | 'POST'; readonly status: 200 | 202; readonly showsBody: boolean; readonly durationType?: string };
  /** Why this one may not be purged; undefined when it may. */
  readonly refusesPurge?: (kept: DeletedResource) => Refusal | undefined;
  /** What a PUT that brings one back hears when none is kept; absent: it makes a new one. */
  readonly nothingKept?: () => Refusal;
  /** What it hears when the one that is kept stood in another place; absent: the usual refusal. */
  readonly elsewhere?: (path: ResourcePath, tracking: string) => Refusal;
  /** What a call about one that is not kept hears; absent: what most services say. */
  readonly notFound?: (name: string) => Refusal;
  /** Forgets what else is kept of it, when it goes for good. */
  readonly forget?: (context: LocalContext, kept: DeletedResource) => void;
  /** True where `DELETE …?force=true` keeps nothing. */
  readonly forced?: boolean;
}
