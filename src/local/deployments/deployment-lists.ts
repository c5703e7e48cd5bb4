import type { Json } from '../../model/json.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import { checkGroup } from '../arm/check-put.ts';
import type { LocalContext } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { refuse } from '../refusal.ts';
import type { DeploymentHead } from '../world/deployment-store.ts';
import { deploymentsOf } from '../world/deployment-store.ts';
import type { DeploymentPlace } from './deployment-place.ts';
import { deploymentView, operationViews } from './deployment-view.ts';

/**
 * `GET …/deployments`: newest first; `$filter=provisioningState eq '…'`, `$top` with pages.
 * @see https://learn.microsoft.com/rest/api/resources/deployments/list-by-resource-group
 */
export function listDeployments(context: LocalContext, call: ArmCall, place: DeploymentPlace): LocalResponse {
  if (place.scope.resourceGroup !== undefined) checkGroup(context, place.scope.resourceGroup);
  const wanted = stateIn(call.query.get('$filter'));
  const found = deploymentsOf(context.db, place.scopeId).filter(({ state }) => wanted === undefined || state.toLowerCase() === wanted);
  return page(call, found, (head) => deploymentView(context.db, head));
}

/** `GET …/deployments/{name}/operations`, or one of them. */
export function listOperations(context: LocalContext, call: ArmCall, head: DeploymentHead, operationId: string | undefined): LocalResponse {
  const views = operationViews(context.db, head);
  if (operationId === undefined) return page(call, views, (view) => view);
  const found = views.find((view) => view['operationId'] === operationId);
  if (found === undefined) throw refuse(404, 'DeploymentOperationNotFound', `The deployment operation '${operationId}' could not be found.`);
  return answer(200, found);
}

function stateIn(filter: string | null): string | undefined {
  if (filter === null || filter.trim() === '') return undefined;
  const state = /^\s*provisioningState\s+eq\s+'([^']+)'\s*$/i.exec(filter)?.[1];
  if (state === undefined) throw refuse(400, 'InvalidFilterInQueryString', `Invalid $filter '${filter}' specified in the query string.`);
  return state.toLowerCase();
}

/** Without `$top` the list is whole; with it, each page names the next. */
function page<T>(call: ArmCall, all: readonly T[], view: (item: T) => Json): LocalResponse {
  const given = call.query.get('$top');
  if (given === null) return answer(200, { value: all.map(view) });
  const top = Number(given);
  if (!Number.isInteger(top) || top <= 0) throw refuse(400, 'InvalidTopInQueryString', `Invalid $top '${given}' specified in the query string.`);
  const start = skipped(call.query.get('$skiptoken'));
  const next = start + top;
  const value = all.slice(start, next).map(view);
  return answer(200, next >= all.length ? { value } : { value, nextLink: nextLink(call, next) });
}

/** The token says how many rows came before. */
function skipped(token: string | null): number {
  if (token === null) return 0;
  const start = Number(Buffer.from(token, 'base64url').toString('utf8'));
  if (!Number.isInteger(start) || start < 0) throw refuse(400, 'InvalidSkipTokenInQueryString', `Invalid $skiptoken '${token}' specified in the query string.`);
  return start;
}

function nextLink({ segments, query }: ArmCall, next: number): string {
  const asked = new URLSearchParams(query);
  asked.set('$skiptoken', Buffer.from(String(next)).toString('base64url'));
  return `https://management.azure.com/${segments.map(encodeURIComponent).join('/')}?${asked.toString()}`;
}
