import type { ArmCall } from './arm-call.ts';
import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import { routeDeployments } from '../deployments/deployment-routes.ts';
import type { LocalRequest, LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import { deleteGroup, deleteResource } from './delete-resource.ts';
import { deletedVault, listDeletedVaults } from './deleted-vaults.ts';
import { genericResource, listCollection, listResources, readResource } from './generic-resources.ts';
import { listAction } from './list-keys.ts';
import { operationResult, operationStatus } from './operation-token.ts';
import { invalidContent, notSupported } from './refusals.ts';
import { getProvider, listProviders, registerProvider, unregisterProvider } from './registration.ts';
import { listGroups, resourceGroup } from './resource-groups.ts';
import { parseArmPath } from './resource-path.ts';
import { getSubscription, listLocations, listSubscriptions, listTenants } from './subscriptions.ts';
import { resourceTags } from './tags.ts';

/** Characters of a request's body; Azure's limit for templates and resources alike. */
const requestLimit = 4 * 1024 * 1024;

/**
 * Answers a request to `management.azure.com`.
 * @throws Refusal
 */
export function answerArm(context: LocalContext, request: LocalRequest, url: URL): LocalResponse {
  if (!/^bearer \S+/i.test(request.headers['authorization'] ?? '')) {
    throw refuse(401, 'AuthenticationFailed', "Authentication failed. The 'Authorization' header is missing.");
  }
  const query = url.searchParams;
  const apiVersion = query.get('api-version');
  if (apiVersion === null || apiVersion === '') {
    throw refuse(400, 'MissingApiVersionParameter', 'The api-version query parameter (?api-version=) is required for all requests.');
  }
  if ((request.body?.length ?? 0) > requestLimit) {
    throw refuse(413, 'RequestContentTooLarge', 'The request content size exceeds the maximum size of 4 MB.');
  }
  const segments = pathSegments(url);
  const call: ArmCall = { method: request.method.toUpperCase(), segments, query, apiVersion, body: parseBody(request.body) };
  return routeTenant(context, call) ?? routeDeployments(context, call) ?? routeSubscription(context, call) ?? routeResource(context, call);
}

/** @throws Refusal for escapes that stand for no text. */
function pathSegments(url: URL): readonly string[] {
  try {
    return url.pathname.split('/').filter((segment) => segment !== '').map((segment) => decodeURIComponent(segment));
  } catch {
    throw refuse(400, 'InvalidRequestUri', `The request URI path '${url.pathname}' is not valid.`);
  }
}

function routeTenant(context: LocalContext, { method, segments }: ArmCall): LocalResponse | undefined {
  const first = segments[0]?.toLowerCase();
  if (first === 'tenants' && segments.length === 1 && method === 'GET') return listTenants(context);
  if (first !== 'subscriptions') throw refuse(404, 'InvalidResourceType', 'The resource type could not be found.');
  if (segments.length === 1 && method === 'GET') return listSubscriptions(context);
  if (segments[1]?.toLowerCase() !== context.subscriptionId.toLowerCase()) {
    throw refuse(404, 'SubscriptionNotFound', `The subscription '${segments[1] ?? ''}' could not be found.`);
  }
  return undefined;
}

function routeSubscription(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const { method, segments, apiVersion } = call;
  const [, , collection = '', first, second] = segments.map((segment, i) => (i === 2 || i === 4 ? segment.toLowerCase() : segment));
  const length = segments.length;
  if (length === 2 && method === 'GET') return getSubscription(context);
  if (length === 3 && method === 'GET') {
    if (collection === 'locations') return listLocations(context);
    if (collection === 'resourcegroups') return listGroups(context);
    if (collection === 'resources') return listResources(context, `/subscriptions/${context.subscriptionId}`, call.query.get('$filter'));
    if (collection === 'providers') return listProviders(context);
  }
  if (collection === 'providers' && first !== undefined) {
    if (length === 4 && method === 'GET') return getProvider(context, first);
    if (length === 5 && method === 'POST' && second === 'register') return registerProvider(context, first);
    if (length === 5 && method === 'POST' && second === 'unregister') return unregisterProvider(context, first);
    return routeDeletedVaults(context, call);
  }
  if (length === 4 && first !== undefined && method === 'GET') {
    if (collection === 'operationstatuses') return operationStatus(context, first);
    if (collection === 'operationresults') return operationResult(context, first, apiVersion);
  }
  return undefined;
}

function routeDeletedVaults(context: LocalContext, { method, segments }: ArmCall): LocalResponse | undefined {
  const [, , , namespace = '', ...rest] = segments.map((segment) => segment.toLowerCase());
  if (namespace !== 'microsoft.keyvault') return undefined;
  if (method === 'GET' && rest.length === 1 && rest[0] === 'deletedvaults') return listDeletedVaults(context);
  const [locations, , vaults, name, action] = rest;
  if (locations !== 'locations' || vaults !== 'deletedvaults' || name === undefined) return undefined;
  if (method === 'GET' && action === undefined) return deletedVault(context, name, false);
  return method === 'POST' && action === 'purge' ? deletedVault(context, name, true) : undefined;
}

function routeResource(context: LocalContext, call: ArmCall): LocalResponse {
  const { method, segments, apiVersion, body } = call;
  const path = parseArmPath(`/${segments.join('/')}`);
  if (path?.kind === 'group') return method === 'DELETE' ? deleteGroup(context, path.id, apiVersion) : resourceGroup(context, knownMethod(method), path, body);
  if (path?.kind === 'resource') {
    if (path.type.toLowerCase() === 'microsoft.resources/tags') return resourceTags(context, method, path, body);
    return method === 'DELETE' ? deleteResource(context, path, apiVersion) : genericResource(context, method, path, apiVersion, body);
  }
  if (method === 'POST') return action(context, segments);
  if (method === 'GET') return collection(context, call);
  throw notSupported(method);
}

function action(context: LocalContext, segments: readonly string[]): LocalResponse {
  const name = segments.at(-1) ?? '';
  const path = parseArmPath(`/${segments.slice(0, -1).join('/')}`);
  if (path?.kind !== 'resource') throw notSupported('POST');
  readResource(context, path);
  const result = listAction(context, path, name);
  if (result === undefined) throw refuse(404, 'InvalidResourceType', `The action '${name}' could not be found for the resource type '${path.type}'.`);
  return answer(200, result);
}

function collection(context: LocalContext, call: ArmCall): LocalResponse {
  const { segments } = call;
  const last = segments.at(-1) ?? '';
  const owner = parseArmPath(`/${segments.slice(0, -1).join('/')}`);
  if (owner?.kind === 'group' && last.toLowerCase() === 'resources') return listResources(context, owner.id, call.query.get('$filter'));
  if (owner?.kind === 'resource') return listCollection(context, owner.id, `${owner.type}/${last}`);
  const scope = parseArmPath(`/${segments.slice(0, -3).join('/')}`);
  if (scope !== undefined && segments.at(-3)?.toLowerCase() === 'providers') return listCollection(context, scope.id, `${segments.at(-2) ?? ''}/${last}`);
  throw refuse(404, 'InvalidResourceType', 'The resource type could not be found.');
}

function knownMethod(method: string): string {
  if (!['GET', 'HEAD', 'PUT', 'PATCH'].includes(method)) throw notSupported(method);
  return method;
}

function parseBody(text: string | undefined): JsonObject {
  if (text === undefined || text === '') return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw invalidContent(error instanceof Error ? error.message : 'not JSON');
  }
  if (!isJsonObject(parsed)) throw invalidContent("The body is not an object. Path '', line 1, position 1.");
  return parsed;
}
