import { modelledKind } from '../modelled-kind.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/sites/config */
export function log(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/sites/config',
    named: 'logs',
    apiVersion: '2025-03-01',
    title: 'app log settings',
    allowed: {
      'properties.applicationLogs.fileSystem.level': ['Off', 'Verbose', 'Information', 'Warning', 'Error'],
      'properties.applicationLogs.azureTableStorage.level': ['Off', 'Verbose', 'Information', 'Warning', 'Error'],
      'properties.applicationLogs.azureBlobStorage.level': ['Off', 'Verbose', 'Information', 'Warning', 'Error'],
    },
    settle: {
      defaults: {
        properties: {
          applicationLogs: {
            azureBlobStorage: { level: 'Off', retentionInDays: null },
            azureTableStorage: { level: 'Off' },
            fileSystem: { level: 'Off' },
          },
          detailedErrorMessages: { enabled: false },
          failedRequestsTracing: { enabled: false },
          httpLogs: { azureBlobStorage: { enabled: false, retentionInDays: 3 } },
        },
      },
      normalised: { 'properties.applicationLogs.fileSystem.level': ['Off', 'Verbose'] },
      outputs: {
        'properties.applicationLogs.azureBlobStorage.sasUrl': null,
        'properties.applicationLogs.azureTableStorage.sasUrl': null,
        'properties.httpLogs.azureBlobStorage.sasUrl': null,
      },
      location: 'display',
      provisioning: false,
    },
    local: { answers: { create: '200 none' }, implicit: ['logs'] },
  });
}
