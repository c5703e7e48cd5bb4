import type { JsonObject } from '../../model/json.ts';
import { plainRegion } from '../../resources/region-names.ts';
import { physicalRegions } from '../arm/regions.ts';
import type { LocalContext } from '../context.ts';
import { coresOfSize } from '../services/compute.ts';
import { isUnavailable } from '../services/quotas.ts';

/** Common sizes with their family and memory in GB; the real list has some thousand rows. @see https://learn.microsoft.com/azure/virtual-machines/sizes/overview */
const sizes: readonly (readonly [name: string, family: string, memoryGb: number])[] = [
  ['Standard_B1s', 'standardBSFamily', 1],
  ['Standard_B2s', 'standardBSFamily', 4],
  ['Standard_B2ms', 'standardBSFamily', 8],
  ['Standard_DS1_v2', 'standardDSv2Family', 3.5],
  ['Standard_DS2_v2', 'standardDSv2Family', 7],
  ['Standard_D2s_v3', 'standardDSv3Family', 8],
  ['Standard_D4s_v3', 'standardDSv3Family', 16],
  ['Standard_D2s_v5', 'standardDSv5Family', 8],
  ['Standard_D4s_v5', 'standardDSv5Family', 16],
  ['Standard_E2s_v5', 'standardESv5Family', 16],
  ['Standard_F2s_v2', 'standardFSv2Family', 4],
];

/** `GET …/Microsoft.Compute/skus`, whole or of one region. What settings make unavailable is restricted. @see https://learn.microsoft.com/rest/api/compute/resource-skus/list */
export function computeSkus(context: LocalContext, filter: string | null): readonly JsonObject[] {
  const wanted = /location\s+eq\s+'([^']*)'/i.exec(filter ?? '')?.[1];
  const regions = physicalRegions.filter(({ name }) => wanted === undefined || name === plainRegion(wanted));
  return sizes.flatMap(([name, family, memoryGb]) =>
    regions.map(({ name: region, zones }) => ({
      resourceType: 'virtualMachines',
      name,
      tier: 'Standard',
      size: name.replace('Standard_', ''),
      family,
      locations: [region],
      locationInfo: [{ location: region, zones: [...(zones ?? '')].filter((zone) => /\d/.test(zone)), zoneDetails: [] }],
      capabilities: [{ name: 'vCPUs', value: String(coresOfSize(name)) }, { name: 'MemoryGB', value: String(memoryGb) }],
      restrictions: isUnavailable(context, name, region) ? [{ type: 'Location', values: [region], restrictionInfo: { locations: [region] }, reasonCode: 'NotAvailableForSubscription' }] : [],
    })),
  );
}
