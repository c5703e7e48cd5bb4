import type { JsonObject } from '../../model/json.ts';
import { offersZones } from '../../resources/zone-regions.ts';
import { plainRegion } from '../../resources/region-names.ts';
import type { Region } from '../arm/regions.ts';
import { physicalRegions } from '../arm/regions.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { isUnavailable } from '../services/quotas.ts';

/** Regions whose backups stay in the country, recorded 2024-09. */
const resident = new Set(['southeastasia', 'brazilsouth']);

/** `GET …/Microsoft.DocumentDB/locations` and one of them. @see https://learn.microsoft.com/rest/api/cosmos-db-resource-provider/locations */
export function cosmosRegions(context: LocalContext, wanted: string | undefined): LocalResponse {
  if (wanted === undefined) return answer(200, { value: physicalRegions.map((region) => cosmosRegion(context, region)) });
  const found = physicalRegions.find(({ name }) => name === plainRegion(wanted));
  if (found === undefined) throw refuse(404, 'NotFound', `The location '${wanted}' could not be found.`);
  return answer(200, cosmosRegion(context, found));
}

function cosmosRegion(context: LocalContext, { name, displayName }: Region): JsonObject {
  const zones = offersZones('cosmos', name);
  const open = !isUnavailable(context, 'Microsoft.DocumentDB', name);
  return {
    id: `/subscriptions/${context.subscriptionId}/providers/Microsoft.DocumentDB/locations/${name}`,
    type: 'Microsoft.DocumentDB/locations',
    name: displayName,
    properties: {
      supportsAvailabilityZone: zones,
      isResidencyRestricted: resident.has(name),
      isSubscriptionRegionAccessAllowedForAz: zones && open,
      isSubscriptionRegionAccessAllowedForRegular: open,
      status: 'Online',
      backupStorageRedundancies: zones ? ['Geo', 'Zone', 'Local'] : ['Geo', 'Local'],
    },
  };
}
