import { modelledKind } from '../modelled-kind.ts';
import type { ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.web/certificates */
export function certificate(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Web/certificates',
    apiVersion: '2025-03-01',
    title: 'app certificate',
    holdsData: true,
    settle: certificateRules(),
    local: { answers: { create: '200 none', delete: '200 none' } },
  });
}

function certificateRules(): SettleRules {
  return {
    defaults: {
      properties: {
        cerBlob: null,
        friendlyName: '',
        hostingEnvironment: null,
        hostingEnvironmentProfile: null,
        issuer: '*.azurewebsites.net',
        keyVaultId: '',
        keyVaultSecretName: '',
        pfxBlob: null,
        publicKeyHash: null,
        siteName: null,
        subjectName: '*.azurewebsites.net',
        tags: null,
        toDelete: null,
        valid: null,
      },
    },
    nulled: ['properties.password', 'properties.pfxBlob', 'properties.serverFarmId'],
    normalised: { 'properties.keyVaultId': 'arm-id' },
    outputs: {
      'properties.expirationDate': '{time}',
      'properties.hostNames': ['*.azurewebsites.net'],
      'properties.issueDate': '{time}',
      'properties.resourceGroup': '{group}',
      'properties.selfLink': null,
      'properties.thumbprint': '{hex}',
      'properties.webSpace': '{group}-{location}webspace',
    },
    location: 'display',
    tags: false,
    provisioning: false,
  };
}
