import { modelledKind } from '../modelled-kind.ts';
import { fixedName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.sql/servers/auditingsettings */
export function auditingSetting(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Sql/servers/auditingSettings',
    apiVersion: '2025-01-01',
    title: 'sql auditing',
    stack: 'data',
    naming: fixedName('default'),
    required: ['properties.state'],
    allowed: { 'properties.state': ['Enabled', 'Disabled'] },
    sensitive: ['properties.storageAccountAccessKey'],
    settle: {
      defaults: {
        properties: {
          auditActionsAndGroups: [
            'SUCCESSFUL_DATABASE_AUTHENTICATION_GROUP',
            'FAILED_DATABASE_AUTHENTICATION_GROUP',
            'BATCH_COMPLETED_GROUP',
          ],
          isAzureMonitorTargetEnabled: false,
          isStorageSecondaryKeyInUse: false,
          retentionDays: 0,
        },
      },
      conditional: [{ when: { apiVersion: '>=2021-11-01' }, defaults: { properties: { isManagedIdentityInUse: false } } }],
      dropped: ['properties.storageAccountAccessKey'],
      provisioning: false,
    },
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '202 async-operation', update: '202 async-operation' },
    },
  });
}
