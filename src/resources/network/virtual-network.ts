import type { Json } from '../../model/json.ts';
import { mapAt, ofObjects } from '../body-paths.ts';
import { textAt } from '../json-path.ts';
import { immutable, liveRules } from '../live-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { networkKind, networkNaming, ownGuid } from './network-kind.ts';
import { networkPart, networkTag, settledSubnet } from './subnet-body.ts';

const apiVersion = '2025-09-01';
const network = 'Microsoft.Network/virtualNetworks';

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/virtual-networks/create-or-update */
export function virtualNetwork(): ResourceKind {
  return networkKind(
    {
      type: network,
      apiVersion,
      title: 'virtual network',
      naming: networkNaming('vnet', 64),
      // One prefix in the list is told as the prefix.
      live: liveRules({ omitted: ['properties.subnets.properties.addressPrefixes'] }),
      arrayKeys: { 'properties.subnets': 'name', 'properties.addressSpace.addressPrefixes': '' },
      diagnostics: 'logs',
      checks: { quota: { path: 'Microsoft.Network/locations/{location}/usages', apiVersion: '2023-09-01', counter: 'VirtualNetworks' } },
    },
    {
      defaults: { properties: { subnets: [], virtualNetworkPeerings: [], enableDdosProtection: false } },
      within: { 'properties.dhcpOptions': { dnsServers: [] } },
      conditional: [{ when: { apiVersion: '>=2024-03-01' }, defaults: { properties: { privateEndpointVNetPolicies: 'Disabled' } } }],
      dropped: ['properties.enableVmProtection'],
      outputs: ownGuid ?? {},
      computed: (body, facts) =>
        mapAt(body, 'properties.subnets[]', ofObjects((subnet): Json => {
          const id = `${facts.id}/subnets/${textAt(subnet, 'name', '')}`;
          return networkPart(settledSubnet(subnet, id, networkTag(facts)), id, networkTag(facts), `${network}/subnets`);
        })),
    },
  );
}

/** @see https://learn.microsoft.com/rest/api/virtualnetwork/subnets/create-or-update */
export function subnet(): ResourceKind {
  return networkKind(
    {
      type: `${network}/subnets`,
      apiVersion,
      title: 'subnet',
      naming: networkNaming(''),
      requiredNew: ['properties.addressPrefix | properties.addressPrefixes | properties.ipamPoolPrefixAllocations'],
      live: liveRules({ omitted: ['properties.addressPrefixes'] }),
      arrayKeys: { 'properties.delegations': 'name' },
    },
    { computed: (body, facts) => settledSubnet(body, facts.id, networkTag(facts)) },
  );
}

/**
 * What it says of the other network (its address space, whether it has been peered back) is the other's to know.
 * @see https://learn.microsoft.com/azure/virtual-network/virtual-network-peering-overview
 */
export function virtualNetworkPeering(): ResourceKind {
  return networkKind(
    {
      type: `${network}/virtualNetworkPeerings`,
      apiVersion,
      title: 'network peering',
      naming: networkNaming(''),
      immutable: [immutable('properties.remoteVirtualNetwork', 'a peering leads to one network for good')],
      required: ['properties.remoteVirtualNetwork'],
    },
    {
      defaults: {
        properties: {
          allowVirtualNetworkAccess: true,
          allowForwardedTraffic: false,
          allowGatewayTransit: false,
          useRemoteGateways: false,
          doNotVerifyRemoteGateways: false,
          peeringState: 'Initiated',
          routeServiceVips: {},
        },
      },
      conditional: [
        {
          when: { apiVersion: '>=2022-01-01' },
          defaults: { properties: { peerCompleteVnets: true, peeringSyncLevel: 'RemoteNotInSync' } },
        },
      ],
      outputs: ownGuid ?? {},
    },
  );
}
