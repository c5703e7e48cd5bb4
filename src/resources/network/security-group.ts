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
    {
      type: group,
      apiVersion,
      title: 'network security group',
      naming: networkNaming('nsg'),
      ...ruleProperties('properties.securityRules[].properties'),
      arrayKeys: { 'properties.securityRules': 'name' },
      diagnostics: 'logs-only',
    },
    {
      defaults: { properties: { securityRules: [] } },
      outputs: ownGuid ?? {},
      computed: (body, facts) => {
        const part = mapAt(body, 'properties.securityRules[]', ofObjects((rule): Json => {
          return networkPart(settledSecurityRule(rule), `${facts.id}/securityRules/${textAt(rule, 'name', '')}`, networkTag(facts), `${group}/securityRules`);
        }));
        return mapAt(part, 'properties', ofObjects((properties) => ({
          ...properties,
          defaultSecurityRules: defaultSecurityRules(facts.id, networkTag(facts)),
        })));
      },
    },
  );
}

/** What a rule has to say, by the path of its properties: in the list of its group, or by itself. */
function ruleProperties(path: string): Pick<ResourceKind, 'required' | 'allowed'> {
  const side = (name: string): string => ['AddressPrefix', 'AddressPrefixes', 'ApplicationSecurityGroups'].map((form) => `${path}.${name}${form}`).join(' | ');
  return {
    required: [...['protocol', 'access', 'direction', 'priority'].map((name) => `${path}.${name}`), side('source'), side('destination')],
    allowed: {
      [`${path}.protocol`]: ['Icmp', 'Tcp', 'Udp', 'Esp', 'Ah', '*'],
      [`${path}.access`]: ['Allow', 'Deny'],
      [`${path}.direction`]: ['Inbound', 'Outbound'],
    },
  };
}

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/security-rules/create-or-update */
export function securityRule(): ResourceKind {
  return networkKind({
    type: `${group}/securityRules`,
    apiVersion,
    title: 'security rule',
    naming: networkNaming(''),
    ...ruleProperties('properties'),
  }, { computed: settledSecurityRule });
}

/** @see https://learn.microsoft.com/azure/virtual-network/virtual-networks-udr-overview */
export function routeTable(): ResourceKind {
  return networkKind(
    {
      type: 'Microsoft.Network/routeTables',
      apiVersion,
      title: 'route table',
      naming: networkNaming('rt'),
      required: ['properties.routes[].properties.nextHopType'],
      arrayKeys: { 'properties.routes': 'name' },
    },
    {
      defaults: { properties: { disableBgpRoutePropagation: false, routes: [] } },
      outputs: ownGuid ?? {},
      computed: (body, facts) =>
        mapAt(body, 'properties.routes[]', ofObjects((route): Json => networkPart(route, `${facts.id}/routes/${textAt(route, 'name', '')}`, networkTag(facts), 'Microsoft.Network/routeTables/routes'))),
    },
  );
}
