import type { Json, JsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { findResource, keysOfType } from '../world/resource-store.ts';
import locations from '../data/locations.json' with { type: 'json' };
import type { ArmCall } from './arm-call.ts';
import { plainRegion } from './provider-catalogue.ts';
import { notSupported } from './refusals.ts';

/** One limit: its value and words, how many there may be in a region, and the type that is counted (empty: nothing here uses it). */
type Limit = readonly [value: string, words: string, limit: number, type: string];

/** Limits by namespace in lower case, with the default values of a pay-as-you-go subscription. */
const limits: Readonly<Record<string, readonly Limit[]>> = {
  'microsoft.storage': [['StorageAccounts', 'Storage Accounts', 250, 'microsoft.storage/storageaccounts'], ['StorageAccounts-AzureDNSZone', 'AzureDNSZone Storage Accounts', 5000, '']],
  'microsoft.app': [['ManagedEnvironmentCount', 'Managed Environment Count', 50, 'microsoft.app/managedenvironments'], ['SessionPools', 'Session Pools', 50, 'microsoft.app/sessionpools']],
  'microsoft.network': [
    ['VirtualNetworks', 'Virtual Networks', 1000, 'microsoft.network/virtualnetworks'],
    ['NetworkSecurityGroups', 'Network Security Groups', 5000, 'microsoft.network/networksecuritygroups'],
    ['NetworkInterfaces', 'Network Interfaces', 65536, 'microsoft.network/networkinterfaces'],
    ['PublicIPAddresses', 'Public IP Addresses', 1000, 'microsoft.network/publicipaddresses'],
    ['PublicIpPrefixes', 'Public Ip Prefixes', 2147483647, 'microsoft.network/publicipprefixes'],
  ],
  'microsoft.cognitiveservices': [['OpenAI.Standard.AccountCount', 'Azure OpenAI accounts', 30, 'microsoft.cognitiveservices/accounts']],
  'microsoft.web': [['Cores usage in {region}', 'Cores usage in {region}', 250, 'microsoft.web/serverfarms']],
  'microsoft.sql': [['ServerQuota', 'Regional Server Quota for {name}', 250, 'microsoft.sql/servers'], ['SubscriptionFreeDatabaseCount', 'Free Database Count per Subscription for {name}', 1, '']],
};

const storageSkus = ['Standard_LRS', 'Standard_GRS', 'Standard_RAGRS', 'Standard_ZRS', 'Standard_GZRS', 'Standard_RAGZRS', 'Premium_LRS', 'Premium_ZRS'] as const;

interface Region {
  readonly name: string;
  readonly displayName: string;
  readonly regionType: string;
  readonly zones?: string;
}

const regions = (locations.value as readonly Region[]).filter(({ regionType }) => regionType === 'Physical');

/**
 * Answers what a subscription may use in a region: quota, storage SKUs, regions of Cosmos DB, deleted things that this world keeps none of.
 * Undefined for all other calls.
 * @see https://learn.microsoft.com/rest/api/storagerp/usages/list-by-location
 */
export function routeUsages(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const [subscriptions, , providers, namespace = '', ...rest] = call.segments.map((segment) => segment.toLowerCase());
  if (subscriptions !== 'subscriptions' || providers !== 'providers') return undefined;
  const answered = answerOf(context, call, namespace, rest);
  if (answered !== undefined && call.method !== 'GET') throw notSupported(call.method);
  return answered;
}

function answerOf(context: LocalContext, call: ArmCall, namespace: string, rest: readonly string[]): LocalResponse | undefined {
  const region = call.segments[5];
  const known = limits[namespace];
  if (known !== undefined && rest.length === 3 && rest[0] === 'locations' && rest[2] === 'usages') {
    return answer(200, { value: known.map((limit) => usageView(context, namespace, region ?? '', limit)) });
  }
  if (namespace === 'microsoft.storage' && rest.length === 1 && rest[0] === 'skus') return answer(200, { value: storageSkuRows(context) });
  if (namespace === 'microsoft.documentdb' && rest[0] === 'locations' && rest.length <= 2) return cosmosRegions(context, region);
  return emptyList(rest, namespace);
}

/** Lists of what was deleted: this world keeps deleted vaults only. */
function emptyList(rest: readonly string[], namespace: string): LocalResponse | undefined {
  if (namespace === 'microsoft.web' && rest.length === 3 && rest[2] === 'deletedsites') return answer(200, { value: [], nextLink: null, id: null });
  if (rest.length !== 1) return undefined;
  return ['deletedservices', 'deletedconfigurationstores', 'deletedaccounts'].includes(rest[0] ?? '') ? answer(200, { value: [] }) : undefined;
}

function usageView(context: LocalContext, namespace: string, region: string, [value, words, limit, type]: Limit): JsonObject {
  const currentValue = type === '' ? 0 : countIn(context, type, region);
  const place = plainRegion(region);
  const fill = (text: string) => text.replace('{region}', displayName(region)).replace('{name}', place);
  const name = { value: fill(value), localizedValue: fill(words) };
  const id = `/subscriptions/${context.subscriptionId}/providers`;
  switch (namespace) {
    case 'microsoft.sql':
      return { properties: { displayName: fill(words), currentValue, limit, unit: 'Count' }, id: `${id}/Microsoft.Sql/locations/${place}/usages/${value}`, name: value, type: 'Microsoft.Sql/locations/usages' };
    case 'microsoft.network':
      return { currentValue, id: `${id}/Microsoft.Network/locations/${place}/usages/${value}`, limit, name, unit: 'Count', isAdjustable: true };
    case 'microsoft.app':
      return { name, usage: currentValue, currentValue, limit };
    default:
      return { name, currentValue, limit, unit: namespace === 'microsoft.web' ? 'Core Count' : 'Count' };
  }
}

function countIn(context: LocalContext, type: string, region: string): number {
  return keysOfType(context.db, type, '').filter((key) => plainRegion(String(findResource(context.db, key)?.body['location'] ?? '')) === plainRegion(region)).length;
}

function displayName(region: string): string {
  return regions.find(({ name }) => name === plainRegion(region))?.displayName ?? region;
}

function storageSkuRows(context: LocalContext): readonly JsonObject[] {
  const offered = context.catalogue.locations('Microsoft.Storage/storageAccounts') ?? [];
  return regions
    .filter(({ name }) => offered.includes(name))
    .flatMap(({ name: region, zones }) =>
      storageSkus
        .filter((sku) => zones !== undefined || !sku.includes('ZRS'))
        .map((sku) => ({ resourceType: 'storageAccounts', name: sku, tier: sku.split('_')[0] ?? '', kind: 'StorageV2', locations: [region], capabilities: [{ name: 'supportsnetworkacls', value: 'true' }], restrictions: [] })),
    );
}

function cosmosRegions(context: LocalContext, wanted: string | undefined): LocalResponse {
  const rows = regions.map((region) => cosmosRegion(context, region));
  if (wanted === undefined) return answer(200, { value: rows });
  const found = rows[regions.findIndex(({ name }) => name === plainRegion(wanted))];
  if (found === undefined) throw refuse(404, 'NotFound', `The location '${wanted}' could not be found.`);
  return answer(200, found);
}

function cosmosRegion(context: LocalContext, { name, displayName: shown, zones }: Region): JsonObject {
  const redundancies: readonly Json[] = zones === undefined ? ['Geo', 'Local'] : ['Geo', 'Zone', 'Local'];
  return {
    id: `/subscriptions/${context.subscriptionId}/providers/Microsoft.DocumentDB/locations/${name}`,
    type: 'Microsoft.DocumentDB/locations',
    name: shown,
    properties: {
      supportsAvailabilityZone: zones !== undefined,
      isResidencyRestricted: false,
      isSubscriptionRegionAccessAllowedForAz: zones !== undefined,
      isSubscriptionRegionAccessAllowedForRegular: true,
      status: 'Online',
      backupStorageRedundancies: redundancies,
    },
  };
}
