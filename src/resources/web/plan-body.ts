import type { Json, JsonObject } from '../../model/json.ts';

/** Sizes as the service spells them, letter case aside. */
export const planNames: readonly string[] = [
  'F1',
  'D1',
  'Y1',
  'FC1',
  'B1',
  'B2',
  'B3',
  'S1',
  'S2',
  'S3',
  'P1v2',
  'P2v2',
  'P3v2',
  'P0v3',
  'P1v3',
  'P2v3',
  'P3v3',
  'P1mv3',
  'P2mv3',
  'P3mv3',
  'P4mv3',
  'P5mv3',
  'EP1',
  'EP2',
  'EP3',
  'WS1',
  'WS2',
  'WS3',
];

/** What a plan has where nothing was sent. */
export const planDefaults: JsonObject = {
  ...Object.fromEntries(
    [
      'adminRuntimeSiteName', 'adminSiteName', 'existingServerFarmIds', 'freeOfferExpirationTime', 'hostingEnvironment', 'hostingEnvironmentId',
      'hostingEnvironmentProfile', 'kubeEnvironmentProfile', 'migrateToVMSS', 'siteMode', 'spotExpirationTime', 'tags', 'vnetConnectionsMax',
      'vnetConnectionsUsed', 'webSiteId', 'workerTierName',
    ].map((name): [string, Json] => [name, null]),
  ),
  hyperV: false,
  isSpot: false,
  isXenon: false,
  maximumElasticWorkerCount: 1,
  perSiteScaling: false,
  reserved: false,
  status: 'Ready',
  targetWorkerCount: 0,
  targetWorkerSizeId: 0,
  zoneRedundant: false,
};

/** Properties that the newer api versions have. */
export const newerPlanDefaults: JsonObject = {
  asyncScalingEnabled: false, targetWorkerSku: null, currentNumberOfZonesUtilized: 1, eligibleLogCategories: '', isCustomMode: false,
  maximumNumberOfZones: 1, powerState: 'Running',
};

/** Machines that the tiers may have. */
const maximum: ReadonlyMap<string, number> = new Map([
  ['FlexConsumption', 0], ['Free', 1], ['Shared', 1], ['Basic', 3], ['Standard', 10], ['Premium', 20], ['PremiumV2', 30], ['Premium0V3', 30],
  ['PremiumV3', 30], ['PremiumMV3', 30], ['ElasticPremium', 20], ['WorkflowStandard', 20], ['Dynamic', 0],
]);

/** Numbers by which App Service tells sizes of machines apart, as recorded. */
const workerSizes: ReadonlyMap<string, number> = new Map([
  ['B2', 1], ['S2', 1], ['B3', 2], ['S3', 2], ['P1v2', 3], ['P2v2', 4], ['P3v2', 5], ['EP1', 3], ['EP2', 4], ['EP3', 5], ['WS1', 3], ['WS2', 4],
  ['WS3', 5], ['P1v3', 6],
]);
const workerNames = ['Default', 'Medium', 'Large', 'D1', 'D2', 'D3', 'SmallV3'] as const;

/** What follows from the size of a plan: numbers of machines, their size, how they scale. */
export function planLimits(tier: string, name: string, capacity: Json): JsonObject {
  const size = workerSizes.get(name) ?? 0;
  const elastic = tier === 'ElasticPremium' || tier === 'WorkflowStandard';
  const shared = tier === 'Free' || tier === 'Shared';
  const worker = tier === 'FlexConsumption' ? 'Small' : (workerNames[size] ?? 'Default');
  return {
    computeMode: tier === 'FlexConsumption' || tier === 'Dynamic' ? 'Dynamic' : shared ? 'Shared' : 'Dedicated',
    currentWorkerSize: worker,
    currentWorkerSizeId: size,
    workerSize: worker,
    workerSizeId: size,
    elasticScaleEnabled: elastic,
    maximumNumberOfWorkers: maximum.get(tier) ?? 10,
    numberOfWorkers: capacity,
    currentNumberOfWorkers: capacity,
    ...(shared ? { siteMode: tier === 'Free' ? 'Limited' : 'Basic' } : {}),
  };
}
