/** A resource id taken apart; casing as written. */
export interface ResourceId {
  /** The scope before the first `/providers/`: empty for the tenant, else `/subscriptions/…`, a group or a management group. */
  readonly scope: string;
  /** Type with every level, such as `Microsoft.Sql/servers/databases`; an extension has `providers` among its levels. */
  readonly type: string;
  /** Names of all levels, joined by `/`. */
  readonly name: string;
}

const groupScope = /^\/subscriptions\/[^/]+\/resourceGroups\/[^/]+/i;
const subscriptionScope = /^\/subscriptions\/[^/]+/i;
const managementGroupScope = /^\/providers\/Microsoft\.Management\/managementGroups\/[^/]+(?=\/providers\/)/i;

/**
 * Takes a full resource id apart; undefined when it is not one. Resource groups and subscriptions count as resources of their type.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-resource#resourceid
 */
export function parseResourceId(id: string): ResourceId | undefined {
  const scope = (managementGroupScope.exec(id) ?? groupScope.exec(id) ?? subscriptionScope.exec(id))?.[0] ?? '';
  const rest = id.slice(scope.length);
  if (rest === '' || rest === '/') return scopeAsResource(scope);
  const segments = rest.split('/');
  if (segments[0] !== '' || segments[1]?.toLowerCase() !== 'providers' || segments.length < 5 || segments.length % 2 === 0) return undefined;
  const types = [segments[2] ?? ''];
  const names: string[] = [];
  segments.slice(3).forEach((segment, i) => (i % 2 === 0 ? types : names).push(segment));
  return { scope, type: types.join('/'), name: names.join('/') };
}

function scopeAsResource(scope: string): ResourceId | undefined {
  const [, , subscription, groups, group] = scope.split('/');
  if (groups !== undefined && group !== undefined) {
    return { scope: `/subscriptions/${subscription ?? ''}`, type: 'Microsoft.Resources/resourceGroups', name: group };
  }
  return subscription === undefined ? undefined : { scope: '', type: 'Microsoft.Resources/subscriptions', name: subscription };
}

/** The id of a resource of this type and name in a scope (`''` is the tenant). Type and name have matching levels. */
export function formatResourceId(scope: string, type: string, name: string): string {
  if (type.toLowerCase() === 'microsoft.resources/resourcegroups' && /^\/subscriptions\/[^/]+$/i.test(scope)) {
    return `${scope}/resourceGroups/${name}`;
  }
  return `${scope}/providers/${relativeResourceId(type, name)}`;
}

/** Type and name interleaved: `Microsoft.Sql/servers/S/databases/D`. */
export function relativeResourceId(type: string, name: string): string {
  const [namespace = '', ...types] = type.split('/');
  const names = name.split('/');
  return [namespace, ...types.flatMap((segment, i) => [segment, names[i] ?? ''])].join('/');
}

/** The id of a resource that extends another one. */
export function extensionResourceId(ownerId: string, type: string, name: string): string {
  return formatResourceId(ownerId === '/' ? '' : ownerId.replace(/\/$/, ''), type, name);
}

const scopeWords: Readonly<Record<string, string>> = { subscriptions: 'subscriptions', resourcegroups: 'resourceGroups', providers: 'providers' };

/** An id with the fixed words of its scope in Azure's spelling: `/subscriptions/…/resourceGroups/…/providers/…`. */
export function normalizeScopeWords(id: string): string {
  const isWord = (i: number) => i === 1 || i === 3 || i === 5;
  return id.split('/').map((segment, i) => (isWord(i) ? (scopeWords[segment.toLowerCase()] ?? segment) : segment)).join('/');
}

/** The key under which ids compare: Azure ignores their case. */
export function resourceIdKey(id: string): string {
  return id.toLowerCase();
}

/** True when the levels of type and name match: one name for each type level. */
export function segmentsMatch(type: string, name: string): boolean {
  const types = type.split('/');
  const names = name.split('/');
  return types.length >= 2 && types.length === names.length + 1 && [...types, ...names].every((segment) => segment !== '');
}

/**
 * Orders ids as Azure lists them: segment by segment ignoring case, so that `sites/x/config` comes before `sites/x-function`.
 */
export function compareResourceIds(left: string, right: string): number {
  const a = left.toLowerCase().split('/');
  const b = right.toLowerCase().split('/');
  for (let i = 0; i < Math.min(a.length, b.length); i += 1) {
    const x = a[i] ?? '';
    const y = b[i] ?? '';
    if (x !== y) return x < y ? -1 : 1;
  }
  return a.length - b.length;
}
