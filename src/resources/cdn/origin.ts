import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.cdn/profiles/origingroups/origins */
export function origin(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cdn/profiles/originGroups/origins',
    apiVersion: '2025-12-01',
    title: 'origin',
    stack: 'frontend',
    naming: ownName(1, 260, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
    requiredNew: ['properties.hostName'],
    settle: {
      defaults: {
        properties: {
          deploymentStatus: 'NotStarted',
          enabledState: 'Enabled',
          enforceCertificateNameCheck: false,
          httpsPort: 443,
          originHostHeader: null,
          priority: 1,
          sharedPrivateLinkResource: null,
          weight: 50,
        },
      },
      within: { 'properties.sharedPrivateLinkResource': { status: null } },
    },
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '202 async-operation', delete: '202 async-operation' },
      putKeepsOmitted: ['properties.httpsPort', 'properties.enabledState'],
    },
  });
}
