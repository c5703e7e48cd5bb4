import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { mapAt, ofObjects } from '../body-paths.ts';
import { textAt } from '../json-path.ts';
import { fillDefaults } from '../settled-body.ts';

const join = 'Microsoft.Network/virtualNetworks/subnets/join/action';

/** What a delegated service may do in the subnet, where it is more or other than to join it. */
const delegatedActions: Readonly<Record<string, readonly string[]>> = {
  'microsoft.web/serverfarms': ['Microsoft.Network/virtualNetworks/subnets/action'],
  'microsoft.containerinstance/containergroups': ['Microsoft.Network/virtualNetworks/subnets/action'],
  'microsoft.netapp/volumes': ['Microsoft.Network/networkinterfaces/*', join],
  'microsoft.sql/managedinstances': [
    join,
    'Microsoft.Network/virtualNetworks/subnets/prepareNetworkPolicies/action',
    'Microsoft.Network/virtualNetworks/subnets/unprepareNetworkPolicies/action',
  ],
};

/** The part of a network resource that has an id, an entity tag and a state of its own. */
export function networkPart(part: JsonObject, id: string, etag: string, type: string): JsonObject {
  const properties = isJsonObject(part['properties']) ? part['properties'] : {};
  return { ...part, id, etag, type, properties: { ...properties, provisioningState: 'Succeeded' } };
}

/** The entity tag of a network resource. */
export function networkTag(facts: { readonly guid: (label: string) => string }): string {
  return `W/"${facts.guid('etag')}"`;
}

/**
 * A subnet as its GET shows it, below `properties`: defaults, delegations with what they allow, service endpoints with their
 * regions. A single prefix is returned as `addressPrefix`, however it was sent.
 * @param subnet Body with `properties`. @param id Id of the subnet. @param etag Entity tag of the network.
 * @see https://learn.microsoft.com/azure/virtual-network/subnet-delegation-overview
 */
export function settledSubnet(subnet: JsonObject, id: string, etag: string): JsonObject {
  const filled = fillDefaults(subnet, {
    properties: { delegations: [], privateEndpointNetworkPolicies: 'Disabled', privateLinkServiceNetworkPolicies: 'Enabled' },
  });
  const prefixed = mapAt(filled, 'properties', ofObjects(withOnePrefix));
  const delegated = mapAt(prefixed, 'properties.delegations[]', ofObjects((part) => settledDelegation(part, id, etag)));
  return mapAt(
    delegated,
    'properties.serviceEndpoints[]',
    ofObjects((endpoint) => ({ ...fillDefaults(endpoint, { locations: ['*'] }), provisioningState: 'Succeeded' })),
  );
}

function withOnePrefix(properties: JsonObject): JsonObject {
  const { addressPrefixes, ...rest } = properties;
  const only: Json | undefined = Array.isArray(addressPrefixes) && addressPrefixes.length === 1 ? (addressPrefixes as readonly Json[])[0] : undefined;
  return only === undefined ? properties : { addressPrefix: only, ...rest };
}

function settledDelegation(part: JsonObject, id: string, etag: string): JsonObject {
  const service = textAt(part, 'properties.serviceName', '');
  const named = networkPart(part, `${id}/delegations/${textAt(part, 'name', '')}`, etag, 'Microsoft.Network/virtualNetworks/subnets/delegations');
  return fillDefaults(named, { properties: { actions: delegatedActions[service.toLowerCase()] ?? [join] } });
}
