import { immutable } from '../live-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { networkKind, networkNaming, ownGuid, partOutputs } from './network-kind.ts';
import { settledConnections } from './private-endpoint-body.ts';

const apiVersion = '2025-09-01';
const endpoint = 'Microsoft.Network/privateEndpoints';

/**
 * Whether the owner of the service has approved a connection that asks for it, and in which words, is not known here.
 * @see https://learn.microsoft.com/azure/private-link/private-endpoint-overview
 */
export function privateEndpoint(): ResourceKind {
  return networkKind(
    {
      type: endpoint,
      apiVersion,
      title: 'private endpoint',
      naming: networkNaming('pep'),
      immutable: [immutable('properties.subnet', 'an endpoint stays in the subnet it was made in')],
      requiredNew: ['properties.subnet'],
    },
    {
      defaults: {
        properties: {
          customNetworkInterfaceName: '',
          ipConfigurations: [],
          manualPrivateLinkServiceConnections: [],
          privateLinkServiceConnections: [],
          customDnsConfigs: [],
        },
      },
      conditional: [
        { when: { apiVersion: '>=2025-03-01' }, defaults: { properties: { ipVersionType: 'IPv4' } } },
        {
          when: { 'properties.customNetworkInterfaceName': '' },
          outputs: {
            'properties.networkInterfaces': [{ id: '/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Network/networkInterfaces/{name}.nic.{guid:nic}' }],
          },
        },
      ],
      dropped: ['properties.subnet.properties'],
      outputs: ownGuid ?? {},
      computed: settledConnections,
    },
  );
}

/** The records it makes appear when the endpoint has addresses; there are none here. @see https://learn.microsoft.com/azure/private-link/private-endpoint-dns-integration */
export function privateDnsZoneGroup(): ResourceKind {
  return networkKind(
    { type: `${endpoint}/privateDnsZoneGroups`, apiVersion, title: 'private dns zone group', naming: networkNaming('') },
    {
      within: { 'properties.privateDnsZoneConfigs[].properties': { recordSets: [] } },
      outputs: partOutputs('properties.privateDnsZoneConfigs', 'privateDnsZoneConfigs', `${endpoint}/privateDnsZoneGroups/privateDnsZoneConfigs`),
    },
  );
}
