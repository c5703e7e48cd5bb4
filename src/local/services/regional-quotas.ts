import { resourceIdKey } from '../../arm/resource-id.ts';
import { refuse } from '../refusal.ts';
import type { Refusal } from '../refusal.ts';
import { refuseWithDetails } from '../service-refusals.ts';
import { quotaOf } from './quotas.ts';
import { regionOfBody, resourcesInRegion } from './resources-in-region.ts';
import type { WriteSubject } from './subject.ts';

interface RegionalQuota {
  /** Name of the limit in settings, and in lists of usages. */
  readonly name: string;
  readonly refusal: (facts: { readonly limit: number; readonly used: number; readonly region: string; readonly subscription: string }) => Refusal;
}

/** Types of which a region takes so many, by type in lower case. */
const quotas: Readonly<Record<string, RegionalQuota>> = {
  'microsoft.storage/storageaccounts': {
    name: 'Microsoft.Storage/StorageAccounts',
    refusal: ({ limit, used, region, subscription }) => refuse(409, 'MaxStorageAccountsCountPerSubscriptionExceeded', `Subscription ${subscription} already contains ${used} storage accounts with Standard Dns endpoints in location ${region} and the maximum allowed is ${limit}.`),
  },
  'microsoft.network/publicipaddresses': {
    name: 'Microsoft.Network/PublicIPAddresses',
    refusal: ({ limit }) => refuseWithDetails('PublicIPCountLimitReached', `Cannot create more than ${limit} public IP addresses for this subscription in this region.`),
  },
  'microsoft.sql/servers': {
    name: 'Microsoft.Sql/ServerQuota',
    refusal: ({ subscription }) => refuse(409, 'ServerQuotaExceeded', `Cannot move or create server. Subscription '${subscription}' will exceed server quota.`),
  },
};

/** @throws Refusal when the settings of the world set a limit for the region, and it is reached. */
export function checkRegionalQuota({ context, path, body, before }: WriteSubject): void {
  const quota = quotas[path.type.toLowerCase()];
  const region = regionOfBody(body);
  const limit = quota === undefined || before !== undefined ? undefined : quotaOf(context, quota.name, region);
  if (quota === undefined || limit === undefined) return;
  const used = resourcesInRegion(context.db, path.type.toLowerCase(), region).filter(({ key }) => key !== resourceIdKey(path.id)).length;
  if (used >= limit) throw quota.refusal({ limit, used, region, subscription: context.subscriptionId });
}
