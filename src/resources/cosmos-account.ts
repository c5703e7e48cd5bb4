import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import { describeKind } from './describe-kind.ts';
import { immutable, liveRules } from './live-rules.ts';
import { namingRule } from './naming-rules.ts';
import { displayRegion, plainRegion } from './region-names.ts';
import type { LocalFacts } from './local-facts.ts';
import type { LocalBehaviour, ResourceKind } from './resource-kind.ts';
import { jsonAt, textAt } from './json-path.ts';

const readOnlyKeys: JsonObject = { primaryReadonlyMasterKey: '{key:primary-read}', secondaryReadonlyMasterKey: '{key:secondary-read}' };

/** @see https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/database-accounts/list-keys */
const cosmosActions: LocalBehaviour['actions'] = {
  listkeys: { primaryMasterKey: '{key:primary}', secondaryMasterKey: '{key:secondary}', ...readOnlyKeys },
  readonlykeys: readOnlyKeys,
  listconnectionstrings: {
    connectionStrings: [
      ['Primary SQL Connection String', 'primary', 'Primary'],
      ['Secondary SQL Connection String', 'secondary', 'Secondary'],
      ['Primary Read-Only SQL Connection String', 'primary-read', 'PrimaryReadonly'],
      ['Secondary Read-Only SQL Connection String', 'secondary-read', 'SecondaryReadonly'],
    ].map(([description = '', label = '', keyKind = '']) => ({
      connectionString: `AccountEndpoint=https://{name}.documents.azure.com:443/;AccountKey={key:${label}};`,
      description,
      keyKind,
      type: 'Sql',
    })),
  },
};

/** Access to a region is given by subscription, with and without zones. */
function refusedByRegion(answer: Json, desired: JsonObject): string | undefined {
  const offered = jsonAt(answer, 'properties');
  if (!isJsonObject(offered)) return undefined;
  const locations = jsonAt(desired, 'properties.locations');
  const zones = Array.isArray(locations) && locations.some((location) => isJsonObject(location) && location['isZoneRedundant'] === true);
  if (offered['isSubscriptionRegionAccessAllowedForRegular'] === false) return 'the subscription has no access to it for Cosmos DB';
  if (zones && offered['supportsAvailabilityZone'] === false) return 'it has no availability zones for Cosmos DB';
  return zones && offered['isSubscriptionRegionAccessAllowedForAz'] === false ? 'the subscription has no access to its zones for Cosmos DB' : undefined;
}

/** @see https://learn.microsoft.com/azure/cosmos-db/ */
export const cosmosAccount: ResourceKind = describeKind({
  type: 'Microsoft.DocumentDB/databaseAccounts',
  apiVersion: '2025-04-15',
  title: 'Cosmos DB account',
  stack: 'data',
  scope: 'resourceGroup',
  naming: namingRule({
    abbreviation: 'cosno',
    minLength: 3,
    maxLength: 44,
    pattern: /^[a-z0-9][a-z0-9-]{1,42}[a-z0-9]$/,
    lowerCase: true,
    unique: 'global',
  }),
  holdsData: true,
  immutable: [
    immutable('kind', 'the API of an account is fixed when it is made'),
    immutable('properties.capabilities', 'the capacity mode and the API of an account are fixed when it is made'),
    immutable('properties.enableFreeTier', 'the free tier is fixed when the account is made'),
    immutable('properties.createMode', 'how an account is made is over once it is'),
    immutable('properties.backupPolicy.type', 'continuous backup cannot be left again', [{ from: 'Periodic', to: 'Continuous' }]),
  ],
  required: ['properties.databaseAccountOfferType', 'properties.locations'],
  allowed: {
    'kind': ['GlobalDocumentDB', 'MongoDB', 'Parse'],
    'properties.databaseAccountOfferType': ['Standard'],
    'properties.consistencyPolicy.defaultConsistencyLevel': ['Eventual', 'Session', 'BoundedStaleness', 'Strong', 'ConsistentPrefix'],
    'properties.networkAclBypass': ['None', 'AzureServices'],
    'properties.backupPolicy.type': ['Periodic', 'Continuous'],
  },
  interrupting: ['properties.locations'],
  outputs: { endpoint: { path: 'properties.documentEndpoint', title: 'address of the account' } },
  live: liveRules({
    writeOnly: ['properties.createMode'],
    added: { 'properties.capabilities': [{ name: 'EnableMongo' }] },
    answered: { 'properties.networkAclBypass': [{ sent: 'AzureServices', live: 1 }, { sent: 'None', live: 0 }] },
    ignoreCase: ['properties.publicNetworkAccess', 'properties.minimalTlsVersion'],
    unordered: ['properties.capabilities', 'properties.ipRules', 'properties.virtualNetworkRules', 'properties.locations'],
  }),
  // Regions come back in another spelling, priorities as they were sent.
  arrayKeys: {
    'properties.capabilities': 'name',
    'properties.ipRules': 'ipAddressOrRange',
    'properties.locations': 'failoverPriority',
    'properties.virtualNetworkRules': 'id',
  },
  diagnostics: 'logs',
  checks: {
    name: { asks: 'head', path: '/providers/Microsoft.DocumentDB/databaseAccountNames/{name}', apiVersion: '2024-08-15' },
    offer: { path: 'Microsoft.DocumentDB/locations/{location}', apiVersion: '2024-08-15', refused: refusedByRegion },
  },
  settle: {
    defaults: {
      kind: 'GlobalDocumentDB',
      identity: { type: 'None' },
      properties: {
        publicNetworkAccess: 'Enabled',
        enableAutomaticFailover: true,
        enableMultipleWriteLocations: false,
        isVirtualNetworkFilterEnabled: false,
        virtualNetworkRules: [],
        disableKeyBasedMetadataWriteAccess: false,
        enableFreeTier: false,
        enableAnalyticalStorage: false,
        configurationOverrides: { EnablePerRegionPerPartitionAutoscaleOptIn: 'True' },
        databaseAccountOfferType: 'Standard',
        defaultIdentity: 'FirstPartyIdentity',
        networkAclBypass: 'None',
        networkAclBypassResourceIds: [],
        disableLocalAuth: false,
        enablePartitionMerge: false,
        enableBurstCapacity: false,
        minimalTlsVersion: 'Tls12',
        consistencyPolicy: { defaultConsistencyLevel: 'Session', maxIntervalInSeconds: 5, maxStalenessPrefix: 100 },
        cors: [],
        capabilities: [],
        ipRules: [],
        locations: [{}],
        backupPolicy: { type: 'Periodic' },
      },
    },
    conditional: [
      {
        when: { kind: 'MongoDB' },
        defaults: {
          properties: {
            analyticalStorageConfiguration: { schemaType: 'FullFidelity' },
            configurationOverrides: { EnableBsonSchema: 'True' },
            apiProperties: { serverVersion: '3.6' },
          },
        },
        outputs: { 'properties.EnabledApiTypes': 'MongoDB', 'properties.mongoEndpoint': 'https://{name}.mongo.cosmos.azure.com:443/' },
      },
      {
        when: { kind: 'GlobalDocumentDB' },
        defaults: { properties: { analyticalStorageConfiguration: { schemaType: 'WellDefined' } } },
        outputs: { 'properties.EnabledApiTypes': 'Sql' },
      },
      {
        when: { apiVersion: '>=2025-05-01-preview' },
        defaults: {
          properties: {
            capacityMode: 'Provisioned',
            defaultPriorityLevel: 'High',
            enableFullFidelityChangeFeed: false,
            enableMaterializedViews: false,
            enablePerRegionPerPartitionAutoscale: false,
            enablePriorityBasedExecution: false,
            diagnosticLogSettings: { enableFullTextQuery: 'None' },
            minMaxThresholdsForPriorityBasedExecution: {
              minPercentForLowPriorityRequests: 0,
              maxPercentForLowPriorityRequests: 100,
              minPercentForHighPriorityRequests: 0,
              maxPercentForHighPriorityRequests: 100,
            },
          },
        },
      },
    ],
    dropped: ['properties.createMode'],
    normalised: {
      'properties.publicNetworkAccess': ['Enabled', 'Disabled', 'SecuredByPerimeter'],
      'properties.apiProperties': 'drop-empty',
      'properties.restoreParameters.restoreTimestampInUtc': 'timestamp',
    },
    computed: computedAccount,
    location: 'display',
  },
  local: {
    duration: 'minutes',
    asyncStyle: 'async-operation',
    answers: { create: '200 async-operation', update: '200 async-operation', patch: '200 async-operation', delete: '202 async-operation' },
    actions: cosmosActions,
  },
});

