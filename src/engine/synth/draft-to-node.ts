import type { Address } from '../../model/address.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';
import type { NodeScope, ResourceNode } from '../../model/resource-node.ts';
import type { Value, ValueObject } from '../../model/value.ts';
import { isExpression, refTo } from '../../model/value.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { genericKind } from '../../resources/generic-kind.ts';
import type { PlacedDraft } from './own-resources.ts';

/** A node whose stack is only its own kind's and which has no tags yet. */
export interface PendingNode extends ResourceNode {
  readonly backend: string;
  readonly purpose?: string;
}

/** What the nodes of one backend have in common. */
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
    ...(placed.alsoFrom === undefined ? {} : { alsoFrom: placed.alsoFrom }),
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
    const resolved = place.resolve(refTo(extended, 'id'), `"${placed.draft.address}"`);
    if (isExpression(resolved) && resolved.$ === 'ref') {
      const below = placed.draft.extendsBelow;
      return { kind: 'extension', target: resolved.target as Address, ...(below === undefined ? {} : { below }) };
    }
    // An existing group is no node: what extends it is deployed in it and needs no scope.
  }
  return { kind: 'resourceGroup', group: place.group, groupName: place.groupName };
}
