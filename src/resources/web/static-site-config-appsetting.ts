import { modelledKind } from '../modelled-kind.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/staticsites/config */
export function staticSiteConfigAppsetting(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/staticSites/config',
    named: 'appsettings',
    apiVersion: '2025-03-01',
    title: 'static site settings',
    stack: 'frontend',
    settle: {
      outputs: { location: '{Location}' }, location: 'display', provisioning: false },
    local: { answers: { create: '200 none', update: '200 none' }, actions: { list: 'properties' }, implicit: ['appsettings'] },
  });
}
