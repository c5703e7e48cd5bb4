/** One limit: its value and words, how many there may be, the type that is counted (empty: nothing here uses it), and what is in use whatever there is. */
export interface UsageLimit {
  readonly value: string;
  readonly words: string;
  readonly limit: number;
  readonly type?: string;
  readonly used?: number;
}

const row = (value: string, words: string, limit: number, type = '', used?: number): UsageLimit => ({
  value,
  words,
  limit,
  ...(type === '' ? {} : { type }),
  ...(used === undefined ? {} : { used }),
});

/**
 * Limits in a region by namespace in lower case, as recorded for a pay-as-you-go subscription: Storage 2024-06, Container Apps 2025-07,
 * Network 2024-03, SQL 2024, Cognitive Services 2025-06; Web and Compute from Microsoft's examples. Settings of the world go first.
 */
export const usageLimits: Readonly<Record<string, readonly UsageLimit[]>> = {
  'microsoft.storage': [
    row('StorageAccounts', 'Storage Accounts', 250, 'microsoft.storage/storageaccounts'),
    row('StorageAccounts-AzureDNSZone', 'AzureDNSZone Storage Accounts', 5000),
  ],
  'microsoft.app': [
    row('ManagedEnvironmentCount', 'Managed Environment Count', 50, 'microsoft.app/managedenvironments'),
    row('SubscriptionDedicatedNCA100Gpus', 'Subscription Dedicated NCA 100 Gpus', 0),
    row('SessionPools', 'Session Pools', 50, 'microsoft.app/sessionpools'),
  ],
  'microsoft.network': [
    row('VirtualNetworks', 'Virtual Networks', 1000, 'microsoft.network/virtualnetworks'),
    row('CustomIpPrefixes', 'Custom Ip Prefixes', 5, 'microsoft.network/customipprefixes'),
    row('PublicIpPrefixes', 'Public Ip Prefixes', 2_147_483_647, 'microsoft.network/publicipprefixes'),
    row('PublicIPAddresses', 'Public IP Addresses', 1000, 'microsoft.network/publicipaddresses'),
    row('NetworkInterfaces', 'Network Interfaces', 65_536, 'microsoft.network/networkinterfaces'),
    row('NetworkSecurityGroups', 'Network Security Groups', 5000, 'microsoft.network/networksecuritygroups'),
    row('RouteTables', 'Route Tables', 200, 'microsoft.network/routetables'),
  ],
  'microsoft.compute': [
    row('availabilitySets', 'Availability Sets', 2500, 'microsoft.compute/availabilitysets'),
    row('cores', 'Total Regional vCPUs', 100, 'cores'),
    row('virtualMachines', 'Virtual Machines', 25_000, 'microsoft.compute/virtualmachines'),
    row('virtualMachineScaleSets', 'Virtual Machine Scale Sets', 2500, 'microsoft.compute/virtualmachinescalesets'),
  ],
  'microsoft.cognitiveservices': [
    row('OpenAI.ProvisionedManaged', 'Provisioned Managed Throughput Unit', 50),
    row('OpenAI.GlobalProvisionedManaged', 'Global Provisioned Managed Throughput Unit', 100),
    row('OpenAI.Provisioned.Dalle', 'Provisioned Throughput Unit - Dalle', 0),
    row('OpenAI.FineTuned.Deployments', 'Standard Fine-Tuned Deployments', 10),
  ],
  'microsoft.web': [row('Cores usage in {region}', 'Cores usage in {region}', 250, 'microsoft.web/serverfarms')],
  'microsoft.sql': [
    row('ServerQuota', 'Regional Server Quota for {name}', 150, 'microsoft.sql/servers'),
    row('SubscriptionFreeDatabaseCount', 'Free Database Count per Subscription for {name}', 1),
    row('SubscriptionFreeDatabaseDaysLeft', 'Free to Basic Database Upgrade count-down in {name}', 365, '', 365),
    row('SubnetQuota', 'Subnet Quota', 0),
    row('VCoreQuota', 'VCore Quota', 0),
  ],
};

/** Cores of one Container Apps environment, recorded 2025-07. */
export const environmentLimits: readonly UsageLimit[] = [
  row('ManagedEnvironmentGeneralPurposeCores', 'Managed Environment General Purpose Cores', 500),
  row('ManagedEnvironmentMemoryOptimizedCores', 'Managed Environment Memory Optimized Cores', 500),
  row('ManagedEnvironmentComputeOptimizedCores', 'Managed Environment Compute Optimized Cores', 50),
  row('ManagedEnvironmentConsumptionCores', 'Managed Environment Consumption Cores', 500, 'consumption'),
  row('ManagedEnvironmentConsumptionNCA100Gpus', 'Managed Environment Consumption NCA 100 Gpus', 2),
  row('ManagedEnvironmentConsumptionT4Gpus', 'Managed Environment Consumption T 4 Gpus', 5),
  row('ManagedEnvironmentConfidentialGeneralPurposeCores', 'Managed Environment Confidential General Purpose Cores', 50),
  row('ManagedEnvironmentConfidentialMemoryOptimizedCores', 'Managed Environment Confidential Memory Optimized Cores', 50),
];
