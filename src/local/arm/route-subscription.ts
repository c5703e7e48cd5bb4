import type { ArmCall } from './arm-call.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import { requireOwnVersion } from './check-version.ts';
import { listResources } from './generic-resources.ts';
import { operationResult, operationStatus } from './operation-token.ts';
import { getProvider, listProviderTypes, listProviders, registerProvider, tenantProvider, unregisterProvider } from './registration.ts';
import { listGroups } from './resource-groups.ts';
import { getSubscription, listLocations, listSubscriptions, listTenants } from './subscriptions.ts';

/** Answers calls about the tenant itself; undefined for all others. @throws Refusal for what is in no subscription of this world */
export function routeTenant(context: LocalContext, { method, segments, query, apiVersion }: ArmCall): LocalResponse | undefined {
  const first = segments[0]?.toLowerCase();
  if (first === 'tenants' || first === 'subscriptions') requireOwnVersion(context, segments, apiVersion);
  if (first === 'tenants' && segments.length === 1 && method === 'GET') return listTenants(context);
  if (first === 'providers') return method === 'GET' && segments.length <= 2 ? tenantProviders(context, segments[1], query.get('$expand')) : undefined;
  if (first !== 'subscriptions') throw refuse(404, 'InvalidResourceType', 'The resource type could not be found.');
  if (segments.length === 1 && method === 'GET') return listSubscriptions(context);
  if (segments[1]?.toLowerCase() !== context.subscriptionId.toLowerCase()) {
    const given = segments[1] ?? '';
    if (!guid.test(given)) throw refuse(400, 'InvalidSubscriptionId', `The provided subscription identifier '${given}' is malformed or invalid.`);
    throw refuse(404, 'SubscriptionNotFound', `The subscription '${given}' could not be found.`);
  }
  return undefined;
}

const guid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** `GET /providers` and `GET /providers/{namespace}` */
function tenantProviders(context: LocalContext, namespace: string | undefined, expand: string | null): LocalResponse {
  if (namespace !== undefined) return answer(200, tenantProvider(context, namespace, expand));
  return answer(200, { value: context.catalogue.namespaces.map((name) => tenantProvider(context, name, expand)) });
}

/** Answers calls about a subscription and its collections; undefined for all others. */
export function routeSubscription(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const { method, segments, apiVersion } = call;
  const [, , collection = '', first, second] = segments.map((segment, i) => (i === 2 || i === 4 ? segment.toLowerCase() : segment));
  const length = segments.length;
  if (length === 2 && method === 'GET') return getSubscription(context);
  if (length === 3 && method === 'GET') {
    if (collection === 'locations') return listLocations(context);
    if (collection === 'resourcegroups') return listGroups(context, call);
    if (collection === 'resources') return listResources(context, call, `/subscriptions/${context.subscriptionId}`);
    if (collection === 'providers') return listProviders(context, call.query.get('$expand'));
  }
  if (collection === 'providers' && first !== undefined) {
    if (length === 4 && method === 'GET') return getProvider(context, first, call.query.get('$expand'));
    if (length === 5 && method === 'GET' && second === 'resourcetypes') return listProviderTypes(context, first, call.query.get('$expand'));
    if (length === 5 && method === 'POST' && second === 'register') return registerProvider(context, first);
    if (length === 5 && method === 'POST' && second === 'unregister') return unregisterProvider(context, first);
    return undefined;
  }
  if (length === 4 && first !== undefined && method === 'GET') {
    if (collection === 'operationstatuses') return operationStatus(context, first);
    if (collection === 'operationresults') return operationResult(context, first, apiVersion);
  }
  return undefined;
}
