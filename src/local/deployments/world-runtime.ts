import type { Runtime } from '../../arm/runtime.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { readResource } from '../arm/generic-resources.ts';
import { listAction } from '../arm/list-keys.ts';
import { groupNotFound } from '../arm/refusals.ts';
import { idKey, parseArmPath } from '../arm/resource-path.ts';
import { resourceView } from '../arm/resource-view.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import { findDeployment } from '../world/deployment-store.ts';
import { findResource } from '../world/resource-store.ts';
import { deploymentView } from './deployment-view.ts';

/** What the functions `reference` and `list*` of a running deployment see: the world at that moment. They throw `Refusal` for what is not there. */
export function worldRuntime(context: LocalContext): Runtime {
  return {
    reference: (id, apiVersion, full) => {
      const view = viewOf(context, id);
      return full ? fullReference(view, id, apiVersion) : (view['properties'] ?? {});
    },
    list: (id, name) => {
      const path = parseArmPath(id);
      const answer = path?.kind === 'resource' ? listAction(context, path, name) : undefined;
      if (answer === undefined) throw refuse(404, 'InvalidResourceType', `The action '${name}' is not known for the resource '${id}'.`);
      return answer;
    },
  };
}

function viewOf(context: LocalContext, id: string): JsonObject {
  const path = parseArmPath(id);
  if (path?.kind === 'group') {
    const group = findResource(context.db, idKey(id));
    if (group === undefined) throw groupNotFound(path.group);
    return resourceView(group, context.at);
  }
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
