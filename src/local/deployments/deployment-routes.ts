import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { checkGroup } from '../arm/check-put.ts';
import { asyncHeaders } from '../arm/operation-token.ts';
import { notSupported } from '../arm/refusals.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import type { DeploymentHead } from '../world/deployment-store.ts';
import { deploymentProperties, deploymentTemplate, deploymentsOf, findDeployment, removeDeployment } from '../world/deployment-store.ts';
import { acceptDeployment, acceptedProperties, outputResourceIds } from './accept-deployment.ts';
import type { DeploymentPlace } from './deployment-request.ts';
import { placeOf, readRequest } from './deployment-request.ts';
import { deploymentView, operationViews } from './deployment-view.ts';
import { expandRequest } from './expansions.ts';
import { cancelDeployment } from './play-deployment.ts';
import { refusingTemplates } from './template-refusal.ts';

/** Answers calls about deployments of a subscription or group; undefined for all others. */
export function routeDeployments(context: LocalContext, call: ArmCall): LocalResponse | undefined {
  const low = call.segments.map((segment) => segment.toLowerCase());
  const inGroup = low[2] === 'resourcegroups';
  const group = inGroup ? call.segments[3] : undefined;
  const start = inGroup ? 4 : 2;
  // Some clients ask for operations without the provider in the path.
  const at = low[start] === 'deployments' ? start + 1 : low[start] === 'providers' && low[start + 1] === 'microsoft.resources' && low[start + 2] === 'deployments' ? start + 3 : undefined;
  if (at === undefined) return undefined;
  const [name, action, detail] = call.segments.slice(at);
  if (name === undefined) return listDeployments(context, call, group);
  const place = placeOf(context, group, name);
  if (action === undefined) return oneDeployment(context, call, place);
  if (call.method === 'POST') return postAction(context, call, place, action.toLowerCase());
  const head = required(context, place);
  if (call.method !== 'GET') throw notSupported(call.method);
  if (action.toLowerCase() === 'operations') return operations(context, head, detail);
  if (action.toLowerCase() === 'operationstatuses') return operationStatus(context, head);
  throw notSupported(call.method);
}

function listDeployments(context: LocalContext, call: ArmCall, group: string | undefined): LocalResponse {
  if (call.method !== 'GET') throw notSupported(call.method);
  if (group !== undefined) checkGroup(context, group);
  const scopeId = placeOf(context, group, '').scopeId;
  const wanted = /provisioningState eq '([^']+)'/i.exec(call.query.get('$filter') ?? '')?.[1]?.toLowerCase();
  const found = deploymentsOf(context.db, scopeId).filter(({ state }) => wanted === undefined || state.toLowerCase() === wanted);
  const top = Number(call.query.get('$top') ?? found.length);
  return answer(200, { value: found.slice(0, top).map((head) => deploymentView(context.db, head)) });
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
  const tags: JsonObject = isJsonObject(call.body['tags']) ? call.body['tags'] : {};
  const { head, existed } = acceptDeployment(context, { place, request, tags, correlationId: context.ids.uuid() });
  const status = `https://management.azure.com${head.id}/operationStatuses/${head.token}?api-version=${call.apiVersion}`;
  return answer(existed ? 200 : 201, deploymentView(context.db, head), { 'azure-asyncoperation': status });
}

function deleteDeployment(context: LocalContext, call: ArmCall, place: DeploymentPlace): LocalResponse {
  const head = findDeployment(context.db, place.key);
  if (head === undefined) return answer(204);
  if (head.state === 'Accepted' || head.state === 'Running') {
    throw refuse(409, 'DeploymentActive', `Unable to edit or replace deployment '${head.name}': previous deployment is still active. Please see https://aka.ms/arm-deploy for usage details.`);
  }
  removeDeployment(context.db, head.key);
  return answer(202, undefined, asyncHeaders(context, 'location', { kind: 'delete', key: head.key, readyAt: context.at }, call.apiVersion));
}

function postAction(context: LocalContext, call: ArmCall, place: DeploymentPlace, action: string): LocalResponse {
  switch (action) {
    case 'validate':
      return validateDeployment(context, call, place);
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
  const expansion = refusingTemplates(() => expandRequest(context.expansions, request, context.ids.hex(20)));
  return answer(200, {
    id: place.id,
    name: place.name,
    type: 'Microsoft.Resources/deployments',
    ...(request.location === undefined ? {} : { location: request.location }),
    properties: {
      ...acceptedProperties(expansion.expanded),
      provisioningState: 'Succeeded',
      timestamp: context.at,
      duration: 'PT0S',
      correlationId: context.ids.uuid(),
      validatedResources: outputResourceIds(expansion).map((id) => ({ id })),
    },
  });
}

function operations(context: LocalContext, head: DeploymentHead, operationId: string | undefined): LocalResponse {
  const views = operationViews(context.db, head);
  if (operationId === undefined) return answer(200, { value: views });
  const found = views.find((view) => view['operationId'] === operationId);
  if (found === undefined) throw refuse(404, 'DeploymentOperationNotFound', `The deployment operation '${operationId}' could not be found.`);
  return answer(200, found);
}

/** A failed poll is HTTP 200 with the error inside. */
function operationStatus(context: LocalContext, head: DeploymentHead): LocalResponse {
  const { ended } = deploymentProperties(context.db, head.key);
  const done = head.state !== 'Accepted' && head.state !== 'Running';
  return answer(200, { status: head.state, ...(ended['error'] === undefined ? {} : { error: ended['error'] }) }, done ? {} : { 'retry-after': '1' });
}

function required(context: LocalContext, place: DeploymentPlace): DeploymentHead {
  if (place.group !== undefined) checkGroup(context, place.group);
  const head = findDeployment(context.db, place.key);
  if (head === undefined) throw refuse(404, 'DeploymentNotFound', `Deployment '${place.name}' could not be found.`);
  return head;
}
