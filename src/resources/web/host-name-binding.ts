import { modelledKind } from '../modelled-kind.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/sites/hostnamebindings */
export function hostNameBinding(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/sites/hostNameBindings',
    apiVersion: '2025-03-01',
    title: 'host name binding',
    settle: {
      outputs: { location: '{Location}' }, defaults: { properties: { domainId: null, hostNameType: 'Verified' } }, location: 'display', provisioning: false },
    local: { answers: { create: '200 none' } },
  });
}
