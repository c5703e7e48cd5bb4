/** Addresses of the portals. @see https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure */
const portals: Readonly<Record<string, string>> = {
  AzureCloud: 'https://portal.azure.com',
  AzureUSGovernment: 'https://portal.azure.us',
  AzureChinaCloud: 'https://portal.azure.cn',
};

/** Where a resource is shown in the portal of its cloud; undefined for the local Azure, which has none. */
export function portalLink(cloud: string, id: string): string | undefined {
  const portal = portals[cloud];
  return portal === undefined ? undefined : `${portal}/#resource${id}`;
}
