import type { Json, JsonObject } from '../../model/json.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { errorBody } from '../refusal.ts';

/** What clients have to know of a cloud. */
export interface CloudAddresses {
  /** Address of Resource Manager and of the sign-in, without a slash at the end. */
  readonly base: string;
  /** What follows the name of a vault in its address. */
  readonly vaultSuffix: string;
  readonly tenantId: string;
}

/**
 * `GET /metadata/endpoints`: where the services of this cloud are, in the shape of each api version; 2022-09-01 gives one object, the
 * versions between give a list. Services that the local Azure does not have are named as in the public cloud: nothing here answers for them.
 * @see https://learn.microsoft.com/azure-stack/user/azure-stack-rest-api-use
 */
export function cloudMetadata(addresses: CloudAddresses, apiVersion: string | null): LocalResponse {
  if (apiVersion === null || apiVersion === '') {
    return answer(400, errorBody({
      code: 'MissingApiVersionParameter',
      message: 'The api-version query parameter (?api-version=) is required for all requests.',
    }));
  }
  if (apiVersion === '1.0' || apiVersion < '2018-05-01') return answer(200, earlyShape(addresses));
  if (apiVersion < '2020-06-01') return answer(200, [middleShape(addresses)]);
  return answer(200, apiVersion < '2022-09-01' ? [lateShape(addresses)] : lateShape(addresses));
}

/** The document of 2015-01-01 and of Azure Stack. */
function earlyShape(addresses: CloudAddresses): JsonObject {
  return {
    galleryEndpoint: `${addresses.base}/`,
    graphEndpoint: 'https://graph.windows.net/',
    portalEndpoint: `${addresses.base}/`,
    graphAudience: 'https://graph.windows.net/',
    authentication: { loginEndpoint: `${addresses.base}/`, audiences: audiences(addresses), tenant: 'common', identityProvider: 'AAD' },
  };
}

function middleShape(addresses: CloudAddresses): JsonObject {
  const { base } = addresses;
  return {
    portal: base,
    authentication: { loginEndpoint: base, audiences: audiences(addresses), tenant: 'common', identityProvider: 'AAD' },
    media: 'https://rest.media.azure.net',
    graphAudience: 'https://graph.windows.net/',
    graph: 'https://graph.windows.net/',
    name: 'AtakoraLocal',
    suffixes: suffixes(addresses),
    batch: 'https://batch.core.windows.net/',
    resourceManager: `${base}/`,
    vmImageAliasDoc: '',
    activeDirectoryDataLake: 'https://datalake.azure.net/',
    sqlManagement: 'https://management.core.windows.net:8443/',
    microsoftGraphResourceId: 'https://graph.microsoft.com/',
    gallery: `${base}/`,
  };
}

function lateShape(addresses: CloudAddresses): JsonObject {
  return {
    ...middleShape(addresses),
    appInsightsResourceId: 'https://api.applicationinsights.io',
    appInsightsTelemetryChannelResourceId: 'https://dc.applicationinsights.azure.com/v2/track',
    attestationResourceId: 'https://attest.azure.net',
    logAnalyticsResourceId: 'https://api.loganalytics.io',
    ossrDbmsResourceId: 'https://ossrdbms-aad.database.windows.net',
    synapseAnalyticsResourceId: 'https://dev.azuresynapse.net',
    suffixes: {
      ...suffixes(addresses),
      acrLoginServer: 'azurecr.io',
      attestationEndpoint: 'attest.azure.net',
      mariadbServerEndpoint: 'mariadb.database.azure.com',
      mhsmDns: 'managedhsm.azure.net',
      mysqlServerEndpoint: 'mysql.database.azure.com',
      postgresqlServerEndpoint: 'postgres.database.azure.com',
      storageSyncEndpointSuffix: 'afs.azure.net',
      synapseAnalytics: 'dev.azuresynapse.net',
    },
  };
}

function suffixes({ vaultSuffix }: CloudAddresses): JsonObject {
  return {
    acrLoginServer: 'azurecr.io',
    azureDataLakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
    azureDataLakeStoreFileSystem: 'azuredatalakestore.net',
    azureFrontDoorEndpointSuffix: 'azurefd.net',
    keyVaultDns: vaultSuffix,
    sqlServerHostname: 'database.windows.net',
    storage: 'core.windows.net',
  };
}

/** Audiences that tokens for Resource Manager may have; clients take the first. */
function audiences({ base }: CloudAddresses): readonly Json[] {
  return ['https://management.azure.com/', 'https://management.core.windows.net/', `${base}/`];
}
