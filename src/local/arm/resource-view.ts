import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { StoredResource } from '../world/resource-store.ts';
import type { ArmPath } from './resource-path.ts';
import { parseArmPath } from './resource-path.ts';

/** A resource as a GET shows it at that moment; while an operation runs, `provisioningState` says so, where the type has it at all. */
export function resourceView(resource: StoredResource, at: string): JsonObject {
  const path = parseArmPath(resource.id);
  const state = resource.deletingUntil === undefined ? (resource.readyAt > at ? resource.verb : undefined) : 'Deleting';
  return {
    id: resource.id,
    name: nameOf(path),
    type: path?.kind === 'resource' ? path.type : 'Microsoft.Resources/resourceGroups',
    ...(state === undefined ? resource.body : withProvisioningState(resource.body, state)),
  };
}

/** What lists show of a resource: no properties. */
export function resourceRow(resource: StoredResource): JsonObject {
  const path = parseArmPath(resource.id);
  const shown = ['kind', 'location', 'sku', 'identity', 'tags', 'plan', 'managedBy', 'zones'] as const;
  const body: Record<string, Json> = {};
  for (const key of shown) {
    const value = resource.body[key];
    if (value !== undefined) body[key] = value;
  }
  return { id: resource.id, name: nameOf(path), type: path?.kind === 'resource' ? path.type : '', ...body };
}

function nameOf(path: ArmPath | undefined): string {
  if (path?.kind === 'group') return path.group;
  return path?.kind === 'resource' ? (path.names.at(-1) ?? '') : '';
}

function withProvisioningState(body: JsonObject, state: string): JsonObject {
  const properties = body['properties'];
  // Role assignments, identities and sites never show one, not even while they are made.
  if (isJsonObject(properties) && !('provisioningState' in properties)) return body;
  return { ...body, properties: { ...(isJsonObject(properties) ? properties : {}), provisioningState: state } };
}
