import type { JsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { routeRoles } from '../access/role-routes.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import { readResource } from '../arm/generic-resources.ts';
import { managementGroupView } from '../arm/management-groups.ts';
import { groupNotFound } from '../arm/refusals.ts';
import type { ArmPath, ResourcePath } from '../arm/resource-path.ts';
import { resourceView } from '../arm/resource-view.ts';
import { getSubscription } from '../arm/subscriptions.ts';
import { resourceTags } from '../arm/tags.ts';
import type { LocalContext } from '../context.ts';
import { routePolicies } from '../policy/policy-routes.ts';
import { refuse } from '../refusal.ts';
import type { LocalResponse } from '../request.ts';
import { findDeployment } from '../world/deployment-store.ts';
import { findResource } from '../world/resource-store.ts';
import { deploymentView } from './deployment-view.ts';

/**
 * What a GET of whatever an id names shows, built-in definitions of the tenant included.
 * @throws Refusal for what is not there or cannot be read
 */
export function readReference(context: LocalContext, path: ArmPath | undefined, id: string): JsonObject {
  switch (path?.kind) {
    case 'group': {
      const group = findResource(context.db, resourceIdKey(id));
      if (group === undefined) throw groupNotFound(path.group);
      return resourceView(group, context.at);
    }
    case 'managementGroup':
      return managementGroupView(context, path.managementGroup);
    case 'subscription':
      if (path.subscriptionId.toLowerCase() !== context.subscriptionId.toLowerCase()) throw refuse(404, 'SubscriptionNotFound', `The subscription '${path.subscriptionId}' could not be found.`);
      return bodyOf(getSubscription(context));
    case 'resource':
      return resourceReference(context, path, id);
    case 'tenant':
    case undefined:
      throw refuse(400, 'InvalidResourceReference', `'${id}' is no resource that can be read.`);
  }
}

function resourceReference(context: LocalContext, path: ResourcePath, id: string): JsonObject {
  switch (path.type.toLowerCase()) {
    case 'microsoft.resources/deployments': {
      const deployment = findDeployment(context.db, resourceIdKey(id));
      if (deployment === undefined) throw refuse(404, 'DeploymentNotFound', `Deployment '${path.names[0] ?? ''}' could not be found.`);
      return deploymentView(context.db, deployment);
    }
    case 'microsoft.resources/tags':
      return bodyOf(resourceTags(context, 'GET', path, {}));
    case 'microsoft.authorization/roledefinitions':
      return answered(routeRoles(context, readCall(id))) ?? readResource(context, path);
    case 'microsoft.authorization/policydefinitions':
      return answered(routePolicies(context, readCall(id))) ?? readResource(context, path);
    default:
      return readResource(context, path);
  }
}

function readCall(id: string): ArmCall {
  return { method: 'GET', segments: id.split('/').filter((segment) => segment !== ''), query: new URLSearchParams(), apiVersion: '', body: {} };
}

function answered(response: LocalResponse | undefined): JsonObject | undefined {
  return response === undefined ? undefined : bodyOf(response);
}

function bodyOf({ body }: LocalResponse): JsonObject {
  return JSON.parse(body ?? '{}') as JsonObject;
}
