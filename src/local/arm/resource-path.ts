/** A resource id in Azure's spelling of its fixed words, taken apart. */
export type ArmPath = SubscriptionPath | GroupPath | ResourcePath;

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
  /** Id of what stands before the last `/providers/`: a subscription, a group, or the resource that this one extends. */
  readonly scopeId: string;
  readonly subscriptionId: string;
  /** Absent at subscription level. */
  readonly group?: string;
  readonly namespace: string;
  /** `Microsoft.Storage/storageAccounts/blobServices`. */
  readonly type: string;
  /** One for each level of the type. */
  readonly names: readonly string[];
}

/**
 * Takes the path of a request or a resource id apart. Doubled slashes and a slash at the end are accepted; letter case of fixed words is mended.
 * Undefined when it names no subscription, group or resource (collections and actions have an odd number of segments).
 */
export function parseArmPath(path: string): ArmPath | undefined {
  const segments = path.split('/').filter((segment) => segment !== '');
  if (segments[0]?.toLowerCase() !== 'subscriptions' || segments[1] === undefined) return undefined;
  const subscriptionId = segments[1];
  const subscription = `/subscriptions/${subscriptionId}`;
  if (segments.length === 2) return { kind: 'subscription', id: subscription, subscriptionId };
  const inGroup = segments[2]?.toLowerCase() === 'resourcegroups';
  const group = segments[3];
  if (inGroup && group === undefined) return undefined;
  const scope = inGroup ? `${subscription}/resourceGroups/${group ?? ''}` : subscription;
  const rest = segments.slice(inGroup ? 4 : 2);
  if (rest.length === 0) return { kind: 'group', id: scope, subscriptionId, group: group ?? '' };
  const tail = parseProviders(scope, rest);
  if (tail === undefined) return undefined;
  return { kind: 'resource', ...tail, subscriptionId, ...(inGroup ? { group: group ?? '' } : {}) };
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

/** Key under which ids compare. */
export function idKey(id: string): string {
  return id.toLowerCase();
}

/** Id of the parent of a child resource; undefined for top-level ones. */
export function parentOf(path: ResourcePath): ResourcePath | undefined {
  if (path.names.length < 2) return undefined;
  const names = path.names.slice(0, -1);
  const types = path.type.split('/').slice(1, -1);
  const type = [path.namespace, ...types].join('/');
  const id = `${path.scopeId}/providers/${path.namespace}/${types.flatMap((segment, i) => [segment, names[i] ?? '']).join('/')}`;
  return { ...path, id, type, names };
}

/** Type and name interleaved, as Azure's messages show it: `Microsoft.Storage/storageAccounts/a/blobServices/default`. */
export function typeAndName(path: ResourcePath): string {
  const [namespace = '', ...types] = path.type.split('/');
  return [namespace, ...types.flatMap((segment, i) => [segment, path.names[i] ?? ''])].join('/');
}

/** The last segment of the name. */
export function lastName(path: ResourcePath): string {
  return path.names.at(-1) ?? '';
}
