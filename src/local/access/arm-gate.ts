import type { ArmCall } from '../arm/arm-call.ts';
import { parseArmPath } from '../arm/resource-path.ts';
import type { LocalContext } from '../context.ts';
import { isJsonObject } from '../../model/json.ts';
import type { Json } from '../../model/json.ts';
import { Refusal } from '../refusal.ts';
import type { LocalRequest, LocalResponse } from '../request.ts';
import { armAction, isFilteredList } from './arm-action.ts';
import { authorizationFailed, hasRoleAround, isAllowed, requireAllowed } from './authorize.ts';
import { armAudiences, readToken } from './tokens.ts';

/**
 * The context of a request to Resource Manager, with whoever sends it.
 * @throws Refusal 401
 */
export function signedIn(context: LocalContext, request: LocalRequest): LocalContext {
  const caller = readToken(context.db, request.headers['authorization'], context.at, {
    tenantId: context.tenantId,
    audiences: armAudiences,
    trustOpaque: request.network !== true,
  });
  return { ...context, caller };
}

/** @throws Refusal 403 unless the caller may do what the call asks for. */
export function guardCall(context: LocalContext, call: ArmCall): void {
  const { caller } = context;
  if (caller.kind === 'owner') return;
  const { method, segments } = call;
  // A subscription that does not exist is not found, whoever asks.
  if (segments[0]?.toLowerCase() === 'subscriptions' && segments[1] !== undefined && segments[1].toLowerCase() !== context.subscriptionId.toLowerCase()) return;
  const access = armAction(method, segments);
  if (access === undefined) {
    if (method !== 'GET' && method !== 'HEAD') requireAllowed(context, { action: `Microsoft.Resources/${segments.at(-1) ?? ''}/action`, scope: `/${segments.join('/')}` });
    return;
  }
  const seen = segments.length === 2 && segments[0]?.toLowerCase() === 'subscriptions' && hasRoleAround(context, caller, access.scope);
  if (!seen && !isAllowed(context, caller, access)) throw authorizationFailed(caller, access);
  if (method === 'PUT' || method === 'PATCH') requireIdentities(context, access.action, access.scope, call.body['identity']);
}

/**
 * Giving a resource an identity needs a right on that identity too.
 * @throws Refusal `LinkedAuthorizationFailed`
 * @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/identity#managed-identity-operator
 */
export function requireIdentities(context: LocalContext, action: string, scope: string, identity: Json | undefined): void {
  const { caller } = context;
  if (caller.kind === 'owner' || !isJsonObject(identity) || !isJsonObject(identity['userAssignedIdentities'])) return;
  const assign = 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action';
  const missing = Object.keys(identity['userAssignedIdentities']).filter((id) => !id.includes('[') && !isAllowed(context, caller, { action: assign, scope: id }));
  if (missing.length === 0) return;
  throw new Refusal(403, {
    code: 'LinkedAuthorizationFailed',
    message: `The client '${caller.name}' with object id '${caller.principalId}' has permission to perform action '${action}' on scope '${scope}'; however, it does not have permission to perform action(s) '${assign}' on the linked scope(s) '${missing.join(',')}' (respectively) or the linked scope(s) are invalid.`,
  });
}

/** Cuts lists to what the caller may read. */
export function visibleTo(context: LocalContext, call: ArmCall, response: LocalResponse): LocalResponse {
  if (context.caller.kind === 'owner' || response.status !== 200 || !isFilteredList(call.method, call.segments)) return response;
  const body = JSON.parse(response.body ?? '{}') as { readonly value?: readonly { readonly id?: string }[] };
  const value = (body.value ?? []).filter(({ id = '' }) => mayRead(context, id));
  return { ...response, body: JSON.stringify({ ...body, value }) };
}

function mayRead(context: LocalContext, id: string): boolean {
  const path = parseArmPath(id);
  if (path === undefined) return false;
  if (path.kind === 'subscription') return hasRoleAround(context, context.caller, id);
  const access = armAction('GET', id.split('/').filter((segment) => segment !== ''));
  return access !== undefined && isAllowed(context, context.caller, access);
}
