import { immutable, liveRules, risesThrough } from '../live-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { networkKind, networkNaming, ownGuid, partOutputs } from './network-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

const apiVersion = '2025-09-01';

/**
 * The basic tier has ended: an address without a tier is a standard one. The number is out of the range for documentation.
 * @see https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses
 */
export function publicAddress(): ResourceKind {
  return networkKind(
    {
      type: 'Microsoft.Network/publicIPAddresses',
      apiVersion,
      title: 'public address',
      naming: networkNaming('pip'),
      immutable: [
        immutable('sku.name', 'the tier of an address only rises, from Basic to Standard', [{ from: 'Basic', to: 'Standard' }]),
        immutable('sku.tier', 'an address stays regional or global'),
        immutable('zones', 'the zones of an address are fixed when it is made'),
        immutable('properties.publicIPAddressVersion', 'the version of an address is fixed when it is made'),
      ],
      allowed: {
        'sku.name': ['Basic', 'Standard', 'StandardV2'],
        'sku.tier': ['Regional', 'Global'],
        'properties.publicIPAllocationMethod': ['Static', 'Dynamic'],
        'properties.publicIPAddressVersion': ['IPv4', 'IPv6'],
      },
      // An address in some zones may be given the others.
      live: liveRules({ added: { zones: ['1', '2', '3'] } }),
      checks: { quota: { path: 'Microsoft.Network/locations/{location}/usages', apiVersion: '2023-09-01', counter: 'PublicIPAddresses' } },
    },
    publicAddressRules(),
  );
}

function publicAddressRules(): SettleRules {
  return {
    defaults: { sku: { name: 'Standard' }, properties: { idleTimeoutInMinutes: 4, ipTags: [] } },
    conditional: [
      { when: { apiVersion: '>=2020-08-01' }, defaults: { sku: { tier: 'Regional' }, properties: { publicIPAddressVersion: 'IPv4' } } },
      { when: { apiVersion: '>=2022-05-01' }, defaults: { properties: { ddosSettings: { protectionMode: 'VirtualNetworkInherited' } } } },
      { when: { 'sku.name': 'Standard' }, defaults: { properties: { publicIPAllocationMethod: 'Static' } } },
      { when: { 'sku.name': 'Basic' }, defaults: { properties: { publicIPAllocationMethod: 'Dynamic' } } },
      {
        when: { 'sku.name': 'Standard', 'properties.publicIPAllocationMethod': ['Static', '{absent}'] },
        outputs: { 'properties.ipAddress': '203.0.113.10' },
      },
      {
        when: { 'sku.name': 'Basic', 'properties.publicIPAllocationMethod': 'Static' },
        outputs: { 'properties.ipAddress': '203.0.113.10' },
      },
      {
        when: { 'properties.dnsSettings.domainNameLabel': '{present}' },
        outputs: { 'properties.dnsSettings.fqdn': '{body.properties.dnsSettings.domainNameLabel}.{location}.cloudapp.azure.com' },
      },
    ],
    outputs: ownGuid ?? {},
  };
}

/** @see https://learn.microsoft.com/azure/nat-gateway/nat-overview */
export function natGateway(): ResourceKind {
  return networkKind(
    {
      type: 'Microsoft.Network/natGateways',
      apiVersion,
      title: 'nat gateway',
      naming: networkNaming('ng'),
      immutable: [
        immutable('sku.name', 'a gateway cannot be raised to the newer kind'),
        immutable('zones', 'the zones of a gateway are fixed when it is made'),
      ],
      allowed: { 'sku.name': ['Standard', 'StandardV2'] },
    },
    {
      defaults: { sku: { name: 'Standard', tier: 'Regional' }, properties: { idleTimeoutInMinutes: 4 } },
      conditional: [{ when: { 'apiVersion': '>=2025-03-01', 'sku.name': 'StandardV2' }, defaults: { properties: { scope: 'Public' } } }],
      outputs: ownGuid ?? {},
    },
  );
}

/** @see https://learn.microsoft.com/azure/bastion/bastion-overview */
export function bastionHost(): ResourceKind {
  return networkKind(
    {
      type: 'Microsoft.Network/bastionHosts',
      apiVersion,
      title: 'bastion',
      naming: networkNaming('bas'),
      immutable: [immutable('sku.name', 'the SKU of a bastion only rises', risesThrough('Developer', 'Basic', 'Standard', 'Premium'))],
      required: ['properties.ipConfigurations[].properties.subnet'],
      allowed: { 'sku.name': ['Basic', 'Standard', 'Developer', 'Premium'] },
      local: { duration: 'minutes' },
    },
    {
      defaults: { sku: { name: 'Standard' }, properties: { ipConfigurations: [], scaleUnits: 2 } },
      within: { 'properties.ipConfigurations[].properties': { privateIPAllocationMethod: 'Dynamic' } },
      conditional: [
        { when: { 'sku.name': 'Developer' }, outputs: { 'properties.dnsName': 'omnibrain.{location}.bastionglobal.azure.com' } },
        { when: { 'sku.name': ['Basic', 'Standard', 'Premium'] }, outputs: { 'properties.dnsName': 'bst-{guid:dns}.bastion.azure.com' } },
      ],
      outputs: partOutputs('properties.ipConfigurations', 'bastionHostIpConfigurations', 'Microsoft.Network/bastionHosts/bastionHostIpConfigurations'),
    },
  );
}
