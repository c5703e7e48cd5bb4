import { relativeResourceId } from '../../arm/resource-id.ts';

/** A resource id in Azure's spelling of its fixed words, taken apart. Ids of the tenant level have an empty `subscriptionId`. */
export type ArmPath = TenantPath | ManagementGroupPath | SubscriptionPath | GroupPath | ResourcePath;

/** The tenant itself. Its id is empty, so that `${id}/providers/…` is the id of what belongs to it. */
export interface TenantPath {
  readonly kind: 'tenant';
  readonly id: '';
  readonly subscriptionId: '';
}

/** @see https://learn.microsoft.com/azure/governance/management-groups/overview */
export interface ManagementGroupPath {
  readonly kind: 'managementGroup';
  /** `/providers/Microsoft.Management/managementGroups/{name}` */
  readonly id: string;
  readonly subscriptionId: '';
  readonly managementGroup: string;
}

export interface SubscriptionPath {
  readonly kind: 'subscription';
  readonly id: string;
  readonly subscriptionId: string;
}

export interface GroupPath {
  readonly kind: 'group';
  readonly id: string;
  readonly subscriptionId: string;
  readonly group: string;
}

export interface ResourcePath {
  readonly kind: 'resource';
  readonly id: string;
  /** Id of what stands before the last `/providers/`: the tenant (empty), a management group, a subscription, a group, or the resource that this one extends. */
  readonly scopeId: string;
  /** Empty for resources of the tenant and of management groups. */
  readonly subscriptionId: string;
  /** Absent at subscription level and above. */
  readonly group?: string;
  /** Present for what belongs to a management group. */
  readonly managementGroup?: string;
  readonly namespace: string;
  /** `Microsoft.Storage/storageAccounts/blobServices`. */
  readonly type: string;
  /** One for each level of the type. */
  readonly names: readonly string[];
}

/**
 * Takes the path of a request or a resource id apart. Doubled slashes and a slash at the end are accepted; letter case of fixed words is mended.
 * Undefined when it names no scope or resource (collections and actions have an odd number of segments).
 */
export function parseArmPath(path: string): ArmPath | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  const first = segments[0]?.toLowerCase();
  if (first === undefined) return { kind: 'tenant', id: '', subscriptionId: '' };
  if (first === 'providers') return parseTenantLevel(segments);
  return first === 'subscriptions' ? parseSubscriptionLevel(segments) : undefined;
}

function parseTenantLevel(segments: readonly string[]): ArmPath | undefined {
  const isGroup = segments[1]?.toLowerCase() === 'microsoft.management' && segments[2]?.toLowerCase() === 'managementgroups';
  const managementGroup = segments[3];
  if (!isGroup || managementGroup === undefined) return resourceIn('', segments, { subscriptionId: '' });
  const id = `/providers/Microsoft.Management/managementGroups/${managementGroup}`;
  const rest = segments.slice(4);
  if (rest.length === 0) return { kind: 'managementGroup', id, subscriptionId: '', managementGroup };
  // What is named below it without a provider, such as its subscriptions, is a child resource.
  if (rest[0]?.toLowerCase() !== 'providers') return resourceIn('', segments, { subscriptionId: '', managementGroup });
  return resourceIn(id, rest, { subscriptionId: '', managementGroup });
}

function parseSubscriptionLevel(segments: readonly string[]): ArmPath | undefined {
  const subscriptionId = segments[1];
  if (subscriptionId === undefined) return undefined;
  const subscription = `/subscriptions/${subscriptionId}`;
  if (segments.length === 2) return { kind: 'subscription', id: subscription, subscriptionId };
  if (segments[2]?.toLowerCase() !== 'resourcegroups') return resourceIn(subscription, segments.slice(2), { subscriptionId });
  const group = segments[3];
  if (group === undefined) return undefined;
  const id = `${subscription}/resourceGroups/${group}`;
  if (segments.length === 4) return { kind: 'group', id, subscriptionId, group };
  return resourceIn(id, segments.slice(4), { subscriptionId, group });
}

function resourceIn(scope: string, segments: readonly string[], place: Pick<ResourcePath, 'subscriptionId' | 'group' | 'managementGroup'>): ResourcePath | undefined {
  const tail = parseProviders(scope, segments);
  return tail === undefined ? undefined : { kind: 'resource', ...tail, ...place };
}

type Tail = Pick<ResourcePath, 'id' | 'scopeId' | 'namespace' | 'type' | 'names'>;

function parseProviders(scope: string, segments: readonly string[]): Tail | undefined {
  let scopeId = scope;
  let rest = segments;
  for (;;) {
    if (rest[0]?.toLowerCase() !== 'providers' || rest[1] === undefined) return undefined;
    const namespace = rest[1];
    const next = rest.findIndex((segment, i) => i >= 2 && i % 2 === 0 && segment.toLowerCase() === 'providers');
    const own = rest.slice(2, next === -1 ? undefined : next);
    if (own.length === 0 || own.length % 2 === 1) return undefined;
    const types = own.filter((_, i) => i % 2 === 0);
    const names = own.filter((_, i) => i % 2 === 1);
    const id = `${scopeId}/providers/${namespace}/${own.join('/')}`;
    if (next === -1) return { id, scopeId, namespace, type: [namespace, ...types].join('/'), names };
    scopeId = id;
    rest = rest.slice(next);
  }
}

/** Id of the parent of a child resource; undefined for top-level ones. */
export function parentOf(path: ResourcePath): ResourcePath | undefined {
  if (path.names.length < 2) return undefined;
  const names = path.names.slice(0, -1);
  const types = path.type.split('/').slice(1, -1);
  const type = [path.namespace, ...types].join('/');
  const id = `${path.scopeId}/providers/${relativeResourceId(type, names.join('/'))}`;
  return { ...path, id, type, names };
}

/** Type and name interleaved, as Azure's messages show it: `Microsoft.Storage/storageAccounts/a/blobServices/default`. */
export function typeAndName(path: ResourcePath): string {
  return relativeResourceId(path.type, path.names.join('/'));
}

/** The last segment of the name. */
export function lastName(path: ResourcePath): string {
  return path.names.at(-1) ?? '';
}
