import { modelledKind } from '../modelled-kind.ts';
import { fixedName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { requiredCorsProperties } from '../storage-services.ts';

/** One of each account, always there. @see https://learn.microsoft.com/rest/api/storagerp/file-services */
export function fileService(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Storage/storageAccounts/fileServices',
    apiVersion: '2025-06-01',
    title: 'file service',
    stack: 'data',
    naming: fixedName('default'),
    required: requiredCorsProperties,
    settle: {
      within: { 'properties.shareDeleteRetentionPolicy': { days: 0 } },
      conditional: [
        {
          when: { answer: 'GET' },
          defaults: {
            sku: { name: 'Standard_LRS', tier: 'Standard' },
            properties: { cors: { corsRules: [] }, protocolSettings: { smb: {} } },
          },
        },
      ],
      provisioning: false,
    },
    local: { answers: { create: '200 none', update: '200 none' }, implicit: ['default'] },
  });
}
