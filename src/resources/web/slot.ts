import { modelledKind } from '../modelled-kind.ts';
import { hiddenSiteConfig } from '../site-config.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { siteRules } from './site-body.ts';

/** @see https://learn.microsoft.com/azure/app-service/deploy-staging-slots */
export function slot(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/sites/slots',
    apiVersion: '2025-03-01',
    title: 'deployment slot',
    location: 'required',
    live: { writeOnly: hiddenSiteConfig, ignoreCase: [], unordered: [], opaque: ['identity.userAssignedIdentities', 'properties.hostNameSslStates'] },
    settle: {
      ...siteRules,
      conditional: [{ when: {}, defaults: { properties: { httpsOnly: false } } }, ...(siteRules.conditional ?? [])],
      outputs: {
        ...siteRules.outputs,
        'properties.sku': 'Standard',
        'properties.name': '{name}',
        'properties.availabilityState': 'Normal',
        'properties.defaultHostName': '{rootName}-{name}.azurewebsites.net',
        'properties.hostNames': ['{rootName}-{name}.azurewebsites.net'],
        'properties.enabledHostNames': ['{rootName}-{name}.azurewebsites.net', '{rootName}-{name}.scm.azurewebsites.net'],
        'properties.repositorySiteName': '{rootName}',
        'properties.resourceGroup': '{group}',
        'properties.customDomainVerificationId': '{hex}',
        'properties.lastModifiedTimeUtc': '{time}',
      },
    },
    local: { duration: 'seconds', answers: { create: '200 none', update: '200 none', delete: '200 none' } },
  });
}
