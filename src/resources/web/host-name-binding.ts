import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/sites/hostnamebindings */
export function hostNameBinding(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/sites/hostNameBindings',
    apiVersion: '2025-03-01',
    title: 'host name binding',
    naming: ownName(1, 253, /^(?:\*\.)?[\w-]+(?:\.[\w-]+)*$/),
    allowed: {
      'properties.sslState': ['Disabled', 'SniEnabled', 'IpBasedEnabled'],
      'properties.hostNameType': ['Verified', 'Managed'],
      'properties.customHostNameDnsRecordType': ['CName', 'A'],
      'properties.azureResourceType': ['Website', 'TrafficManager'],
    },
    settle: {
      defaults: { properties: { domainId: null, hostNameType: 'Verified' } }, outputs: { location: '{Location}' }, location: 'display', provisioning: false },
    local: { answers: { create: '200 none' } },
  });
}
