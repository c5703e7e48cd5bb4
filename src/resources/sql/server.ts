import { immutable } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { fixedName, namingRule } from '../naming-rules.ts';
import type { LocalBehaviour, ResourceKind } from '../resource-kind.ts';

const apiVersion = '2025-01-01';
const server = 'Microsoft.Sql/servers';
const slow: LocalBehaviour['answers'] = { create: '202 async-operation', update: '202 async-operation', delete: '202 async-operation' };

/** @see https://learn.microsoft.com/rest/api/sql/servers/create-or-update */
export function sqlServer(): ResourceKind {
  return modelledKind({
    type: server,
    requiredNew: ['properties.administratorLogin | properties.administrators'],
    apiVersion,
    title: 'sql server',
    checks: {
      name: { asks: 'post', path: 'Microsoft.Sql/checkNameAvailability', apiVersion: '2023-08-01', type: 'Microsoft.Sql/servers' },
      quota: { path: 'Microsoft.Sql/locations/{location}/usages', apiVersion: '2023-08-01', counter: 'ServerQuota' },
    },
    stack: 'data',
    holdsData: true,
    naming: namingRule({ abbreviation: 'sql', minLength: 1, maxLength: 63, fitLength: 40, pattern: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i, unique: 'global', lowerCase: true }),
    immutable: [immutable('properties.administratorLogin', 'the name of the administrator is fixed when a server is made')],
    sensitive: ['properties.administratorLoginPassword'],
    settle: {
      tags: false,
      provisioning: false,
      defaults: {
        kind: 'v12.0',
        properties: {
          version: '12.0',
          state: 'Ready',
          privateEndpointConnections: [],
          publicNetworkAccess: 'Enabled',
          restrictOutboundNetworkAccess: 'Disabled',
        },
      },
      conditional: [
        { when: { apiVersion: '>=2021-11-01' }, defaults: { properties: { minimalTlsVersion: '1.2' } } },
        { when: { apiVersion: '>=2022-08-01' }, defaults: { properties: { externalGovernanceStatus: 'Disabled' } } },
        { when: { apiVersion: '>=2025-01-01' }, defaults: { properties: { retentionDays: -1 } } },
      ],
      normalised: { 'properties.administrators': 'drop-empty' },
      dropped: ['properties.administratorLoginPassword'],
      outputs: { 'properties.fullyQualifiedDomainName': '{NAME}.database.windows.net' },
    },
    local: { duration: 'minutes', asyncStyle: 'async-operation', answers: slow },
  });
}

/** @see https://learn.microsoft.com/rest/api/sql/server-azure-ad-administrators/create-or-update */
export function sqlAdministrator(): ResourceKind {
  return modelledKind({
    type: `${server}/administrators`,
    required: ['properties.login', 'properties.sid'],
    apiVersion,
    title: 'sql administrator',
    stack: 'data',
    naming: fixedName('ActiveDirectory'),
    settle: { provisioning: false },
    local: { duration: 'seconds', asyncStyle: 'async-operation', answers: slow },
  });
}

/** @see https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-only-authentication */
export function sqlEntraOnly(): ResourceKind {
  return modelledKind({
    type: `${server}/azureADOnlyAuthentications`,
    required: ['properties.azureADOnlyAuthentication'],
    apiVersion,
    title: 'sql sign-in rule',
    stack: 'data',
    naming: fixedName('Default'),
    settle: { provisioning: false },
    local: { duration: 'seconds', asyncStyle: 'async-operation', answers: slow, implicit: ['Default'] },
  });
}
