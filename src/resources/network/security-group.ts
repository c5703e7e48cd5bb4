import type { Json } from '../../model/json.ts';
import { mapAt, ofObjects } from '../body-paths.ts';
import { textAt } from '../json-path.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { networkKind, networkNaming, ownGuid } from './network-kind.ts';
import { defaultSecurityRules, settledSecurityRule } from './security-rule-body.ts';
import { networkPart, networkTag } from './subnet-body.ts';

const apiVersion = '2025-09-01';
const group = 'Microsoft.Network/networkSecurityGroups';

/** @see https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview */
export function networkSecurityGroup(): ResourceKind {
  return networkKind(
    { type: group, required: ['properties.securityRules[].properties.protocol', 'properties.securityRules[].properties.access', 'properties.securityRules[].properties.direction', 'properties.securityRules[].properties.priority', 'properties.securityRules[].properties.sourceAddressPrefix | properties.securityRules[].properties.sourceAddressPrefixes | properties.securityRules[].properties.sourceApplicationSecurityGroups', 'properties.securityRules[].properties.destinationAddressPrefix | properties.securityRules[].properties.destinationAddressPrefixes | properties.securityRules[].properties.destinationApplicationSecurityGroups'], allowed: { 'properties.securityRules[].properties.protocol': ['Icmp', 'Tcp', 'Udp', 'Esp', 'Ah', '*'], 'properties.securityRules[].properties.access': ['Allow', 'Deny'], 'properties.securityRules[].properties.direction': ['Inbound', 'Outbound'] }, apiVersion, title: 'network security group', naming: networkNaming('nsg'), arrayKeys: { 'properties.securityRules': 'name' }, diagnostics: 'logs-only' },
    {
      defaults: { properties: { securityRules: [] } },
      outputs: ownGuid ?? {},
      computed: (body, facts) => {
        const part = mapAt(body, 'properties.securityRules[]', ofObjects((rule): Json => {
          return networkPart(settledSecurityRule(rule), `${facts.id}/securityRules/${textAt(rule, 'name', '')}`, networkTag(facts), `${group}/securityRules`);
        }));
        return mapAt(part, 'properties', ofObjects((properties) => ({ ...properties, defaultSecurityRules: defaultSecurityRules(facts.id, networkTag(facts)) })));
      },
    },
  );
}

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/security-rules/create-or-update */
export function securityRule(): ResourceKind {
  return networkKind({ type: `${group}/securityRules`, required: ['properties.protocol', 'properties.access', 'properties.direction', 'properties.priority', 'properties.sourceAddressPrefix | properties.sourceAddressPrefixes | properties.sourceApplicationSecurityGroups', 'properties.destinationAddressPrefix | properties.destinationAddressPrefixes | properties.destinationApplicationSecurityGroups'], allowed: { 'properties.protocol': ['Icmp', 'Tcp', 'Udp', 'Esp', 'Ah', '*'], 'properties.access': ['Allow', 'Deny'], 'properties.direction': ['Inbound', 'Outbound'] }, apiVersion, title: 'security rule', naming: networkNaming('') }, { computed: settledSecurityRule });
}

/** @see https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview */
export function routeTable(): ResourceKind {
  return networkKind(
    { type: 'Microsoft.Network/routeTables', required: ['properties.routes[].properties.nextHopType'], apiVersion, title: 'route table', naming: networkNaming('rt'), arrayKeys: { 'properties.routes': 'name' } },
    {
      defaults: { properties: { disableBgpRoutePropagation: false, routes: [] } },
      outputs: ownGuid ?? {},
      computed: (body, facts) =>
        mapAt(body, 'properties.routes[]', ofObjects((route): Json => networkPart(route, `${facts.id}/routes/${textAt(route, 'name', '')}`, networkTag(facts), 'Microsoft.Network/routeTables/routes'))),
    },
  );
}
