import type { JsonObject } from '../../model/json.ts';
import { physicalRegions } from '../arm/regions.ts';
import type { LocalContext } from '../context.ts';
import { isUnavailable } from '../services/quotas.ts';

/** SKUs that a kind of account takes. @see https://learn.microsoft.com/azure/storage/common/storage-account-overview#types-of-storage-accounts */
const byKind: Readonly<Record<string, readonly string[]>> = {
  Storage: ['Standard_LRS', 'Standard_GRS', 'Standard_RAGRS', 'Standard_ZRS'],
  StorageV2: ['Standard_LRS', 'Standard_GRS', 'Standard_RAGRS', 'Standard_ZRS', 'Standard_GZRS', 'Standard_RAGZRS', 'Premium_LRS'],
  BlobStorage: ['Standard_LRS', 'Standard_GRS', 'Standard_RAGRS'],
  BlockBlobStorage: ['Premium_LRS', 'Premium_ZRS'],
  FileStorage: ['Premium_LRS', 'Premium_ZRS'],
};

/** A row for each SKU, kind and region. A region without zones has none of the SKUs that need them; what settings make unavailable is restricted. */
export function storageSkus(context: LocalContext): readonly JsonObject[] {
  const offered = context.catalogue.locations('Microsoft.Storage/storageAccounts') ?? [];
  return physicalRegions
    .filter(({ name }) => offered.includes(name))
    .flatMap(({ name: region, zones }) =>
      Object.entries(byKind).flatMap(([kind, skus]) => skus.filter((sku) => zones !== undefined || !sku.includes('ZRS')).map((sku) => skuRow(context, sku, kind, region))),
    );
}

function skuRow(context: LocalContext, name: string, kind: string, region: string): JsonObject {
  const flag = (capability: string, has: boolean) => ({ name: capability, value: String(has) });
  return {
    resourceType: 'storageAccounts',
    name,
    tier: name.split('_')[0] ?? '',
    kind,
    locations: [region],
    capabilities: [
      flag('supportsfileencryption', kind !== 'BlobStorage'),
      flag('supportshoeboxcapacitymetrics', true),
      flag('supportsnetworkacls', !(kind === 'Storage' && name.includes('ZRS'))),
    ],
    restrictions: isUnavailable(context, name, region) ? [{ type: 'location', values: [region], reasonCode: 'NotAvailableForSubscription' }] : [],
  };
}
