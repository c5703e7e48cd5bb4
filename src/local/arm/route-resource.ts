import { resourceIdKey } from '../../arm/resource-id.ts';
import type { ArmCall } from './arm-call.ts';
import type { JsonObject } from '../../model/json.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import { lockPolicy } from '../services/lock-policy.ts';
import { requireVersion } from './check-version.ts';
import { deleteGroup, deleteResource } from './delete-resource.ts';
import { genericResource, listCollection, listResources, readResource } from './generic-resources.ts';
import { listAction } from './list-keys.ts';
import { requireWritable } from './locks.ts';
import { requireManagementGroup } from './management-groups.ts';
import { notSupported } from './refusals.ts';
import { resourceGroup } from './resource-groups.ts';
import type { ResourcePath } from './resource-path.ts';
import { parseArmPath } from './resource-path.ts';
import { findResource } from '../world/resource-store.ts';
import { resourceTags } from './tags.ts';

/**
 * Answers calls about groups, resources, collections and actions: what no other router knows.
 * @throws Refusal
 */
export function routeResource(context: LocalContext, call: ArmCall): LocalResponse {
  const { method, segments, apiVersion, body } = call;
  const path = parseArmPath(`/${segments.join('/')}`);
  if (path?.kind === 'group') return method === 'DELETE' ? deleteGroup(context, path.id, apiVersion) : resourceGroup(context, knownMethod(method), path, body);
  if (path?.kind === 'resource') {
    if (path.managementGroup !== undefined) requireManagementGroup(context, path.managementGroup);
    requireVersion(context, path, apiVersion, locationOf(context, path, body));
    if (path.type.toLowerCase() === 'microsoft.resources/tags') return resourceTags(context, method, path, body);
    return method === 'DELETE' ? deleteResource(context, path, apiVersion, { forGood: call.query.get('force')?.toLowerCase() === 'true' }) : genericResource(context, method, path, apiVersion, body);
  }
  if (path?.kind === 'subscription' || path?.kind === 'tenant') throw notSupported(method);
  if (method === 'POST') return action(context, call);
  if (method === 'GET') return collection(context, call);
  throw notSupported(method);
}

function locationOf(context: LocalContext, path: ResourcePath, body: JsonObject): string {
  const location = body['location'] ?? findResource(context.db, resourceIdKey(path.id))?.body['location'];
  return typeof location === 'string' ? location : '';
}

function action(context: LocalContext, { segments, apiVersion, body }: ArmCall): LocalResponse {
  const name = segments.at(-1) ?? '';
  const path = parseArmPath(`/${segments.slice(0, -1).join('/')}`);
  if (path?.kind !== 'resource') throw notSupported('POST');
  requireVersion(context, path, apiVersion, locationOf(context, path, {}));
  readResource(context, path);
  requireWritable(context, path.id);
  const result = lockPolicy(context, path, name) ?? listAction(context, path, name, body);
  if (result === undefined) throw refuse(404, 'InvalidResourceType', `The action '${name}' could not be found for the resource type '${path.type}'.`);
  return answer(200, result);
}

function collection(context: LocalContext, call: ArmCall): LocalResponse {
  const { segments } = call;
  const last = segments.at(-1) ?? '';
  const owner = parseArmPath(`/${segments.slice(0, -1).join('/')}`);
  if (owner?.kind === 'group' && last.toLowerCase() === 'resources') return listResources(context, call, owner.id);
  if (owner?.kind === 'resource') return listCollection(context, owner.id, `${owner.type}/${last}`);
  const scope = parseArmPath(`/${segments.slice(0, -3).join('/')}`);
  if (scope !== undefined && segments.at(-3)?.toLowerCase() === 'providers') return listCollection(context, scope.id, `${segments.at(-2) ?? ''}/${last}`);
  throw refuse(404, 'InvalidResourceType', 'The resource type could not be found.');
}

function knownMethod(method: string): string {
  if (!['GET', 'HEAD', 'PUT', 'PATCH'].includes(method)) throw notSupported(method);
  return method;
}
