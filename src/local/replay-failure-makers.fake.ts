import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { roleId, signIn } from './access/test-identity.fake.ts';
import { writeFaultFile } from './faults/fault-file.ts';
import { parseFaultRule } from './faults/parse-fault-rule.ts';
import type { Answer, TestAzure } from './local-azure.fake.ts';
import { readAnswer, storageAccount, subscriptionPath, template, testTenant, vault } from './local-azure.fake.ts';
import { serviceMakers } from './replay-service-makers.fake.ts';
import type { LocalResponse } from './request.ts';

/** Brings a failure about, in a world with the group `rg` and the namespaces of {@link failureNamespaces}. */
export type FailureMaker = (azure: TestAzure) => Answer;

/** Namespaces that the makers need registered. */
export const failureNamespaces = ['Storage', 'KeyVault', 'DocumentDB', 'Web', 'ContainerRegistry', 'ServiceBus', 'Cache', 'Sql', 'App', 'Network', 'Compute', 'ApiManagement', 'Cdn', 'CognitiveServices', 'AppConfiguration', 'OperationalInsights'].map((name) => `Microsoft.${name}`);

const rg = `${subscriptionPath}/resourceGroups/rg`;
const deployment = `${rg}/providers/Microsoft.Resources/deployments/d`;
const stranger = '7a7a7a7a-0000-4000-8000-000000000001';
const assignment = `${rg}/providers/Microsoft.Authorization/roleAssignments/7a7a7a7a-0000-4000-8000-000000000002`;

function put({ send }: TestAzure, resources: readonly JsonObject[], rest: JsonObject = {}, parameters: JsonObject = {}): Answer {
  return send('PUT', deployment, { properties: { mode: 'Incremental', template: template(resources, rest), parameters } });
}

/** Puts the same resource into another group first, then into this one. */
function takenName(type: string, name: string, body: JsonObject): FailureMaker {
  return ({ send }) => {
    send('PUT', `${subscriptionPath}/resourcegroups/other`, { location: 'westeurope' });
    const path = (group: string) => `${subscriptionPath}/resourceGroups/${group}/providers/${type}/${name}`;
    send('PUT', path('other'), { location: 'westeurope', ...body });
    return send('PUT', path('rg'), { location: 'westeurope', ...body });
  };
}

/** The answer under a fault rule, to a write of the account `stone`. */
function underRule(rule: string): FailureMaker {
  return (azure) => {
    mkdirSync(azure.worldFolder, { recursive: true });
    writeFaultFile(azure.worldFolder, { seed: 1, rules: [parseFaultRule(rule)] });
    return azure.send('PUT', `${rg}/providers/Microsoft.Storage/storageAccounts/stone`, storageAccount('stone'));
  };
}

/** What the poll of a deployment says at its end. */
function polled(azure: TestAzure, resources: readonly JsonObject[]): Answer {
  const { headers } = put(azure, resources);
  azure.advance(10_000);
  return azure.send('GET', (headers['azure-asyncoperation'] ?? '').slice('https://management.azure.com'.length));
}

/** A fault rule lets the resource fail while it is deployed; the failed operation as the list shows it. */
function failing(azure: TestAzure, code: string, message: string): Answer {
  writeFaultFile(azure.worldFolder, { seed: 1, rules: [parseFaultRule(`fail type=Microsoft.Storage/storageAccounts code="${code}" message="${message}"`)] });
  polled(azure, [storageAccount('stone')]);
  const { status, headers, body } = azure.send('GET', `${deployment}/operations`);
  const [row] = body['value'] as readonly [{ readonly properties: { readonly statusCode: string; readonly statusMessage: JsonObject } }];
  expect(row.properties.statusCode).toBe('Conflict');
  return { status, headers, body: row.properties.statusMessage };
}

function token({ azure }: TestAzure, tenant: string, form: Readonly<Record<string, string>>): Answer {
  const body = new URLSearchParams({ grant_type: 'client_credentials', scope: 'https://management.azure.com/.default', ...form }).toString();
  return readAnswer(azure.handle({ method: 'POST', url: `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/token`, headers: {}, network: true, body }) as LocalResponse);
}

const roleBody = (principalId: string, more: JsonObject = {}): JsonObject => ({ properties: { principalId, roleDefinitionId: roleId('Reader'), ...more } });

