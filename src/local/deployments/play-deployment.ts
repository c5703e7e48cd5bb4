import { nestedDeployment, evaluateResource } from '../../arm/runtime.ts';
import { formatResourceId } from '../../arm/resource-id.ts';
import type { ExpandedResource } from '../../arm/expand.ts';
import { ArmTemplateError } from '../../arm/template-error.ts';
import type { JsonObject } from '../../model/json.ts';
import { asStarter, requireWritableBy } from '../access/deployment-access.ts';
import { requireWritable } from '../arm/locks.ts';
import { putResource } from '../arm/put-resource.ts';
import { checkGroup } from '../arm/check-put.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import { resourceFault } from '../faults/resource-faults.ts';
import { Refusal, refuse } from '../refusal.ts';
import { schedule } from '../world/event-queue.ts';
import type { ScheduledEvent } from '../world/event-queue.ts';
import type { DeploymentHead } from '../world/deployment-store.ts';
import { findDeployment, operationState, setDeploymentState, startOperation } from '../world/deployment-store.ts';
import { acceptDeployment } from './accept-deployment.ts';
import type { RowFailure } from './advance-rows.ts';
import { failRow, finishRow, isOpen } from './advance-rows.ts';
import { closeDeployment } from './close-deployment.ts';
import { placeOf } from './deployment-place.ts';
import { contextOf } from './deployment-request.ts';
import { targetNamed } from './operation-target.ts';
import type { Expansion } from './expansions.ts';
import { expansionOf } from './expansions.ts';
import { putScope } from './put-scope.ts';
import { expressionFailure } from './template-refusal.ts';
import { worldRuntime } from './world-runtime.ts';

/** Plays one event of a deployment at its moment; an event of a deployment that is gone or replaced does nothing. */
export function playDeployment(now: LocalContext, event: ScheduledEvent): void {
  const head = findDeployment(now.db, event.subject);
  if (head === undefined) return;
  const context = asStarter(now, head.key);
  if (event.kind === 'close') {
    if (isOpen(head.state)) closeDeployment(context, head);
  } else if (event.kind === 'start') {
    if (isOpen(head.state)) startRow(context, head, event.row);
  } else {
    finishRow(context, head, event.row);
  }
}

function startRow(context: LocalContext, head: DeploymentHead, row: number): void {
  const expansion = expansionOf(context.expansions, context.db, head);
  const resource = expansion?.resources[row];
  if (expansion === undefined || resource === undefined || operationState(context.db, head.key, row) !== 'queued') return;
  setDeploymentState(context.db, head.key, 'Running', context.at);
  try {
    if (resource.type.toLowerCase() === 'microsoft.resources/deployments') startNested(context, head, expansion, resource, row);
    else startResource({ ...context, correlationId: head.correlationId }, head, expansion, resource, row);
  } catch (error) {
    failRow(context, head, row, { ...failureOf(error, resource), target: targetOf(resource) });
  }
}

/** A failure that nobody foresaw fails the resource as well: thrown on, it would stop the clock of the whole world. */
function failureOf(error: unknown, resource: ExpandedResource): Pick<RowFailure, 'status' | 'error'> {
  if (error instanceof Refusal) return { status: error.status, error: error.error };
  if (error instanceof ArmTemplateError) return { status: 400, error: expressionFailure(error, resource.id) };
  return {
    status: 500,
    error: { code: 'InternalServerError', message: `Encountered internal server error: ${error instanceof Error ? error.message : String(error)}` },
  };
}

function startResource(context: LocalContext, head: DeploymentHead, expansion: Expansion, resource: ExpandedResource, row: number): void {
  const body = evaluateResource(expansion.expanded, resource.key, worldRuntime(context));
  const id = resource.id.includes('[') ? formatResourceId(resource.scope, resource.type, typeof body['name'] === 'string' ? body['name'] : '') : resource.id;
  const path = parseArmPath(id);
  if (path?.kind === 'group' || path?.kind === 'managementGroup') {
    const { name, statusCode } = putScope(context, path, body, resource.apiVersion);
    startOperation(context.db, head.key, row, context.at, targetNamed(id, resource.type, name), statusCode);
    schedule(context.db, { at: context.at, kind: 'finish', subject: head.key, row });
    return;
  }
  if (path?.kind !== 'resource') throw refuse(400, 'InvalidResourceId', `The resource id '${id}' cannot be deployed to.`);
  requireWritableBy(context, id, body);
  requireWritable(context, id);
  const fault = resourceFault(context, path);
  if (fault.failure !== undefined) throw refuse(409, fault.failure.code, fault.failure.message);
  const outcome = putResource(context, { path, apiVersion: resource.apiVersion, body });
  startOperation(context.db, head.key, row, context.at, targetNamed(outcome.resource.id, path.type, path.names.join('/')), outcome.existed ? 'OK' : 'Created');
  if (fault.longerMs !== Number.POSITIVE_INFINITY) schedule(context.db, { at: later(outcome.resource.readyAt, fault.longerMs), kind: 'finish', subject: head.key, row });
}

function startNested(context: LocalContext, head: DeploymentHead, expansion: Expansion, resource: ExpandedResource, row: number): void {
  const { context: facts, ...input } = nestedDeployment(expansion.expanded, resource.key, worldRuntime(context));
  const { subscriptionId, resourceGroup } = input.scope;
  if (subscriptionId !== undefined && subscriptionId.toLowerCase() !== context.subscriptionId.toLowerCase()) throw refuse(404, 'SubscriptionNotFound', `The subscription '${subscriptionId}' could not be found.`);
  if (resourceGroup !== undefined) checkGroup(context, resourceGroup);
  const place = placeOf(context, input.scope, input.name);
  const request = { ...input, context: { ...contextOf(context, input.scope), now: facts.now } };
  acceptDeployment(context, { place, request, tags: {}, parent: { key: head.key, row }, correlationId: head.correlationId });
  startOperation(context.db, head.key, row, context.at, targetNamed(place.id, resource.type, place.name), 'OK');
}

function targetOf(resource: ExpandedResource): JsonObject {
  return targetNamed(resource.id, resource.type, resource.name);
}
