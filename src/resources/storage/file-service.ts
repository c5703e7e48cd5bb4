import { modelledKind } from '../modelled-kind.ts';
import { fixedName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** One of each account, always there. @see https://learn.microsoft.com/rest/api/storagerp/file-services */
export function fileService(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Storage/storageAccounts/fileServices',
    required: ['properties.cors.corsRules[].allowedOrigins', 'properties.cors.corsRules[].allowedMethods', 'properties.cors.corsRules[].maxAgeInSeconds', 'properties.cors.corsRules[].exposedHeaders', 'properties.cors.corsRules[].allowedHeaders'],
    naming: fixedName('default'),
    apiVersion: '2025-06-01',
    title: 'file service',
    stack: 'data',
    settle: {
      provisioning: false,
      conditional: [
        {
          when: { answer: 'GET' },
          defaults: { sku: { name: 'Standard_LRS', tier: 'Standard' }, properties: { cors: { corsRules: [] }, protocolSettings: { smb: {} } } },
        },
      ],
      within: { 'properties.shareDeleteRetentionPolicy': { days: 0 } },
    },
    local: { answers: { create: '200 none', update: '200 none' }, implicit: ['default'] },
  });
}
