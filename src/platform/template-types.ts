/** Resource types that a project of each template deploys by itself: what a region must offer, and what gets a name of the project's. */
export const templateTypes: Readonly<Record<string, readonly string[]>> = {
  'feedback-api': backendTypes(),
  uploads: backendTypes(),
  'existing-template': ['Microsoft.Insights/actionGroups', 'Microsoft.Insights/metricAlerts', 'Microsoft.OperationalInsights/workspaces', 'Microsoft.Resources/resourceGroups', 'Microsoft.ServiceBus/namespaces', 'Microsoft.Storage/storageAccounts'],
};

function backendTypes(): readonly string[] {
  return [
    'Microsoft.DocumentDB/databaseAccounts',
    'Microsoft.Insights/components',
    'Microsoft.KeyVault/vaults',
    'Microsoft.ManagedIdentity/userAssignedIdentities',
    'Microsoft.OperationalInsights/workspaces',
    'Microsoft.Resources/resourceGroups',
    'Microsoft.Storage/storageAccounts',
    'Microsoft.Web/serverfarms',
    'Microsoft.Web/sites',
  ];
}
