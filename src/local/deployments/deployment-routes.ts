import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { checkGroup } from '../arm/check-put.ts';
import { requireDeletable, requireWritable } from '../arm/locks.ts';
import { notSupported } from '../arm/refusals.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import type { DeploymentHead } from '../world/deployment-store.ts';
import { deploymentProperties, deploymentTemplate, findDeployment, removeDeployment } from '../world/deployment-store.ts';
import { startWhatIf } from '../what-if/start-what-if.ts';
import { acceptDeployment, acceptedProperties } from './accept-deployment.ts';
import { listDeployments, listOperations } from './deployment-lists.ts';
import type { DeploymentPlace } from './deployment-place.ts';
import { deploymentPath, placeOf } from './deployment-place.ts';
import { acceptedAnswer, keptResult } from './kept-results.ts';
import { debugSettingOf, readRequest } from './deployment-request.ts';
import { deploymentView } from './deployment-view.ts';
import { describeOutputResources } from '../../arm/deployment-properties.ts';
import { checkDeployment } from './preflight.ts';
import { rollbackOf } from './rollback.ts';
import { cancelDeployment } from './close-deployment.ts';

/**
 * Answers calls about deployments of a tenant, management group, subscription or resource group; undefined for all others.
 * @see https://learn.microsoft.com/rest/api/resources/deployments
 */
export function routeDeployments(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const path = deploymentPath(context, call.segments);
  if (path === undefined) return keptResult(context, call);
  const [name, action, detail] = path.rest;
  if (name === undefined) {
    if (call.method !== 'GET') throw notSupported(call.method);
    return listDeployments(context, call, placeOf(context, path.scope, ''));
  }
  const place = placeOf(context, path.scope, name);
  if (action === undefined) return oneDeployment(context, call, place);
  if (call.method === 'POST') return postAction(context, call, place, action.toLowerCase());
  if (call.method !== 'GET') throw notSupported(call.method);
  const head = required(context, place);
  if (action.toLowerCase() === 'operations') return listOperations(context, call, head, detail);
  if (action.toLowerCase() === 'operationstatuses') return operationStatus(context, head);
  throw notSupported(call.method);
}

function oneDeployment(context: LocalContext, call: ArmCall, place: DeploymentPlace): LocalResponse {
  switch (call.method) {
    case 'PUT':
      return putDeployment(context, call, place);
    case 'GET':
      return answer(200, deploymentView(context.db, required(context, place)));
    case 'HEAD':
      return findDeployment(context.db, place.key) === undefined ? answer(404) : answer(204);
    case 'DELETE':
      return deleteDeployment(context, call, place);
    default:
      throw notSupported(call.method);
  }
}

function putDeployment(context: LocalContext, call: ArmCall, place: DeploymentPlace): LocalResponse {
  const request = readRequest(context, place, call.body);
  requireWritable(context, place.id);
  const token = context.ids.hex(20);
  const { expanded } = checkDeployment(context, request, token, call.text ?? '');
  const rollback = rollbackOf(context, place, call.body);
  const debugSetting = debugSettingOf(call.body);
  const tags: JsonObject = isJsonObject(call.body['tags']) ? call.body['tags'] : {};
  const { head, existed } = acceptDeployment(context, {
    place,
    request,
    tags,
    correlationId: context.ids.uuid(),
    expanded,
    token,
    ...(rollback === undefined ? {} : { rollback }),
    ...(debugSetting === undefined ? {} : { debugSetting }),
  });
  const status = `https://management.azure.com${head.id}/operationStatuses/${head.token}?api-version=${call.apiVersion}`;
  return answer(existed ? 200 : 201, deploymentView(context.db, head), { 'azure-asyncoperation': status });
}

function deleteDeployment(context: LocalContext, call: ArmCall, place: DeploymentPlace): LocalResponse {
  const head = findDeployment(context.db, place.key);
  if (head === undefined) return answer(204);
  requireDeletable(context, place.id);
  if (head.state === 'Accepted' || head.state === 'Running') {
    throw refuse(409, 'DeploymentActive', `Unable to edit or replace deployment '${head.name}': previous deployment is still active. Please see https://aka.ms/arm-deploy for usage details.`);
  }
  removeDeployment(context.db, head.key);
  return acceptedAnswer(context, place.scope, call.apiVersion, { readyAt: context.at, status: 204 });
}

function postAction(context: LocalContext, call: ArmCall, place: DeploymentPlace, action: string): LocalResponse {
  switch (action) {
    case 'validate':
      return validateDeployment(context, call, place);
    case 'whatif':
      return startWhatIf(context, call, place);
    case 'cancel':
      cancelDeployment(context, required(context, place));
      return answer(204);
    case 'exporttemplate':
      return answer(200, { template: deploymentTemplate(context.db, required(context, place).key) });
    default:
      throw notSupported(call.method);
  }
}

/** What the front checks before it takes a deployment in; nothing is kept. */
function validateDeployment(context: LocalContext, call: ArmCall, place: DeploymentPlace): LocalResponse {
  const request = readRequest(context, place, call.body);
  const prediction = checkDeployment(context, request, context.ids.hex(20), call.text ?? '');
  return answer(200, {
    id: place.id,
    name: place.name,
    type: 'Microsoft.Resources/deployments',
    ...(request.location === undefined ? {} : { location: request.location }),
    properties: {
      ...acceptedProperties(prediction.expanded),
      provisioningState: 'Succeeded',
      timestamp: context.at,
      duration: 'PT0S',
      correlationId: context.ids.uuid(),
      validatedResources: describeOutputResources(prediction.ids),
    },
  });
}

/** A failed poll is HTTP 200 with the error inside. */
function operationStatus(context: LocalContext, head: DeploymentHead): LocalResponse {
  const { ended } = deploymentProperties(context.db, head.key);
  const done = head.state !== 'Accepted' && head.state !== 'Running';
  return answer(200, { status: head.state, ...(ended['error'] === undefined ? {} : { error: ended['error'] }) }, done ? {} : { 'retry-after': '1' });
}

function required(context: LocalContext, place: DeploymentPlace): DeploymentHead {
  if (place.scope.resourceGroup !== undefined) checkGroup(context, place.scope.resourceGroup);
  const head = findDeployment(context.db, place.key);
  if (head === undefined) throw refuse(404, 'DeploymentNotFound', `Deployment '${place.name}' could not be found.`);
  return head;
}
