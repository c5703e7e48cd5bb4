import { immutable } from '../live-rules.ts';
import { textAt } from '../json-path.ts';
import { usualTags } from '../tag-support.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule, ownName } from '../naming-rules.ts';
import type { LocalBehaviour, NamingRule, ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

const zoneName = /^(?=.{1,253}$)[\w-]{1,63}(?:\.[\w-]{1,63}){1,33}$/;
const recordName: NamingRule = ownName(1, 253, /^(?:@|\*|[\w*-]{1,63}(?:\.[\w*-]{1,63})*)$/);

/** Zones are named by their domain: there is nothing to abbreviate. */
const zoneNaming: NamingRule = namingRule({
  abbreviation: 'dns',
  minLength: 3,
  maxLength: 253,
  pattern: zoneName,
  unique: 'resourceGroup',
  separator: '-',
});

/** @see https://learn.microsoft.com/azure/dns/dns-zones-records */
export function dnsZone(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Network/dnsZones',
    apiVersion: '2018-05-01',
    title: 'dns zone',
    stack: 'network',
    naming: zoneNaming,
    location: 'global',
    immutable: [immutable('properties.zoneType', 'a public zone stays public')],
    allowed: { 'properties.zoneType': ['Public', 'Private'] },
    settle: {
      defaults: { properties: { maxNumberOfRecordSets: 10_000, maxNumberOfRecordsPerRecordSet: null, zoneType: 'Public' } },
      outputs: {
        'etag': '{guid:etag}',
        'properties.numberOfRecordSets': 2,
        'properties.nameServers': ['ns1-01.azure-dns.com.', 'ns2-01.azure-dns.net.', 'ns3-01.azure-dns.org.', 'ns4-01.azure-dns.info.'],
      },
      provisioning: false,
    },
    local: { duration: 'seconds', answers: { create: '201 none', update: '200 none', delete: '202 async-operation' } },
  });
}

function record(kind: string, more: SettleRules): ResourceKind {
  return modelledKind({
    type: `Microsoft.Network/dnsZones/${kind}`,
    apiVersion: '2018-05-01',
    title: `${kind} record`,
    stack: 'network',
    naming: recordName,
    settle: {
      defaults: { properties: { targetResource: {}, ...more.defaults } },
      conditional: [
        { when: { apiVersion: '>=2023-07-01' }, defaults: { properties: { trafficManagementProfile: {} } } },
        ...(more.conditional ?? []),
      ],
      outputs: { 'etag': '{guid:etag}', 'properties.fqdn': '{name}.{rootName}.' },
      ...(more.computed === undefined ? {} : { computed: more.computed }),
    },
    local: { duration: 'instant', answers: { create: '201 none', update: '200 none', delete: '200 none' } },
  });
}

/** A record that leads to a traffic manager profile lives as long as the profile says: half a minute unless it says otherwise. */
const followsTraffic: SettleRules = {
  conditional: [{
    when: { 'properties.targetResource.id': '{absent}', 'properties.trafficManagementProfile.id': '{absent}' },
    defaults: { properties: { ARecords: [] } },
  }],
  computed: (body) => {
    const target = `${textAt(body, 'properties.targetResource.id', '')} ${textAt(body, 'properties.trafficManagementProfile.id', '')}`;
    return /\/trafficManagerProfiles\//i.test(target) ? { properties: { TTL: 30 } } : {};
  },
};

/** @see https://learn.microsoft.com/azure/dns/dns-alias */
export function addressRecord(): ResourceKind {
  return record('A', followsTraffic);
}
/** @see https://learn.microsoft.com/azure/dns/dns-zones-records#cname-records */
export function cnameRecord(): ResourceKind {
  return record('CNAME', {});
}
/** @see https://learn.microsoft.com/azure/dns/dns-zones-records#txt-records */
export function textRecord(): ResourceKind {
  return record('TXT', { defaults: { TXTRecords: [] } });
}

/** Private zones and their links: every change is accepted first. */
const acceptedThroughout: Partial<LocalBehaviour> = {
  duration: 'seconds',
  asyncStyle: 'async-operation',
  answers: { create: '202 async-operation', update: '202 async-operation', patch: '202 async-operation', delete: '202 async-operation' },
};

/** @see https://learn.microsoft.com/azure/dns/private-dns-overview */
export function privateDnsZone(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Network/privateDnsZones',
    apiVersion: '2024-06-01',
    title: 'private dns zone',
    stack: 'network',
    naming: zoneNaming,
    location: 'global',
    settle: {
      defaults: {
        properties: {
          maxNumberOfRecordSets: 25_000,
          maxNumberOfVirtualNetworkLinks: 1_000,
          maxNumberOfVirtualNetworkLinksWithRegistration: 100,
          numberOfVirtualNetworkLinks: 0,
          numberOfVirtualNetworkLinksWithRegistration: 0,
        },
      },
      outputs: { 'etag': '{guid:etag}', 'properties.numberOfRecordSets': 1 },
      tags: false,
    },
    local: acceptedThroughout,
  });
}

/** A child with tags and a location of its own. @see https://learn.microsoft.com/azure/dns/private-dns-virtual-network-links */
export function virtualNetworkLink(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Network/privateDnsZones/virtualNetworkLinks',
    apiVersion: '2024-06-01',
    title: 'virtual network link',
    stack: 'network',
    naming: ownName(1, 80, /^[A-Za-z0-9](?:[\w.-]{0,78}\w)?$/),
    tags: usualTags,
    location: 'global',
    immutable: [immutable('properties.virtualNetwork', 'a link leads to one network for good')],
    settle: { defaults: { properties: { virtualNetworkLinkState: 'Completed' } }, outputs: { etag: '"{guid:etag}"' }, tags: false },
    local: acceptedThroughout,
  });
}

/** @see https://learn.microsoft.com/rest/api/dns/privatedns/record-sets/create-or-update */
export function privateAddressRecord(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Network/privateDnsZones/A',
    apiVersion: '2024-06-01',
    title: 'private A record',
    stack: 'network',
    naming: recordName,
    settle: {
      defaults: { properties: { aRecords: [], isAutoRegistered: false } },
      outputs: { 'etag': '{guid:etag}', 'properties.fqdn': '{name}.{rootName}.' },
      provisioning: false,
    },
    local: { duration: 'instant', answers: { create: '201 none', update: '200 none', patch: '200 none', delete: '200 none' } },
  });
}
