import { immutable } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { ownName } from '../naming-rules.ts';
import type { ResourceKind } from '../resource-kind.ts';

/** @see https://learn.microsoft.com/azure/templates/microsoft.cdn/profiles/customdomains */
export function customDomain(): ResourceKind {
  return modelledKind({
    type: 'Microsoft.Cdn/profiles/customDomains',
    apiVersion: '2025-12-01',
    title: 'front door domain',
    stack: 'frontend',
    naming: ownName(1, 260, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
    immutable: [immutable('properties.hostName', 'a custom domain stands for one host name for good')],
    required: ['properties.hostName', 'properties.tlsSettings.certificateType'],
    allowed: {
      'properties.tlsSettings.certificateType': ['CustomerCertificate', 'ManagedCertificate', 'AzureFirstPartyManagedCertificate'],
    },
    settle: {
      defaults: {
        properties: {
          azureDnsZone: null,
          deploymentStatus: 'NotStarted',
          domainValidationState: 'Pending',
          preValidatedCustomDomainResourceId: null,
          tlsSettings: { certificateType: 'ManagedCertificate', minimumTlsVersion: 'TLS12', secret: null },
        },
      },
      conditional: [
        { when: { apiVersion: '>=2023-05-01' }, defaults: { properties: { extendedProperties: null, referencedRoutePaths: null } } },
      ],
      outputs: {
        'properties.validationProperties.expirationDate': '{time}',
        'properties.validationProperties.validationToken': '{hex}',
      },
    },
    local: {
      duration: 'seconds',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', delete: '202 async-operation' },
    },
  });
}