function computedAccount(sent: JsonObject, facts: LocalFacts): JsonObject {
  const endpoint = `https://${facts.name}.documents.azure.com:443/`;
  const locations = computedLocations(sent, facts);
  const generated: Json = { generationTime: facts.createdAt };
  return {
    systemData: { createdAt: facts.createdAt },
    properties: {
      documentEndpoint: endpoint,
      sqlEndpoint: endpoint,
      instanceId: facts.guid('instance'),
      enablePartitionKeyMonitor: false,
      locations,
      readLocations: locations,
      writeLocations: jsonAt(sent, 'properties.enableMultipleWriteLocations') === true ? locations : locations.slice(0, 1),
      failoverPolicies: locations.map((at) => ({
        id: at['id'] ?? null,
        locationName: at['locationName'] ?? null,
        failoverPriority: at['failoverPriority'] ?? 0,
      })),
      backupPolicy: computedBackup(sent),
      keysMetadata: {
        primaryMasterKey: generated,
        secondaryMasterKey: generated,
        primaryReadonlyMasterKey: generated,
        secondaryReadonlyMasterKey: generated,
      },
    },
  };
}

function computedLocations(sent: JsonObject, facts: LocalFacts): readonly JsonObject[] {
  const wanted = jsonAt(sent, 'properties.locations');
  return (Array.isArray(wanted) ? (wanted as readonly Json[]) : []).filter(isJsonObject).map((location, index) => {
    const region = textAt(location, 'locationName', facts.location);
    const id = `${facts.name}-${plainRegion(region)}`;
    return {
      failoverPriority: index,
      isZoneRedundant: false,
      ...location,
      id,
      locationName: displayRegion(region),
      documentEndpoint: `https://${id}.documents.azure.com:443/`,
      provisioningState: 'Succeeded',
    };
  });
}

function computedBackup(sent: JsonObject): JsonObject {
  return textAt(sent, 'properties.backupPolicy.type', 'Periodic') === 'Continuous'
    ? { continuousModeProperties: { tier: textAt(sent, 'properties.backupPolicy.continuousModeProperties.tier', 'Continuous30Days') } }
    : { periodicModeProperties: {
      backupIntervalInMinutes: 240,
      backupRetentionIntervalInHours: 8,
      backupStorageRedundancy: 'Geo',
      ...periodicSent(sent),
    } };
}

function periodicSent(sent: JsonObject): JsonObject {
  const found = jsonAt(sent, 'properties.backupPolicy.periodicModeProperties');
  return isJsonObject(found) ? found : {};
}
