import type { CloudName } from '../model/environment-settings.ts';

/** Where a cloud's services are. */
export interface CloudEndpoints {
  readonly resourceManager: string;
  readonly authority: string;
  /** Suffix of a vault's host. */
  readonly vaultSuffix: string;
  /** Suffix of the host of a storage account's blobs. */
  readonly blobSuffix: string;
}

const publicCloud: CloudEndpoints = { resourceManager: 'https://management.azure.com', authority: 'https://login.microsoftonline.com', vaultSuffix: 'vault.azure.net', blobSuffix: 'blob.core.windows.net' };

const endpoints: Readonly<Record<CloudName, CloudEndpoints>> = {
  AzureCloud: publicCloud,
  // The local Azure answers to the names of the public one, so that everything that is written to a template is the same.
  local: publicCloud,
  AzureUSGovernment: { resourceManager: 'https://management.usgovcloudapi.net', authority: 'https://login.microsoftonline.us', vaultSuffix: 'vault.usgovcloudapi.net', blobSuffix: 'blob.core.usgovcloudapi.net' },
  AzureChinaCloud: { resourceManager: 'https://management.chinacloudapi.cn', authority: 'https://login.chinacloudapi.cn', vaultSuffix: 'vault.azure.cn', blobSuffix: 'blob.core.chinacloudapi.cn' },
};

/** The endpoints of a cloud. @see https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure */
export function cloudEndpoints(cloud: CloudName): CloudEndpoints {
  return endpoints[cloud];
}
