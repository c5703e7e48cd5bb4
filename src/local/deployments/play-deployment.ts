import { nestedDeployment, evaluateOutputs, evaluateResource } from '../../arm/runtime.ts';
import { formatResourceId } from '../../arm/resource-id.ts';
import type { ExpandedResource } from '../../arm/expand.ts';
import { pascalType } from '../../arm/parameter-value.ts';
import { ArmTemplateError } from '../../arm/template-error.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { deleteResource } from '../arm/delete-resource.ts';
import { requireWritable } from '../arm/locks.ts';
import { putResource } from '../arm/put-resource.ts';
import { putGroup } from '../arm/resource-groups.ts';
import { checkGroup } from '../arm/check-put.ts';
import { idKey, parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import type { ErrorBody } from '../refusal.ts';
import { Refusal, errorBody, refuse, statusName } from '../refusal.ts';
import { schedule } from '../world/event-queue.ts';
import type { ScheduledEvent } from '../world/event-queue.ts';
import type { DeploymentHead, DeploymentState } from '../world/deployment-store.ts';
import { endDeployment, failOperation, findDeployment, finishOperation, hasWork, operationState, operationsOf, queueOperation, setDeploymentState, startOperation } from '../world/deployment-store.ts';
import { resourcesBelow } from '../world/resource-store.ts';
import { acceptDeployment, lowerCapitals, outputResourceIds } from './accept-deployment.ts';
import { contextOf, placeOf } from './deployment-request.ts';
import type { Expansion } from './expansions.ts';
import { expansionOf } from './expansions.ts';
import { expressionFailure } from './template-refusal.ts';
import { worldRuntime } from './world-runtime.ts';

/** Plays one event of a deployment at its moment; an event of a deployment that is gone or replaced does nothing. */
export function playDeployment(context: LocalContext, event: ScheduledEvent): void {
  const head = findDeployment(context.db, event.subject);
  if (head === undefined) return;
  if (event.kind === 'close') {
    if (isOpen(head.state)) closeDeployment(context, head);
  } else if (event.kind === 'start') {
    if (isOpen(head.state)) startRow(context, head, event.row);
  } else {
    finishRow(context, head, event.row);
  }
}

function isOpen(state: DeploymentState): boolean {
  return state === 'Accepted' || state === 'Running';
}

function startRow(context: LocalContext, head: DeploymentHead, row: number): void {
  const expansion = expansionOf(context.expansions, context.db, head);
  const resource = expansion?.resources[row];
  if (expansion === undefined || resource === undefined || operationState(context.db, head.key, row) !== 'queued') return;
  setDeploymentState(context.db, head.key, 'Running', context.at);
  try {
    if (resource.type.toLowerCase() === 'microsoft.resources/deployments') startNested(context, head, expansion, resource, row);
    else startResource(context, head, expansion, resource, row);
  } catch (error) {
    failRow(context, head, row, { ...failureOf(error, resource), target: targetOf(resource) });
  }
}

/** A failure that nobody foresaw fails the resource as well: thrown on, it would stop the clock of the whole world. */
function failureOf(error: unknown, resource: ExpandedResource): Pick<RowFailure, 'status' | 'error'> {
  if (error instanceof Refusal) return { status: error.status, error: error.error };
  if (error instanceof ArmTemplateError) return { status: 400, error: expressionFailure(error, resource.id) };
  return { status: 500, error: { code: 'InternalServerError', message: `Encountered internal server error: ${error instanceof Error ? error.message : String(error)}` } };
}

function startResource(context: LocalContext, head: DeploymentHead, expansion: Expansion, resource: ExpandedResource, row: number): void {
  const body = evaluateResource(expansion.expanded, resource.key, worldRuntime(context));
  const id = resource.id.includes('[') ? formatResourceId(resource.scope, resource.type, typeof body['name'] === 'string' ? body['name'] : '') : resource.id;
  const path = parseArmPath(id);
  if (path?.kind === 'group') {
    const { existed } = putGroup(context, path, body);
    startOperation(context.db, head.key, row, context.at, target(id, resource.type, path.group), existed ? 'OK' : 'Created');
    schedule(context.db, { at: context.at, kind: 'finish', subject: head.key, row });
    return;
  }
  if (path?.kind !== 'resource') throw refuse(400, 'InvalidResourceId', `The resource id '${id}' cannot be deployed to.`);
  requireWritable(context, id);
  const outcome = putResource(context, { path, apiVersion: resource.apiVersion, body });
  startOperation(context.db, head.key, row, context.at, target(outcome.resource.id, path.type, path.names.join('/')), outcome.existed ? 'OK' : 'Created');
  schedule(context.db, { at: outcome.resource.readyAt, kind: 'finish', subject: head.key, row });
}

function startNested(context: LocalContext, head: DeploymentHead, expansion: Expansion, resource: ExpandedResource, row: number): void {
  const { context: facts, ...input } = nestedDeployment(expansion.expanded, resource.key, worldRuntime(context));
  const group = input.scope.resourceGroup;
  if (input.scope.kind !== 'resourceGroup' && input.scope.kind !== 'subscription') throw refuse(400, 'InvalidTemplate', `Deployments at the scope of '${resource.id}' do not exist in the local Azure.`);
  if (input.scope.subscriptionId?.toLowerCase() !== context.subscriptionId.toLowerCase()) throw refuse(404, 'SubscriptionNotFound', `The subscription '${input.scope.subscriptionId ?? ''}' could not be found.`);
  if (group !== undefined) checkGroup(context, group);
  const place = placeOf(context, group, input.name);
  const request = { ...input, context: { ...contextOf(context, group), now: facts.now } };
  acceptDeployment(context, { place, request, tags: {}, parent: { key: head.key, row }, correlationId: head.correlationId });
  startOperation(context.db, head.key, row, context.at, target(place.id, resource.type, place.name), 'Created');
}

function finishRow(context: LocalContext, head: DeploymentHead, row: number): void {
  if (operationState(context.db, head.key, row) !== 'running') return;
  finishOperation(context.db, head.key, row, context.at);
  if (!isOpen(head.state)) return;
  setDeploymentState(context.db, head.key, 'Running', context.at);
  const expansion = expansionOf(context.expansions, context.db, head);
  for (const next of expansion?.waiting[row] ?? []) {
    if (operationState(context.db, head.key, next) !== 'waiting') continue;
    // What comes last in the list is usually done last: looking there first ends the search soonest.
    const ready = expansion?.waitsFor[next]?.every((_, i, all) => isDone(operationState(context.db, head.key, all[all.length - 1 - i] ?? -1)));
    if (ready !== true) continue;
    queueOperation(context.db, head.key, next);
    schedule(context.db, { at: context.at, kind: 'start', subject: head.key, row: next });
  }
  closeWhenIdle(context, head);
}

function isDone(state: string | undefined): boolean {
  return state === 'succeeded' || state === 'skipped';
}

interface RowFailure {
  readonly status: number;
  readonly error: ErrorBody;
  readonly target: JsonObject;
}

function failRow(context: LocalContext, head: DeploymentHead, row: number, failure: RowFailure): void {
  failOperation(context.db, head.key, row, { at: context.at, target: failure.target, statusCode: statusName(failure.status), error: failure.error });
  if (!isOpen(head.state)) return;
  setDeploymentState(context.db, head.key, 'Running', context.at);
  closeWhenIdle(context, head);
}

function closeWhenIdle(context: LocalContext, head: DeploymentHead): void {
  if (!hasWork(context.db, head.key)) schedule(context.db, { at: context.at, kind: 'close', subject: head.key, row: 0 });
}

function closeDeployment(context: LocalContext, head: DeploymentHead): void {
  const failed = operationsOf(context.db, head.key).filter(({ state }) => state === 'failed');
  const details = failed.map(({ error, statusCode = 'Conflict', target: about = {} }): ErrorBody => ({
    code: statusCode,
    target: String(about['id'] ?? ''),
    // Azure puts the answer of the provider here as indented text.
    message: JSON.stringify(errorBody(error ?? { code: 'InternalServerError', message: '' }), null, 2).replaceAll('\n', '\r\n'),
  }));
  if (details.length > 0) return end(context, head, 'Failed', { error: deploymentFailed(details) as unknown as Json });
  const expansion = expansionOf(context.expansions, context.db, head);
  if (expansion === undefined) return;
  try {
    if (expansion.expanded.input.mode === 'Complete') removeOthers(context, expansion);
    const outputs = outputsOf(context, expansion);
    end(context, head, 'Succeeded', { ...(Object.keys(outputs).length === 0 ? {} : { outputs }), outputResources: outputResourceIds(expansion).map((id) => ({ id })) });
  } catch (error) {
    if (error instanceof ArmTemplateError) end(context, head, 'Failed', { error: outputFailure(error) as unknown as Json });
    else if (error instanceof Refusal) end(context, head, 'Failed', { error: error.error as unknown as Json });
    else end(context, head, 'Failed', { error: { code: 'InternalServerError', message: error instanceof Error ? error.message : String(error) } });
  }
}

function end(context: LocalContext, head: DeploymentHead, state: 'Succeeded' | 'Failed', ended: JsonObject): void {
  endDeployment(context.db, head, state, context.at, ended);
  context.expansions.made.delete(head.token);
  if (head.parent === undefined) return;
  const parent = findDeployment(context.db, head.parent.key);
  if (parent === undefined) return;
  if (state === 'Succeeded') return finishRow(context, parent, head.parent.row);
  const inner = ended['error'] as unknown as ErrorBody;
  const error: ErrorBody = { code: 'ResourceDeploymentFailure', message: "The resource write operation failed to complete successfully, because it reached terminal provisioning state 'Failed'.", target: head.id, details: [inner] };
  failRow(context, parent, head.parent.row, { status: 409, error, target: target(head.id, 'Microsoft.Resources/deployments', head.name) });
}

/** Stops a deployment: nothing new starts; what is being made is made to its end, and nested deployments go on. */
export function cancelDeployment(context: LocalContext, head: DeploymentHead): void {
  if (!isOpen(head.state)) {
    throw refuse(409, 'DeploymentCannotBeCancelled', `The deployment '${head.name}' cannot be cancelled because it is in the state '${head.state}'.`);
  }
  endDeployment(context.db, head, 'Canceled', context.at, { error: { code: 'DeploymentCanceled', message: `The deployment '${head.name}' was canceled.` } });
  context.expansions.made.delete(head.token);
  if (head.parent === undefined) return;
  const parent = findDeployment(context.db, head.parent.key);
  const error = { code: 'ResourceDeploymentFailure', message: "The resource write operation failed to complete successfully, because it reached terminal provisioning state 'Canceled'.", target: head.id };
  if (parent !== undefined) failRow(context, parent, head.parent.row, { status: 409, error, target: target(head.id, 'Microsoft.Resources/deployments', head.name) });
}

function outputsOf(context: LocalContext, expansion: Expansion): Record<string, Json> {
  const outputs = evaluateOutputs(expansion.expanded, worldRuntime(context));
  return Object.fromEntries(
    Object.entries(outputs).map(([name, { type, value, secure }]): [string, Json] => [lowerCapitals(name), secure ? { type: pascalType(type) } : { type: pascalType(type), value }]),
  );
}

/** Mode `Complete`: what is in the group and not in the template goes. */
function removeOthers(context: LocalContext, expansion: Expansion): void {
  const { resourceGroup } = expansion.expanded.input.scope;
  const group = `/subscriptions/${context.subscriptionId}/resourceGroups/${resourceGroup ?? ''}`;
  const kept = new Set(expansion.resources.map(({ id }) => idKey(id)));
  for (const resource of resourcesBelow(context.db, idKey(group))) {
    const path = parseArmPath(resource.id);
    if (path?.kind === 'resource' && path.names.length === 1 && idKey(path.scopeId) === idKey(group) && !kept.has(resource.key)) deleteResource(context, path, resource.apiVersion);
  }
}

function deploymentFailed(details: readonly ErrorBody[]): ErrorBody {
  return { code: 'DeploymentFailed', message: 'At least one resource deployment operation failed. Please list deployment operations for details. Please see https://aka.ms/arm-deployment-operations for usage details.', details };
}

function outputFailure(error: ArmTemplateError): ErrorBody {
  const name = /^outputs\.([^.[]+)/.exec(error.path ?? '')?.[1] ?? '';
  return {
    code: 'DeploymentOutputEvaluationFailed',
    message: `Unable to evaluate template outputs: '${name}'. Please see error details and deployment operations. Please see https://aka.ms/arm-common-errors for usage details.`,
    details: [{ code: 'DeploymentOutputEvaluationFailed', target: name, message: error.message }],
  };
}

function targetOf(resource: ExpandedResource): JsonObject {
  return target(resource.id, resource.type, resource.name);
}

function target(id: string, resourceType: string, resourceName: string): JsonObject {
  return { id, resourceType, resourceName };
}
