import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { jsonAt, textAt } from '../json-path.ts';
import { immutable } from '../live-rules.ts';
import { modelledKind } from '../modelled-kind.ts';
import { namingRule, ownName } from '../naming-rules.ts';
import { plainRegion } from '../region-names.ts';
import type { LocalFacts } from '../local-facts.ts';
import type { ResourceKind } from '../resource-kind.ts';
import { fillDefaults } from '../settled-body.ts';
import type { ConditionalRule, SettleRules } from '../settle-rules.ts';

const apiVersion = '2026-01-01';
const environment = 'Microsoft.App/managedEnvironments';
const secretParts: readonly string[] = [
  'properties.appLogsConfiguration.logAnalyticsConfiguration.sharedKey',
  'properties.customDomainConfiguration.certificatePassword',
  'properties.customDomainConfiguration.certificateValue',
  'properties.daprAIConnectionString',
];

const workloadProfileTypes = [
  'Consumption', 'Consumption-GPU-NC8as-T4', 'Consumption-GPU-NC24-A100',
  'D4', 'D8', 'D16', 'D32', 'E4', 'E8',
  'E16', 'E32', 'NC24-A100', 'NC48-A100', 'NC96-A100',
];

function settledEnvironment(body: JsonObject, facts: LocalFacts): JsonObject {
  const analytics = jsonAt(body, 'properties.appLogsConfiguration.logAnalyticsConfiguration');
  const settled = profilesAndGroup(body, facts);
  if (!isJsonObject(analytics)) return settled;
  const properties = isJsonObject(settled['properties']) ? settled['properties'] : {};
  return { properties: { ...properties, appLogsConfiguration: { logAnalyticsConfiguration: { ...analytics, sharedKey: null } } } };
}

/** Every environment with workload profiles has the consumption profile; one in a network of its own keeps its machines in a group beside it. */
function profilesAndGroup(body: JsonObject, facts: LocalFacts): JsonObject {
  const own = typeof jsonAt(body, 'properties.vnetConfiguration.infrastructureSubnetId') === 'string';
  const region = plainRegion(textAt(body, 'location', facts.location));
  const group = textAt(body, 'properties.infrastructureResourceGroup', own ? `ME_${facts.name}_${facts.resourceGroup}_${region}` : '');
  const sent = jsonAt(body, 'properties.workloadProfiles');
  const profiles = Array.isArray(sent) ? { workloadProfiles: withConsumption(sent as readonly Json[], facts) } : {};
  return { properties: { infrastructureResourceGroup: group === '' ? null : group, ...profiles } };
}

function withConsumption(sent: readonly Json[], facts: LocalFacts): readonly Json[] {
  const flags: JsonObject = (facts.apiVersion ?? '9999') >= '2024-10' ? { enableFips: false } : {};
  const profiles = sent.map((profile) => (isJsonObject(profile) ? fillDefaults(lowerName(profile), flags) : profile));
  const some = profiles.some((profile) => textAt(profile, 'workloadProfileType', '') === 'Consumption');
  return some ? profiles : [...profiles, { workloadProfileType: 'Consumption', name: 'Consumption', ...flags }];
}

/** `Name` is taken for `name`. */
function lowerName(profile: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(profile).map(([key, value]) => [key === 'Name' ? 'name' : key, value]));
}

/** @see https://learn.microsoft.com/azure/container-apps/environment */
export function managedEnvironment(): ResourceKind {
  return modelledKind({
    type: environment,
    apiVersion,
    title: 'container apps environment',
    stack: 'compute',
    naming: namingRule({
      abbreviation: 'cae',
      minLength: 2,
      maxLength: 60,
      pattern: /^[A-Za-z0-9][A-Za-z0-9-]{0,58}[A-Za-z0-9]$/,
      unique: 'resourceGroup',
    }),
    immutable: [
      immutable('properties.vnetConfiguration', 'the network of an environment is fixed when it is made'),
      immutable('properties.zoneRedundant', 'zone redundancy is fixed when an environment is made'),
      immutable('properties.infrastructureResourceGroup', 'the group of its machines is fixed when an environment is made'),
    ],
    arrayKeys: { 'properties.workloadProfiles': 'name' },
    sensitive: secretParts,
    diagnostics: 'logs',
    checks: { quota: { path: 'Microsoft.App/locations/{location}/usages', apiVersion: '2025-07-01', counter: 'ManagedEnvironmentCount' } },
    settle: managedEnvironmentRules(),
    local: {
      duration: 'minutes',
      asyncStyle: 'async-operation',
      answers: { create: '201 async-operation', update: '200 none', patch: '202 location', delete: '202 location' },
    },
  });
}

