import { signedIn } from '../access/arm-gate.ts';
import { armAction } from '../access/arm-action.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import type { Refusal } from '../refusal.ts';
import type { LocalRequest, LocalResponse } from '../request.ts';
import { findResource } from '../world/resource-store.ts';
import type { StoredResource } from '../world/resource-store.ts';
import { decodedText } from '../decoded-text.ts';
import { recordChange } from './record-activity.ts';

/** Notes that a resource or group was written, by a request or by a deployment. */
export function recordWrite(context: LocalContext, resource: StoredResource): void {
  const path = parseArmPath(resource.id);
  const type = path?.kind === 'resource' ? path.type : 'Microsoft.Resources/subscriptions/resourceGroups';
  recordChange(context, {
    id: resource.id,
    operation: `${type}/write`,
    method: 'PUT',
    status: resource.verb === 'Creating' ? 201 : 200,
    readyAt: resource.readyAt,
  });
}

/** Notes deletions and actions that were answered; writes are noted where they happen. */
export function recordAnswer(context: LocalContext, { method, segments }: ArmCall, response: LocalResponse): void {
  if (method !== 'DELETE' && method !== 'POST' && !isDeployment(method, segments)) return;
  if (response.status === 204 && method === 'DELETE') return;
  const access = armAction(method, segments);
  if (access === undefined) return;
  const readyAt = method === 'DELETE' ? findResource(context.db, access.scope.toLowerCase())?.deletingUntil : undefined;
  recordChange(context, {
    id: access.scope,
    operation: access.action,
    method: method === 'DELETE' ? 'DELETE' : method === 'POST' ? 'POST' : 'PUT',
    status: response.status,
    ...(readyAt === undefined ? {} : { readyAt }),
  });
}

/** Notes a change that was refused; in a transaction of its own, since the refused one has left nothing. */
export function recordRefusal(context: LocalContext, request: LocalRequest, url: URL, refusal: Refusal): void {
  const method = request.method.toUpperCase();
  if (url.hostname !== 'management.azure.com' || !['PUT', 'PATCH', 'POST', 'DELETE'].includes(method) || refusal.status === 401) return;
  const signed = signedInOrNobody(context, request);
  if (signed === undefined) return;
  const segments = url.pathname.split('/').filter((segment) => segment !== '').map(decodedText);
  const access = armAction(method, segments);
  if (access === undefined || parseArmPath(access.scope) === undefined) return;
  context.db.change(() => recordChange(signed, {
    id: access.scope,
    operation: access.action,
    method: method === 'DELETE' ? 'DELETE' : method === 'POST' ? 'POST' : 'PUT',
    status: refusal.status,
    error: refusal.error,
  }));
}

function signedInOrNobody(context: LocalContext, request: LocalRequest): LocalContext | undefined {
  try {
    return signedIn(context, request);
  } catch {
    return undefined;
  }
}

function isDeployment(method: string, segments: readonly string[]): boolean {
  return method === 'PUT' && segments.at(-2)?.toLowerCase() === 'deployments';
}
