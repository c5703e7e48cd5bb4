import { parseArmPath } from '../arm/resource-path.ts';
import type { Access } from './authorize.ts';

/**
 * What a request to Resource Manager does, in the words of role definitions: the type with `read`, `write`, `delete`, or the name of
 * a POST with `action`. Undefined for what needs no role: polls, and lists that show each caller what it may see.
 * @see https://learn.microsoft.com/azure/role-based-access-control/resource-provider-operations
 */
export function armAction(method: string, segments: readonly string[]): Access | undefined {
  const verb = verbs[method] ?? 'action';
  const low = segments.map((segment) => segment.toLowerCase());
  if (isFree(verb, low)) return undefined;
  const special = subscriptionPart(verb, segments, low);
  if (special !== undefined) return special;
  return verb === 'action' ? postAction(segments, low) : (ofPath(verb, segments) ?? ofCollection(verb, segments));
}

const verbs: Readonly<Record<string, string>> = { GET: 'read', HEAD: 'read', PUT: 'write', PATCH: 'write', DELETE: 'delete' };

/** Lists that are cut to what the caller may read. */
export function isFilteredList(method: string, segments: readonly string[]): boolean {
  const low = segments.map((segment) => segment.toLowerCase());
  if (method !== 'GET' || low[0] !== 'subscriptions') return false;
  if (low.length === 1) return true;
  if (low.length === 3) return low[2] === 'resourcegroups' || low[2] === 'resources';
  return low.length === 5 && low[2] === 'resourcegroups' && low[4] === 'resources';
}

function isFree(verb: string, low: readonly string[]): boolean {
  if (verb !== 'read') return false;
  if (low[0] === 'tenants' || isFilteredList('GET', low)) return true;
  if (low[0] === 'providers') return isPublicKnowledge(low);
  return low[0] === 'subscriptions' && (low[2] === 'operationresults' || low[2] === 'operationstatuses');
}

/** Built-in definitions of roles and policies, and the operations of a provider, belong to nobody: whoever is signed in reads them. */
function isPublicKnowledge(low: readonly string[]): boolean {
  if (low.length === 3 && low[2] === 'operations') return true;
  return low[1] === 'microsoft.authorization' && low.length <= 4 && publicDefinitions.has(low[2] ?? '');
}

const publicDefinitions: ReadonlySet<string> = new Set(['roledefinitions', 'policydefinitions', 'policysetdefinitions']);

/** Parts of a subscription that are no resources: its locations, providers and tag names; and the short way to deployments. */
function subscriptionPart(verb: string, segments: readonly string[], low: readonly string[]): Access | undefined {
  if (low[0] !== 'subscriptions') return undefined;
  const scope = `/${segments.slice(0, 2).join('/')}`;
  const start = low[2] === 'resourcegroups' ? 4 : 2;
  if (low[start] === 'deployments') return armAction(verbToMethod(verb), [...segments.slice(0, start), 'providers', 'Microsoft.Resources', ...segments.slice(start)]);
  if (low[2] === 'locations') return { action: 'Microsoft.Resources/subscriptions/locations/read', scope };
  if (low[2] === 'tagnames') return { action: `Microsoft.Resources/subscriptions/tagNames/${verb}`, scope };
  if (low[2] === 'providers' && low.length <= 4) return { action: 'Microsoft.Resources/subscriptions/providers/read', scope };
  return undefined;
}

function verbToMethod(verb: string): string {
  return Object.keys(verbs).find((method) => verbs[method] === verb) ?? 'POST';
}

function ofPath(verb: string, segments: readonly string[]): Access | undefined {
  const path = parseArmPath(`/${segments.join('/')}`);
  if (path === undefined) return undefined;
  return { action: `${typeOf(path)}/${verb}`, scope: path.id };
}

function ofCollection(verb: string, segments: readonly string[]): Access | undefined {
  const last = segments.at(-1) ?? '';
  const owner = parseArmPath(`/${segments.slice(0, -1).join('/')}`);
  if (owner?.kind === 'resource') return { action: `${owner.type}/${last}/${verb}`, scope: owner.id };
  if (segments.at(-3)?.toLowerCase() !== 'providers') return undefined;
  const scope = parseArmPath(`/${segments.slice(0, -3).join('/')}`);
  return scope === undefined ? undefined : { action: `${segments.at(-2) ?? ''}/${last}/${verb}`, scope: scope.id };
}

function postAction(segments: readonly string[], low: readonly string[]): Access | undefined {
  const name = segments.at(-1) ?? '';
  // What only looks whether a name is free is a read.
  const verb = name.toLowerCase().startsWith('check') ? 'read' : 'action';
  const owner = parseArmPath(`/${segments.slice(0, -1).join('/')}`);
  if (owner !== undefined) return { action: `${typeOf(owner)}/${name}/${verb}`, scope: owner.id };
  if (low.at(-3) !== 'providers') return undefined;
  const scope = parseArmPath(`/${segments.slice(0, -3).join('/')}`);
  return scope === undefined ? undefined : { action: `${segments.at(-2) ?? ''}/${name}/${verb}`, scope: scope.id };
}

function typeOf(path: NonNullable<ReturnType<typeof parseArmPath>>): string {
  switch (path.kind) {
    case 'tenant':
      return 'Microsoft.Resources/tenants';
    case 'managementGroup':
      return 'Microsoft.Management/managementGroups';
    case 'subscription':
      return 'Microsoft.Resources/subscriptions';
    case 'group':
      return 'Microsoft.Resources/subscriptions/resourceGroups';
    case 'resource':
      return path.type;
  }
}

/** What putting a resource or group of that id asks for; undefined for an id that names none. */
export function writeOf(id: string): Access | undefined {
  const path = parseArmPath(id);
  return path === undefined ? undefined : { action: `${typeOf(path)}/write`, scope: path.id };
}
