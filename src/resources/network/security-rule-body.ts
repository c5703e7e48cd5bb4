import type { JsonObject } from '../../model/json.ts';
import { inCaseOf, mapAt } from '../body-paths.ts';
import { fillDefaults } from '../settled-body.ts';
import { networkPart } from './subnet-body.ts';

const empty: JsonObject = { sourcePortRanges: [], destinationPortRanges: [], sourceAddressPrefixes: [], destinationAddressPrefixes: [] };

/** A security rule as its GET shows it: lists that were not sent are empty, words are in Azure's letter case. */
export function settledSecurityRule(rule: JsonObject): JsonObject {
  const filled = fillDefaults(rule, { properties: empty });
  const access = mapAt(filled, 'properties.access', inCaseOf('Allow', 'Deny'));
  return mapAt(access, 'properties.direction', inCaseOf('Inbound', 'Outbound'));
}

type DefaultRule = readonly [name: string, description: string, from: string, to: string, access: string, priority: number, direction: string];

/**
 * The rules that every group has.
 * @see https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#default-security-rules
 */
const rules: readonly DefaultRule[] = [
  ['AllowVnetInBound', 'Allow inbound traffic from all VMs in VNET', 'VirtualNetwork', 'VirtualNetwork', 'Allow', 65_000, 'Inbound'],
  ['AllowAzureLoadBalancerInBound', 'Allow inbound traffic from azure load balancer', 'AzureLoadBalancer', '*', 'Allow', 65_001, 'Inbound'],
  ['DenyAllInBound', 'Deny all inbound traffic', '*', '*', 'Deny', 65_500, 'Inbound'],
  [
    'AllowVnetOutBound',
    'Allow outbound traffic from all VMs to all VMs in VNET',
    'VirtualNetwork',
    'VirtualNetwork',
    'Allow',
    65_000,
    'Outbound',
  ],
  ['AllowInternetOutBound', 'Allow outbound traffic from all VMs to Internet', '*', 'Internet', 'Allow', 65_001, 'Outbound'],
  ['DenyAllOutBound', 'Deny all outbound traffic', '*', '*', 'Deny', 65_500, 'Outbound'],
];

/** The default rules of the group with this id. */
export function defaultSecurityRules(group: string, etag: string): readonly JsonObject[] {
  return rules.map(([name, description, sourceAddressPrefix, destinationAddressPrefix, access, priority, direction]) => {
    const properties = {
      description,
      protocol: '*',
      sourcePortRange: '*',
      destinationPortRange: '*',
      sourceAddressPrefix,
      destinationAddressPrefix,
      access,
      priority,
      direction,
      ...empty,
    };
    return networkPart({ name, properties }, `${group}/defaultSecurityRules/${name}`, etag, 'Microsoft.Network/networkSecurityGroups/defaultSecurityRules');
  });
}
