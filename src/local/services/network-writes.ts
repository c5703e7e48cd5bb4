import { plainRegion } from '../../resources/region-names.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { isAllowed } from '../access/authorize.ts';
import type { ResourcePath } from '../arm/resource-path.ts';
import { parentOf, parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { findResource } from '../world/resource-store.ts';
import { refuseWithDetails } from '../service-refusals.ts';
import { idsIn } from './references.ts';
import { regionOfBody, resourcesInRegion } from './resources-in-region.ts';
import type { WriteSubject } from './subject.ts';
import { textOf } from './subject.ts';

/** The label of a public address is unique in its region. */
export function checkDomainLabel({ context, path, body }: WriteSubject): void {
  const label = textOf(body, 'properties.dnsSettings.domainNameLabel')?.toLowerCase();
  const region = regionOfBody(body);
  if (label === undefined) return;
  const record = `${label}.${region}.cloudapp.azure.com`;
  const here = (type: string) => resourcesInRegion(context.db, type, region);
  const sameLabel = ({ key, sent }: StoredResource) => key !== resourceIdKey(path.id) && textOf(sent, 'properties.dnsSettings.domainNameLabel')?.toLowerCase() === label;
  if (here('microsoft.network/publicipaddresses').some(sameLabel)) throw refuseWithDetails('DnsRecordInUse', `DNS record ${record} is already used by another public IP.`);
  const isReserved = here('microsoft.compute/virtualmachinescalesets').some(({ sent }) => JSON.stringify(sent).toLowerCase().includes(`"domainnamelabel":"${label}"`));
  if (isReserved) throw refuseWithDetails('DnsRecordIsReserved', `DNS record ${record} is already reserved by another resource.`);
}

/** Types of Network that others are joined to, and the right that joining needs. */
const joined: Readonly<Record<string, string>> = {
  'microsoft.network/virtualnetworks/subnets': 'Microsoft.Network/virtualNetworks/subnets/join/action',
  'microsoft.network/publicipaddresses': 'Microsoft.Network/publicIPAddresses/join/action',
  'microsoft.network/networksecuritygroups': 'Microsoft.Network/networkSecurityGroups/join/action',
  'microsoft.network/routetables': 'Microsoft.Network/routeTables/join/action',
};

/**
 * Whoever joins a resource to a subnet, an address or a group of rules needs a right on that one too.
 * @see https://learn.microsoft.com/azure/virtual-network/virtual-network-manage-subnet#permissions
 */
export function checkJoinRights({ context, body }: WriteSubject): void {
  const { caller } = context;
  if (caller.kind === 'owner') return;
  for (const scope of idsIn(body['properties'])) {
    const path = parseArmPath(scope);
    const action = path?.kind === 'resource' ? joined[path.type.toLowerCase()] : undefined;
    if (action === undefined || isAllowed(context, caller, { action, scope })) continue;
    throw refuse(400, 'LinkedAccessCheckFailed', `The client with object id '${caller.principalId}' does not have authorization to perform action '${action}' over scope '${scope}' or the scope is invalid`);
  }
}

/** What a resource is joined to must be in a subscription that the tenant can see. */
export function checkLinkedSubscriptions({ context, path, body }: WriteSubject): void {
  for (const id of idsIn(body['properties'])) {
    const linked = parseArmPath(id);
    if (linked?.kind !== 'resource' || joined[linked.type.toLowerCase()] === undefined) continue;
    if (linked.subscriptionId.toLowerCase() === context.subscriptionId.toLowerCase()) continue;
    throw refuse(403, 'LinkedAuthorizationFailed', `The client has permission to perform action '${path.type}/write' on scope '${path.id}', however the current tenant '${context.tenantId}' is not authorized to access linked subscription '${linked.subscriptionId}'.`);
  }
}

/** What a network resource is joined to is in the same region. What this world has not is not looked for: templates are tried without what they stand on. */
export function checkReferences({ context, path, body }: WriteSubject): void {
  const own = plainRegion(textOf(body, 'location') ?? regionOf(context, path) ?? '');
  for (const id of idsIn(body['properties'])) {
    const linked = parseArmPath(id);
    if (linked?.kind !== 'resource' || joined[linked.type.toLowerCase()] === undefined || resourceIdKey(id).startsWith(`${resourceIdKey(path.id)}/`)) continue;
    const region = findResource(context.db, resourceIdKey(id)) === undefined ? undefined : regionOf(context, linked);
    if (region === undefined || own === '' || plainRegion(region) === own) continue;
    throw refuseWithDetails('InvalidResourceReference', `Resource ${id} referenced by resource ${path.id} was not found. Please make sure that the referenced resource exists, and that both resources are in the same region.`);
  }
}

/** Region of a resource, or of what it lies in. */
function regionOf(context: LocalContext, path: ResourcePath): string | undefined {
  const own = textOf(findResource(context.db, resourceIdKey(path.id))?.body, 'location');
  const parent = parentOf(path);
  return own ?? (parent === undefined ? undefined : regionOf(context, parent));
}

/** A connection of a private endpoint is decided once. */
export function checkConnectionDecision({ before, body }: WriteSubject): void {
  const status = 'properties.privateLinkServiceConnectionState.status';
  const was = textOf(before?.body, status);
  if (was === undefined || was === 'Pending' || textOf(body, status) === undefined) return;
  throw refuse(400, 'PrivateEndpointConnectionStatusNotPending', 'Private Endpoint Connection Status is not Pending');
}
