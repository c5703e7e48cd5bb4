import { modelledKind } from '../modelled-kind.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/sites/slots/config */
export function configAppsetting(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/sites/slots/config',
    named: 'appsettings',
    apiVersion: '2025-03-01',
    title: 'slot app settings',
    settle: { dropped: ['kind'], location: 'display', provisioning: false },
    local: { answers: { create: '200 none', update: '200 none' }, actions: { list: 'properties' }, implicit: ['appsettings'] },
  });
}
