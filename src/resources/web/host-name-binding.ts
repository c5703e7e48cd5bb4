import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/sites/hostnamebindings */
export function hostNameBinding(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/sites/hostNameBindings',
    allowed: { 'properties.sslState': ['Disabled', 'SniEnabled', 'IpBasedEnabled'], 'properties.hostNameType': ['Verified', 'Managed'], 'properties.customHostNameDnsRecordType': ['CName', 'A'], 'properties.azureResourceType': ['Website', 'TrafficManager'] },
    naming: ownName(1, 253, /^(?:\*\.)?[\w-]+(?:\.[\w-]+)*$/),
    apiVersion: '2025-03-01',
    title: 'host name binding',
    settle: {
      outputs: { location: '{Location}' }, defaults: { properties: { domainId: null, hostNameType: 'Verified' } }, location: 'display', provisioning: false },
    local: { answers: { create: '200 none' } },
  });
}
