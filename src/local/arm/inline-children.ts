import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import { checkDeletion } from '../services/service-rules.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource, removeResources, resourcesBelow, saveResource } from '../world/resource-store.ts';
import type { ResourcePath } from './resource-path.ts';
import { lastName, parentOf, parseArmPath } from './resource-path.ts';

/** Children that are also items of a list in their parent. `keeps`: a PUT of the parent that omits the list leaves them as they are. */
interface InlineList {
  readonly list: string;
  readonly keeps: boolean;
}

/** By type of the parent, in lower case. @see https://learn.microsoft.com/azure/azure-resource-manager/templates/child-resource-name-type */
const lists: Readonly<Record<string, readonly InlineList[]>> = {
  'microsoft.network/virtualnetworks': [{ list: 'subnets', keeps: true }, { list: 'virtualNetworkPeerings', keeps: true }],
  'microsoft.network/networksecuritygroups': [{ list: 'securityRules', keeps: false }],
  'microsoft.network/routetables': [{ list: 'routes', keeps: false }],
};

/** The body of a parent with the lists that a PUT omits and the service keeps. */
export function withKeptLists(type: string, sent: JsonObject, before: StoredResource): JsonObject {
  const kept = (lists[type.toLowerCase()] ?? []).filter(({ list, keeps }) => keeps && itemsOf(sent, list) === undefined && itemsOf(before.sent, list) !== undefined);
  if (kept.length === 0) return sent;
  return withProperties(sent, Object.fromEntries(kept.map(({ list }) => [list, itemsOf(before.sent, list) ?? []])));
}

/** @throws Refusal when a parent is written without a child that its service keeps. */
export function checkDroppedChildren(context: LocalContext, path: ResourcePath, sent: JsonObject): void {
  for (const { list } of lists[path.type.toLowerCase()] ?? []) {
    for (const child of droppedChildren(context, path, sent, list)) {
      const own = parseArmPath(child.id);
      if (own?.kind === 'resource') checkDeletion({ context, path: own, resource: child });
    }
  }
}

/** Writes the children that a parent brings, and removes those that it brings no longer. */
export function spreadChildren(context: LocalContext, path: ResourcePath, parent: StoredResource): void {
  for (const { list } of lists[path.type.toLowerCase()] ?? []) {
    for (const child of droppedChildren(context, path, parent.sent, list)) removeResources(context.db, child.key);
    const shown = itemsOf(parent.body, list) ?? [];
    for (const item of itemsOf(parent.sent, list) ?? []) {
      const name = nameOf(item);
      if (name === '') continue;
      const id = `${parent.id}/${list}/${name}`;
      const before = findResource(context.db, resourceIdKey(id));
      const body = shown.find((one) => nameOf(one).toLowerCase() === name.toLowerCase()) ?? item;
      saveResource(context.db, {
        ...parent,
        key: resourceIdKey(id),
        id: before?.id ?? id,
        type: `${parent.type}/${list.toLowerCase()}`,
        sent: bodyOf(item),
        body: bodyOf(body),
        createdAt: before?.createdAt ?? parent.createdAt,
      });
    }
  }
}

/** Puts a child that was written by itself into the list of its parent. */
export function joinParent(context: LocalContext, path: ResourcePath, child: StoredResource): void {
  const place = placeIn(context, path);
  if (place === undefined) return;
  const { parent, list } = place;
  const name = lastName(path);
  const others = (body: JsonObject) => itemsOf(body, list) ?? [];
  const put = (body: JsonObject, item: JsonObject) => {
    const at = others(body).findIndex((one) => nameOf(one).toLowerCase() === name.toLowerCase());
    const items = at < 0 ? [...others(body), item] : others(body).map((one, i) => (i === at ? item : one));
    return withProperties(body, { [list]: items });
  };
  const shown = { name, id: child.id, type: path.type, ...child.body };
  saveResource(context.db, { ...parent, sent: put(parent.sent, { name, ...bodyOf(child.sent) }), body: put(parent.body, shown) });
}

/** Takes a child that was deleted out of the list of its parent. */
export function leaveParent(context: LocalContext, key: string): void {
  const path = parseArmPath(findResource(context.db, key)?.id ?? '');
  const place = path?.kind === 'resource' ? placeIn(context, path) : undefined;
  if (place === undefined || path?.kind !== 'resource') return;
  const { parent, list } = place;
  const name = lastName(path).toLowerCase();
  const left = (body: JsonObject) => withProperties(body, { [list]: (itemsOf(body, list) ?? []).filter((one) => nameOf(one).toLowerCase() !== name) });
  saveResource(context.db, { ...parent, sent: left(parent.sent), body: left(parent.body) });
}

function placeIn(context: LocalContext, path: ResourcePath): { readonly parent: StoredResource; readonly list: string } | undefined {
  const owner = parentOf(path);
  const last = path.type.slice(path.type.lastIndexOf('/') + 1).toLowerCase();
  const list = owner === undefined ? undefined : lists[owner.type.toLowerCase()]?.find((one) => one.list.toLowerCase() === last)?.list;
  const parent = owner === undefined || list === undefined ? undefined : findResource(context.db, resourceIdKey(owner.id));
  return parent === undefined || list === undefined ? undefined : { parent, list };
}

function droppedChildren(context: LocalContext, path: ResourcePath, sent: JsonObject, list: string): readonly StoredResource[] {
  const names = new Set((itemsOf(sent, list) ?? []).map((item) => nameOf(item).toLowerCase()));
  const type = `${path.type}/${list}`.toLowerCase();
  return resourcesBelow(context.db, resourceIdKey(path.id)).filter((child) => child.type === type && !names.has(child.key.slice(child.key.lastIndexOf('/') + 1)));
}

function itemsOf(body: JsonObject, list: string): readonly JsonObject[] | undefined {
  const properties = body['properties'];
  const items = isJsonObject(properties) ? properties[list] : undefined;
  return Array.isArray(items) ? (items as readonly Json[]).filter(isJsonObject) : undefined;
}

function nameOf(item: JsonObject): string {
  return typeof item['name'] === 'string' ? item['name'] : '';
}

function bodyOf(item: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'id' && key !== 'name' && key !== 'type'));
}

function withProperties(body: JsonObject, more: JsonObject): JsonObject {
  const properties = body['properties'];
  return { ...body, properties: { ...(isJsonObject(properties) ? properties : {}), ...more } };
}