/** How each failure is brought about, by the code of its row. */
export const failureMakers: Readonly<Record<string, FailureMaker>> = {
  ...serviceMakers,
  MissingRegistrationForLocation: (azure) => {
    mkdirSync(azure.worldFolder, { recursive: true });
    writeFileSync(join(azure.worldFolder, 'settings.json'), '{ "unavailable": ["Microsoft.Storage@westeurope"] }');
    return azure.send('PUT', `${rg}/providers/Microsoft.Storage/storageAccounts/stone`, storageAccount('stone'));
  },
  '(no ARM error) Flex runtime version not in the catalogue': ({ send }) => {
    const site = `${rg}/providers/Microsoft.Web/sites/flex`;
    const plan = `${rg}/providers/Microsoft.Web/serverfarms/flex`;
    send('PUT', plan, { location: 'westeurope', kind: 'functionapp', sku: { name: 'FC1', tier: 'FlexConsumption' }, properties: { reserved: true } });
    const functionAppConfig = { deployment: { storage: { type: 'blobContainer', value: 'https://stone.blob.core.windows.net/c', authentication: { type: 'SystemAssignedIdentity' } } }, runtime: { name: 'dotnet-isolated', version: '10' }, scaleAndConcurrency: { maximumInstanceCount: 40, instanceMemoryMB: 2048 } };
    const put = send('PUT', site, { location: 'westeurope', kind: 'functionapp,linux', identity: { type: 'SystemAssigned' }, properties: { serverFarmId: plan, functionAppConfig } });
    const { status, body } = send('POST', `${site}/host/default/listkeys`);
    return { ...put, body: { text: `PUT succeeds; later POST …/host/default/listkeys answers ${status} ${String(body['Code'])}: ${String(body['Message'])}` } };
  },
  'InvalidTemplateDeployment > PreflightValidationCheckFailed > StorageAccountAlreadyTaken': (azure) => {
    azure.send('PUT', `${subscriptionPath}/resourcegroups/other`, { location: 'westeurope' });
    azure.deploy('before', template([storageAccount('taken')]), { group: 'other' });
    return put(azure, [storageAccount('taken')]);
  },
  AccountNameInvalid: ({ send }) => send('PUT', `${rg}/providers/Microsoft.Storage/storageAccounts/Bad_Name`, storageAccount('Bad_Name')),
  VaultAlreadyExists: takenName('Microsoft.KeyVault/vaults', 'taken', { properties: vault('taken')['properties'] ?? {} }),
  'DeletedVaultPurge not allowed': ({ send, advance }) => {
    const path = `${rg}/providers/Microsoft.KeyVault/vaults/kept`;
    send('PUT', path, vault('kept', { properties: { tenantId: testTenant, sku: { family: 'A', name: 'standard' }, enablePurgeProtection: true } }));
    advance(60_000);
    send('DELETE', path);
    advance(60_000);
    return send('POST', `${subscriptionPath}/providers/Microsoft.KeyVault/locations/westeurope/deletedVaults/kept/purge`);
  },
  'BadRequest (Dns record taken)': takenName('Microsoft.DocumentDB/databaseAccounts', 'taken', { kind: 'GlobalDocumentDB', properties: { databaseAccountOfferType: 'Standard', locations: [{ locationName: 'westeurope' }] } }),
  'Conflict (ExtendedCode 54001)': takenName('Microsoft.Web/sites', 'taken', { kind: 'app', properties: {} }),
  PrincipalNotFound: ({ send }) => send('PUT', assignment, roleBody(stranger)),
  RoleAssignmentUpdateNotPermitted: ({ send }) => {
    send('PUT', assignment, roleBody(stranger, { principalType: 'ServicePrincipal' }));
    return send('PUT', assignment, roleBody(stranger.replace('7a', '7b'), { principalType: 'ServicePrincipal' }));
  },
  AuthorizationFailed: (azure) => signIn(azure).send('PUT', `${rg}/providers/Microsoft.Storage/storageAccounts/stone`, storageAccount('stone')),
  RequestDisallowedByPolicy: ({ send }) => {
    const policyDefinitionId = '/providers/Microsoft.Authorization/policyDefinitions/e56962a6-4747-49cd-b67b-bf8b01975c4c';
    send('PUT', `${rg}/providers/Microsoft.Authorization/policyAssignments/here`, { properties: { policyDefinitionId, displayName: 'Here', parameters: { listOfAllowedLocations: { value: ['northeurope'] } } } });
    return send('PUT', `${rg}/providers/Microsoft.Storage/storageAccounts/stone`, storageAccount('stone'));
  },
  LocationNotAvailableForResourceType: (azure) => put(azure, [storageAccount('stone', { location: 'nowhere' })]),
  NoRegisteredProviderFound: ({ send }) => send('PUT', `${rg}/providers/Microsoft.Storage/storageAccounts/stone?api-version=2099-01-01`, storageAccount('stone')),
  InvalidApiVersionParameter: ({ send }) => send('GET', `${rg}?api-version=2099-01-01`),
  InvalidResourceType: ({ send }) => send('PUT', `${rg}/providers/Microsoft.Storage/nothings/stone?api-version=2024-01-01`, {}),
  ResourceNotFound: ({ send }) => send('GET', `${rg}/providers/Microsoft.Storage/storageAccounts/none`),
  ResourceGroupNotFound: ({ send }) => send('GET', `${subscriptionPath}/resourcegroups/none`),
  SubscriptionRequestsThrottled: underRule(`429 PUT code=SubscriptionRequestsThrottled retry-after=6 message="Number of requests for subscription '0' and operation 'PUT/SUBSCRIPTIONS/RESOURCEGROUPS/PROVIDERS/MICROSOFT.MEDIA/MEDIASERVICES/' exceeded the backend storage limit. Please try again after '6' seconds."`),
  '(rate limit headers)': ({ send }) => send('PUT', rg, { location: 'westeurope' }),
  BadGatewayConnection: underRule(`502 PUT code=BadGatewayConnection message="The network connectivity issue encountered for 'Microsoft.Storage'; cannot fulfill the request."`),
  InternalServerError: underRule(`500 PUT message="Encountered internal server error. Diagnostic information: timestamp '20260630T100000Z', subscription id '0', tracking id '0', request correlation id '0'."`),
  AnotherOperationInProgress: underRule('429 PUT code=AnotherOperationInProgress message="Another operation on this or dependent resource is in progress. To retrieve status of the operation use uri: https://management.azure.com/subscriptions/0/providers/Microsoft.Network/locations/westeurope/operations/0?api-version=2024-01-01."'),
  '429 (SubCode=40901)': underRule('429 PUT code=429 message="SubCode=40901. Another conflicting operation is in progress. TrackingId:0, SystemTracker:ns.servicebus.windows.net:q, Timestamp:0 CorrelationId: 0"'),
  DeploymentActive: (azure) => (put(azure, [storageAccount('stone')]), put(azure, [])),
  DeploymentFailed: (azure) => polled(azure, [vault('no--vault')]),
  InvalidTemplate: (azure) => put(azure, [], { parameters: { p2: { type: 'int', maxValue: 10 } } }, { p2: { value: 11 } }),
  ValidationForMultipleResourcesFailed: (azure) => put(azure, ['no_one', 'no_two'].map((name) => ({ type: 'Microsoft.Web/sites', apiVersion: '2023-12-01', name, location: 'westeurope', kind: 'app', properties: {} }))),
  'BadRequest (name not available)': takenName('Microsoft.ServiceBus/namespaces', 'taken-bus', { sku: { name: 'Standard' }, properties: {} }),
  'BadRequest (invalid namespace)': ({ send }) => send('PUT', `${rg}/providers/Microsoft.ServiceBus/namespaces/my-first-sb`, { location: 'westeurope', sku: { name: 'Standard' }, properties: {} }),
  AlreadyInUse: takenName('Microsoft.ContainerRegistry/registries', 'takenregistry', { sku: { name: 'Basic' }, properties: {} }),
  NameNotAvailable: takenName('Microsoft.Cache/redis', 'taken-cache', { properties: { sku: { name: 'Basic', family: 'C', capacity: 0 } } }),
  InvalidResourceLocation: ({ send, advance }) => {
    const path = `${rg}/providers/Microsoft.Storage/storageAccounts/stone`;
    send('PUT', path, storageAccount('stone'));
    advance(60_000);
    return send('PUT', path, storageAccount('stone', { location: 'northeurope' }));
  },
  ResourceDeploymentFailure: (azure) => failing(azure, '{real code}', '{real text}'),
  ProvisioningDisabled: (azure) => failing(azure, 'ProvisioningDisabled', 'Provisioning is restricted in this region. Please choose a different region. For exceptions to this rule please open a support request with Issue type of \'Service and subscription limits\'. See https://docs.microsoft.com/en-us/azure/sql-database/quota-increase-request for more details.'),
  NameAlreadyExists: takenName('Microsoft.Sql/servers', 'taken-sql', { properties: { administratorLogin: 'me', administratorLoginPassword: 'Pa55-word-1' } }),
  AADSTS700016: (azure) => token(azure, testTenant, { client_id: stranger, client_secret: 'x' }),
  AADSTS7000215: (azure) => token(azure, testTenant, { client_id: signIn(azure).clientId, client_secret: 'x' }),
  AADSTS90002: (azure) => token(azure, stranger, { client_id: stranger, client_secret: 'x' }),
};
