import type { Runtime } from '../../arm/runtime.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { kindOf } from '../../resources/catalogue.ts';
import { readResource } from '../arm/generic-resources.ts';
import { listAction } from '../arm/list-keys.ts';
import { managementGroupView } from '../arm/management-groups.ts';
import { groupNotFound } from '../arm/refusals.ts';
import type { ArmPath, ResourcePath } from '../arm/resource-path.ts';
import { idKey, parseArmPath } from '../arm/resource-path.ts';
import { resourceView } from '../arm/resource-view.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import { findDeployment } from '../world/deployment-store.ts';
import { findResource } from '../world/resource-store.ts';
import { deploymentView } from './deployment-view.ts';
import type { LocalOutputs } from './local-output.ts';
import { localOutputs } from './local-output.ts';

/** What the functions `reference` and `list*` of a running deployment see: the world at that moment. They throw `Refusal` for what is not there. */
export function worldRuntime(context: LocalContext): Runtime {
  const outputs = localOutputs();
  return {
    reference: (id, apiVersion, full) => {
      const view = viewOf(context, id);
      const answered = full ? fullReference(view, id, apiVersion) : (view['properties'] ?? {});
      const path = parseArmPath(id);
      if (path?.kind === 'resource' && isNotModelled(path)) outputs.remember(path.names.join('/'), answered);
      return answered;
    },
    absent: (owner, key) => outputs.absent(owner, key),
    list: (id, name, apiVersion) => {
      const path = parseArmPath(id);
      const answer = path?.kind === 'resource' ? (listAction(context, path, name) ?? listOfNotModelled(context, path, name, outputs)) : undefined;
      if (answer === undefined) throw refuse(404, 'InvalidResourceType', `The action '${name}' is not known for the resource '${id}'.`);
      return inFormOf(apiVersion, path, name, answer);
    },
  };
}

/**
 * Storage accounts named their two keys `key1` and `key2` instead of listing them before 2016.
 * @see https://learn.microsoft.com/rest/api/storagerp/storage-accounts/list-keys
 */
function inFormOf(apiVersion: string, path: ArmPath | undefined, name: string, answer: JsonObject): JsonObject {
  const { keys } = answer;
  if (apiVersion >= '2016' || name.toLowerCase() !== 'listkeys' || path?.kind !== 'resource' || path.type.toLowerCase() !== 'microsoft.storage/storageaccounts' || !Array.isArray(keys)) return answer;
  return Object.fromEntries((keys as readonly Json[]).filter(isJsonObject).map(({ keyName, value }) => [String(keyName), value ?? '']));
}

/** What an action of a type that nobody described answers: nothing that is known, so that reading it gives marked values. */
function listOfNotModelled(context: LocalContext, path: ResourcePath, name: string, outputs: LocalOutputs): JsonObject | undefined {
  if (!isNotModelled(path)) return undefined;
  readResource(context, path);
  const answered = {};
  outputs.remember(`${path.names.join('/')}.${name}`, answered);
  return answered;
}

function isNotModelled(path: ResourcePath): boolean {
  return path.type.toLowerCase() !== 'microsoft.resources/deployments' && kindOf(path.type, path.names.at(-1)) === undefined;
}

function viewOf(context: LocalContext, id: string): JsonObject {
  const path = parseArmPath(id);
  if (path?.kind === 'group') {
    const group = findResource(context.db, idKey(id));
    if (group === undefined) throw groupNotFound(path.group);
    return resourceView(group, context.at);
  }
  if (path?.kind === 'managementGroup') return managementGroupView(context, path.managementGroup);
  if (path?.kind !== 'resource') throw refuse(400, 'InvalidResourceReference', `'${id}' is no resource that can be read.`);
  if (path.type.toLowerCase() !== 'microsoft.resources/deployments') return readResource(context, path);
  const deployment = findDeployment(context.db, idKey(id));
  if (deployment === undefined) throw refuse(404, 'DeploymentNotFound', `Deployment '${path.names[0] ?? ''}' could not be found.`);
  return deploymentView(context.db, deployment);
}

function fullReference(view: JsonObject, id: string, apiVersion: string | undefined): Json {
  const path = parseArmPath(id);
  const { id: _id, name: _name, type: _type, ...body } = view;
  return {
    ...(apiVersion === undefined ? {} : { apiVersion }),
    ...body,
    condition: true,
    isConditionTrue: true,
    ...(path === undefined ? {} : { subscriptionId: path.subscriptionId }),
    ...(path?.kind === 'resource' && path.group !== undefined ? { resourceGroupName: path.group } : {}),
    scope: '',
    resourceId: path?.kind === 'resource' ? `${path.type}/${path.names.join('/')}` : id,
    properties: isJsonObject(body['properties']) ? body['properties'] : {},
  };
}
