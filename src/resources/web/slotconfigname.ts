import { modelledKind } from '../modelled-kind.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/sites/config */
export function slotconfigname(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/sites/config',
    named: 'slotconfignames',
    apiVersion: '2025-03-01',
    title: 'slot setting names',
    settle: {
      defaults: { properties: { appSettingNames: [], azureStorageConfigNames: [], connectionStringNames: [] } },
      location: 'display',
      provisioning: false,
    },
    local: { answers: { update: '200 none' }, implicit: ['slotconfignames'] },
  });
}
