import type { JsonObject } from '../model/json.ts';
import type { Cloud } from './deployment-input.ts';

interface CloudDomains {
  readonly portal: string;
  readonly resourceManager: string;
  readonly login: string;
  readonly audiences: readonly string[];
  readonly graph: string;
  readonly gallery: string;
  readonly batch: string;
  readonly media: string;
  readonly sqlManagement: string;
  readonly dataLake: string;
  readonly suffixes: JsonObject;
}

/**
 * What `environment()` answers in each cloud.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/template-functions-deployment#environment
 */
export function environmentOf(cloud: Cloud): JsonObject {
  const domains = clouds[cloud];
  return {
    name: cloud,
    gallery: domains.gallery,
    graph: domains.graph,
    portal: domains.portal,
    graphAudience: domains.graph,
    activeDirectoryDataLake: domains.dataLake,
    batch: domains.batch,
    media: domains.media,
    sqlManagement: domains.sqlManagement,
    vmImageAliasDoc: 'https://raw.githubusercontent.com/Azure/azure-rest-api-specs/master/arm-compute/quickstart-templates/aliases.json',
    resourceManager: domains.resourceManager,
    authentication: { loginEndpoint: domains.login, audiences: domains.audiences, tenant: 'common', identityProvider: 'AAD' },
    suffixes: domains.suffixes,
  };
}

const clouds: Readonly<Record<Cloud, CloudDomains>> = {
  AzureCloud: {
    portal: 'https://portal.azure.com/',
    resourceManager: 'https://management.azure.com/',
    login: 'https://login.microsoftonline.com/',
    audiences: ['https://management.core.windows.net/', 'https://management.azure.com/'],
    graph: 'https://graph.windows.net/',
    gallery: 'https://gallery.azure.com/',
    batch: 'https://batch.core.windows.net/',
    media: 'https://rest.media.azure.net/',
    sqlManagement: 'https://management.core.windows.net:8443/',
    dataLake: 'https://datalake.azure.net/',
    suffixes: {
      acrLoginServer: '.azurecr.io',
      azureDatalakeAnalyticsCatalogAndJob: 'azuredatalakeanalytics.net',
      azureDatalakeStoreFileSystem: 'azuredatalakestore.net',
      azureFrontDoorEndpointSuffix: 'azurefd.net',
      keyvaultDns: '.vault.azure.net',
      sqlServerHostname: '.database.windows.net',
      storage: 'core.windows.net',
    },
  },
  AzureUSGovernment: {
    portal: 'https://portal.azure.us/',
    resourceManager: 'https://management.usgovcloudapi.net/',
    login: 'https://login.microsoftonline.us/',
    audiences: ['https://management.core.usgovcloudapi.net/', 'https://management.usgovcloudapi.net/'],
    graph: 'https://graph.windows.net/',
    gallery: 'https://gallery.usgovcloudapi.net/',
    batch: 'https://batch.core.usgovcloudapi.net/',
    media: 'https://rest.media.usgovcloudapi.net/',
    sqlManagement: 'https://management.core.usgovcloudapi.net:8443/',
    dataLake: '',
    suffixes: {
      acrLoginServer: '.azurecr.us',
      azureDatalakeAnalyticsCatalogAndJob: '',
      azureDatalakeStoreFileSystem: '',
      azureFrontDoorEndpointSuffix: 'azurefd.us',
      keyvaultDns: '.vault.usgovcloudapi.net',
      sqlServerHostname: '.database.usgovcloudapi.net',
      storage: 'core.usgovcloudapi.net',
    },
  },
  AzureChinaCloud: {
    portal: 'https://portal.azure.cn/',
    resourceManager: 'https://management.chinacloudapi.cn/',
    login: 'https://login.chinacloudapi.cn/',
    audiences: ['https://management.core.chinacloudapi.cn/', 'https://management.chinacloudapi.cn/'],
    graph: 'https://graph.chinacloudapi.cn/',
    gallery: 'https://gallery.chinacloudapi.cn/',
    batch: 'https://batch.chinacloudapi.cn/',
    media: 'https://rest.media.chinacloudapi.cn/',
    sqlManagement: 'https://management.core.chinacloudapi.cn:8443/',
    dataLake: '',
    suffixes: {
      acrLoginServer: '.azurecr.cn',
      azureDatalakeAnalyticsCatalogAndJob: '',
      azureDatalakeStoreFileSystem: '',
      azureFrontDoorEndpointSuffix: '',
      keyvaultDns: '.vault.azure.cn',
      sqlServerHostname: '.database.chinacloudapi.cn',
      storage: 'core.chinacloudapi.cn',
    },
  },
};
