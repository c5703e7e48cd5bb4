import type { ArmCall } from '../arm/arm-call.ts';
import { notSupported } from '../arm/refusals.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { computeSkus } from './compute-skus.ts';
import { cosmosRegions } from './cosmos-regions.ts';
import { sqlCapabilities } from './sql-capabilities.ts';
import { storageSkus } from './storage-skus.ts';
import { environmentUsages, listUsages } from './usages.ts';

/** Answers what a subscription may use: quota, SKUs, regions of Cosmos DB, capabilities of SQL. Undefined for all other calls. */
export function routeOffers(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const [subscriptions, , providers, namespace = '', ...rest] = call.segments.map((segment) => segment.toLowerCase());
  if (subscriptions !== 'subscriptions') return undefined;
  const isOfEnvironment = call.segments.at(-1)?.toLowerCase() === 'usages' && call.segments.at(-3)?.toLowerCase() === 'managedenvironments';
  const answered = isOfEnvironment ? environmentUsages(context, call) : providers === 'providers' ? offerOf(context, call, namespace, rest) : undefined;
  if (answered !== undefined && call.method !== 'GET') throw notSupported(call.method);
  return answered;
}

function offerOf(context: LocalContext, call: ArmCall, namespace: string, rest: readonly string[]): LocalResponse | undefined {
  const region = call.segments[5];
  if (rest.length === 3 && rest[0] === 'locations' && region !== undefined) {
    if (rest[2] === 'usages') return listUsages(context, namespace, region);
    if (rest[2] === 'capabilities' && namespace === 'microsoft.sql') return answer(200, sqlCapabilities(context, region));
    // Sites are not kept after their deletion here.
    if (rest[2] === 'deletedsites' && namespace === 'microsoft.web') return answer(200, { value: [], nextLink: null, id: null });
  }
  if (rest.length === 1 && rest[0] === 'skus' && namespace === 'microsoft.storage') return answer(200, { value: storageSkus(context) });
  if (rest.length === 1 && rest[0] === 'skus' && namespace === 'microsoft.compute') return answer(200, { value: computeSkus(context, call.query.get('$filter')) });
  if (rest[0] === 'locations' && rest.length <= 2 && namespace === 'microsoft.documentdb') return cosmosRegions(context, region);
  return undefined;
}
