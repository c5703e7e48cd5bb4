import type { KindMaker } from '../kind-maker.ts';
import { addressRecord, cnameRecord, dnsZone, privateAddressRecord, privateDnsZone, textRecord, virtualNetworkLink } from './dns-zone.ts';
import { privateDnsZoneGroup, privateEndpoint } from './private-endpoint.ts';
import { bastionHost, natGateway, publicAddress } from './public-address.ts';
import { networkSecurityGroup, routeTable, securityRule } from './security-group.ts';
import { subnet, virtualNetwork, virtualNetworkPeering } from './virtual-network.ts';

/** Kinds of this folder, in the order of their files. */
export const networkKinds: readonly KindMaker[] = [
  addressRecord,
  cnameRecord,
  dnsZone,
  privateAddressRecord,
  privateDnsZone,
  textRecord,
  virtualNetworkLink,
  privateDnsZoneGroup,
  privateEndpoint,
  bastionHost,
  natGateway,
  publicAddress,
  networkSecurityGroup,
  routeTable,
  securityRule,
  subnet,
  virtualNetwork,
  virtualNetworkPeering,
];