function managedEnvironmentRules(): SettleRules {
  return {
    defaults: managedEnvironmentDefaults(),
    within: {
      'properties.vnetConfiguration': {
        internal: false,
        dockerBridgeCidr: null,
        platformReservedCidr: null,
        platformReservedDnsIP: null,
      },
      'properties.appLogsConfiguration.logAnalyticsConfiguration': { dynamicJsonColumns: false },
    },
    conditional: managedEnvironmentCases(),
    nulled: secretParts.slice(1),
    normalised: {
      'properties.workloadProfiles[].maximumCount': 'number',
      'properties.workloadProfiles[].minimumCount': 'number',
      'properties.workloadProfiles[].workloadProfileType': workloadProfileTypes,
    },
    outputs: {
      'properties.customDomainConfiguration.customDomainVerificationId': '{hex}',
      'properties.daprConfiguration.version': '1.16.4-msft.6',
      'properties.kedaConfiguration.version': '2.18.1',
      'properties.defaultDomain': '{NAME}-{etag}.{location}.azurecontainerapps.io',
      'properties.staticIp': '203.0.113.20',
      'properties.eventStreamEndpoint': 'https://{location}.azurecontainerapps.dev/subscriptions/{subscription}/resourceGroups/{group}/managedEnvironments/{name}/eventstream',
    },
    computed: settledEnvironment,
    location: 'display',
    tags: false,
  };
}

function managedEnvironmentDefaults(): JsonObject {
  return {
    properties: {
      daprAIInstrumentationKey: null,
      daprAIConnectionString: null,
      vnetConfiguration: null,
      appLogsConfiguration: { destination: null, logAnalyticsConfiguration: null },
      zoneRedundant: false,
      customDomainConfiguration: {
        dnsSuffix: null,
        certificateValue: null,
        certificatePassword: null,
        thumbprint: null,
        subjectName: null,
        expirationDate: null,
      },
      peerAuthentication: { mtls: { enabled: false } },
    },
  };
}

function managedEnvironmentCases(): readonly ConditionalRule[] {
  return [
    {
      when: { apiVersion: '>=2023-08-01' },
      defaults: { properties: { appInsightsConfiguration: null, openTelemetryConfiguration: null } },
    },
    {
      when: { apiVersion: '>=2023-11-02' },
      defaults: { properties: { customDomainConfiguration: { certificateKeyVaultProperties: null } } },
    },
    {
      when: { apiVersion: '>=2024-02-02' },
      defaults: { properties: { peerTrafficConfiguration: { encryption: { enabled: false } } } },
    },
    {
      when: { apiVersion: '>=2025-02-02' },
      defaults: {
        properties: {
          availabilityZones: null,
          ingressConfiguration: null,
          publicNetworkAccess: 'Enabled',
          diskEncryptionConfiguration: null,
        },
      },
    },
    { when: { 'identity.type': 'None' }, dropped: ['identity'] },
  ];
}

/** @see https://learn.microsoft.com/azure/container-apps/storage-mounts */
export function environmentStorage(): ResourceKind {
  return modelledKind({
    type: `${environment}/storages`,
    apiVersion,
    title: 'environment storage',
    stack: 'compute',
    naming: ownName(2, 32, /^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$/),
    immutable: [
      immutable('properties.azureFile.accountName', 'a mount stays with its account; only the key can be renewed'),
      immutable('properties.azureFile.shareName', 'a mount stays with its share; only the key can be renewed'),
      immutable('properties.azureFile.accessMode', 'a mount keeps its access; only the key can be renewed'),
    ],
    allowed: { 'properties.azureFile.accessMode': ['ReadOnly', 'ReadWrite'] },
    sensitive: ['properties.azureFile.accountKey'],
    settle: { dropped: ['properties.azureFile.accountKey'], provisioning: false },
    local: { duration: 'instant', answers: { create: '200 none', update: '200 none', delete: '200 none' } },
  });
}
