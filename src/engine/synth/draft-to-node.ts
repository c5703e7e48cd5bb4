import type { Address } from '../../model/address.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { NodeScope, ResourceNode } from '../../model/resource-node.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { refTo } from '../../model/value.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { genericKind } from '../../resources/generic-kind.ts';
import type { PlacedDraft } from './own-resources.ts';

/** A node whose stack is only its own kind's and which has no tags yet. */
export interface PendingNode extends ResourceNode {
  readonly backend: string;
  readonly purpose?: string;
}

export interface DraftPlace {
  readonly backend: string;
  readonly target: EnvironmentTarget;
  /** Node of the backend's resource group; undefined when an existing group is used. */
  readonly group: Address | undefined;
  readonly groupName: string;
  readonly generationOf: (address: Address) => number;
  /** Replaces users' reference names by addresses. */
  readonly resolve: (value: Value, what: string) => Value;
}

/** Gives a draft its scope, location, generation, protection and resolved references. */
export function draftToNode(placed: PlacedDraft, place: DraftPlace): PendingNode {
  const { draft } = placed;
  const kind = kindOf(draft.type) ?? genericKind(draft.type, draft.apiVersion);
  const what = `"${placed.owner}/${draft.address.split('/').at(-1) ?? ''}"`;
  const body = place.resolve(withLocation(draft.body, kind.location, place.target), what) as ValueObject;
  const stores = kind.holdsData && place.target.settings.protectStores;
  return {
    address: draft.address,
    type: draft.type,
    apiVersion: draft.apiVersion,
    name: draft.name,
    scope: scopeOf(placed, place, kind.scope),
    stack: draft.stack ?? kind.stack,
    body,
    ...(draft.parent === undefined ? {} : { parent: draft.parent }),
    dependsOn: draft.dependsOn ?? [],
    protect: draft.protect ?? stores,
    ignoreChanges: draft.ignoreChanges ?? [],
    owner: placed.owner,
    components: placed.components,
    origin: placed.origin,
    generation: place.generationOf(draft.address),
    backend: place.backend,
    ...(draft.purpose === undefined ? {} : { purpose: draft.purpose }),
  };
}

function withLocation(body: ValueObject, location: 'required' | 'global' | 'none', target: EnvironmentTarget): ValueObject {
  if (location === 'none' || body['location'] !== undefined) {
    return body;
  }
  return { ...body, location: location === 'global' ? 'global' : target.location };
}

function scopeOf(placed: PlacedDraft, place: DraftPlace, kindScope: string): NodeScope {
  if (kindScope === 'subscription') {
    return { kind: 'subscription' };
  }
  const extended = placed.draft.extends;
  if (extended !== undefined) {
    const resolved = extended.includes('/') ? refTo(extended, 'id') : place.resolve(refTo(extended, 'id'), `"${placed.draft.address}"`);
    const target = typeof resolved === 'object' && resolved !== null && '$' in resolved && resolved.$ === 'ref' ? (resolved as { target: string }).target : extended;
    return { kind: 'extension', target: target as Address };
  }
  return { kind: 'resourceGroup', group: place.group, groupName: place.groupName };
}
