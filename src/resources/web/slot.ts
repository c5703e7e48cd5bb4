import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import { siteLive } from '../site-config.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { siteRules } from './site-body.ts';

/** Slots need a plan of the standard tier at least, and that has these logs. */
const slotLogs = 'AppServiceAppLogs,AppServiceAuditLogs,AppServiceConsoleLogs,AppServiceHTTPLogs,AppServiceIPSecAuditLogs,AppServicePlatformLogs,ScanLogs';

/** @see https://learn.microsoft.com/azure/app-service/deploy-staging-slots */
export function slot(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/sites/slots',
    apiVersion: '2025-03-01',
    title: 'deployment slot',
    naming: ownName(1, 59, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
    location: 'required',
    allowed: {
      'properties.clientCertMode': ['Required', 'Optional', 'OptionalInteractiveUser'],
      'properties.redundancyMode': ['None', 'Manual', 'Failover', 'ActiveActive', 'GeoRedundant'],
      'properties.siteConfig.managedPipelineMode': ['Integrated', 'Classic'],
    },
    live: siteLive,
    settle: {
      ...siteRules,
      conditional: [
        {
          when: { kind: '~functionapp' },
          defaults: { properties: { eligibleLogCategories: 'FunctionAppLogs,AppServiceAuthenticationLogs' } },
        },
        { when: {}, defaults: { properties: { httpsOnly: false, eligibleLogCategories: slotLogs } } },
        ...(siteRules.conditional ?? []),
      ],
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
