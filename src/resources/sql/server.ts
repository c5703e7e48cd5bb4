import { immutable } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { fixedName, namingRule } from '../naming-rules.ts';
import type { LocalBehaviour, ResourceKind } from '../resource-kind.ts';
import type { SettleRules } from '../settle-rules.ts';

const apiVersion = '2025-01-01';
const server = 'Microsoft.Sql/servers';
const slow: LocalBehaviour['answers'] = { create: '202 async-operation', update: '202 async-operation', delete: '202 async-operation' };

/** @see https://learn.microsoft.com/rest/api/sql/servers/create-or-update */
export function sqlServer(): ResourceKind {
  return modelledKind({
    type: server,
    apiVersion,
    title: 'sql server',
    stack: 'data',
    naming: namingRule({
      abbreviation: 'sql',
      minLength: 1,
      maxLength: 63,
      fitLength: 40,
      pattern: /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i,
      unique: 'global',
      lowerCase: true,
    }),
    holdsData: true,
    immutable: [immutable('properties.administratorLogin', 'the name of the administrator is fixed when a server is made')],
    requiredNew: ['properties.administratorLogin | properties.administrators'],
    sensitive: ['properties.administratorLoginPassword'],
    checks: {
      name: { asks: 'post', path: 'Microsoft.Sql/checkNameAvailability', apiVersion: '2023-08-01', type: 'Microsoft.Sql/servers' },
      quota: { path: 'Microsoft.Sql/locations/{location}/usages', apiVersion: '2023-08-01', counter: 'ServerQuota' },
    },
    settle: sqlServerRules(),
    local: { duration: 'minutes', asyncStyle: 'async-operation', answers: slow },
  });
}

function sqlServerRules(): SettleRules {
  return {
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
    dropped: ['properties.administratorLoginPassword'],
    normalised: { 'properties.administrators': 'drop-empty' },
    outputs: { 'properties.fullyQualifiedDomainName': '{NAME}.database.windows.net' },
    tags: false,
    provisioning: false,
  };
}

/** @see https://learn.microsoft.com/rest/api/sql/server-azure-ad-administrators/create-or-update */
export function sqlAdministrator(): ResourceKind {
  return modelledKind({
    type: `${server}/administrators`,
    apiVersion,
    title: 'sql administrator',
    stack: 'data',
    naming: fixedName('ActiveDirectory'),
    required: ['properties.login', 'properties.sid'],
    settle: { provisioning: false },
    local: { duration: 'seconds', asyncStyle: 'async-operation', answers: slow },
  });
}

/** @see https://learn.microsoft.com/azure/azure-sql/database/authentication-azure-ad-only-authentication */
export function sqlEntraOnly(): ResourceKind {
  return modelledKind({
    type: `${server}/azureADOnlyAuthentications`,
    apiVersion,
    title: 'sql sign-in rule',
    stack: 'data',
    naming: fixedName('Default'),
    required: ['properties.azureADOnlyAuthentication'],
    settle: { provisioning: false },
    local: { duration: 'seconds', asyncStyle: 'async-operation', answers: slow, implicit: ['Default'] },
  });
}
