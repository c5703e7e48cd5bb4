import type { Json, JsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import locations from '../data/locations.json' with { type: 'json' };
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { zonesOfRegion } from './template-metadata.ts';

interface Region {
  readonly name: string;
  readonly displayName: string;
  readonly regionalDisplayName: string;
  readonly regionType: string;
  readonly regionCategory?: string | null;
  readonly geography?: string;
  readonly geographyGroup?: string;
  readonly longitude?: string;
  readonly latitude?: string;
  readonly physicalLocation?: string;
  readonly paired?: readonly string[];
  /** Digits of the physical zones that stand behind the logical zones 1, 2, 3 … */
  readonly zones?: string;
}

/** `GET /subscriptions` */
export function listSubscriptions(context: LocalContext): LocalResponse {
  return answer(200, { value: [subscriptionView(context)], count: { type: 'Total', value: 1 } });
}

/** `GET /subscriptions/{id}` */
export function getSubscription(context: LocalContext): LocalResponse {
  return answer(200, subscriptionView(context));
}

/** `GET /tenants` */
export function listTenants(context: LocalContext): LocalResponse {
  return answer(200, {
    value: [{
      id: `/tenants/${context.tenantId}`,
      tenantId: context.tenantId,
      displayName: 'Local',
      countryCode: 'US',
      defaultDomain: 'local.example',
      tenantCategory: 'Home',
    }],
  });
}

/** `GET …/locations`, in the order of Azure. */
export function listLocations(context: LocalContext): LocalResponse {
  const value = (locations.value as readonly Region[]).map((region) => locationView(context, region));
  return answer(200, { value });
}

/** Name that `subscription().displayName` shows. */
export const subscriptionName = 'Local Azure';

function subscriptionView(context: LocalContext): JsonObject {
  return {
    id: `/subscriptions/${context.subscriptionId}`,
    authorizationSource: 'RoleBased',
    subscriptionId: context.subscriptionId,
    tenantId: context.tenantId,
    displayName: subscriptionName,
    state: 'Enabled',
    subscriptionPolicies: { locationPlacementId: 'Public_2014-09-01', quotaId: 'PayAsYouGo_2014-09-01', spendingLimit: 'Off' },
  };
}

function locationView(context: LocalContext, region: Region): JsonObject {
  const id = (name: string) => `/subscriptions/${context.subscriptionId}/locations/${name}`;
  const metadata: Record<string, Json> = { regionType: region.regionType };
  if (typeof region.regionCategory === 'string') metadata['regionCategory'] = region.regionCategory;
  for (const key of ['geography', 'geographyGroup', 'longitude', 'latitude', 'physicalLocation'] as const) {
    const value = region[key];
    if (value !== undefined) metadata[key] = value;
  }
  if (region.paired !== undefined) metadata['pairedRegion'] = region.paired.map((name) => ({ name, id: id(name) }));
  return {
    id: id(region.name),
    name: region.name,
    type: 'Region',
    displayName: region.displayName,
    regionalDisplayName: region.regionalDisplayName,
    metadata,
    ...(region.zones === undefined ? {} : { availabilityZoneMappings: zonesOfRegion(region.name, region.zones) }),
  };
}
