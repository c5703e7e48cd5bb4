import type { ArmCall } from './arm-call.ts';
import { routeActivity } from '../activity/activity-routes.ts';
import { recordAnswer } from '../activity/record-answer.ts';
import { guardCall, signedIn, visibleTo } from '../access/arm-gate.ts';
import { routeRoles } from '../access/role-routes.ts';
import type { LocalContext } from '../context.ts';
import { routeDeleted } from '../deleted/deleted-routes.ts';
import { routeDeployments } from '../deployments/deployment-routes.ts';
import { routePolicies } from '../policy/policy-routes.ts';
import type { LocalRequest, LocalResponse } from '../request.ts';
import { checkPreconditions } from './etags.ts';
import { routeGroupActions } from './export-template.ts';
import { requireWritable } from './locks.ts';
import { routeManagementGroups } from './management-groups.ts';
import { routeNameChecks } from './name-availability.ts';
import { readCall } from './read-call.ts';
import { parseArmPath } from './resource-path.ts';
import { routeTagNames } from './tag-names.ts';
import { routeOffers } from '../offers/offer-routes.ts';
import { routeSites } from '../site/site-actions.ts';
import { routeResource } from './route-resource.ts';
import { routeSubscription, routeTenant } from './route-subscription.ts';

/**
 * Answers a request to `management.azure.com`.
 * @throws Refusal
 */
export function answerArm(given: LocalContext, request: LocalRequest, url: URL): LocalResponse {
  const context = signedIn(given, request);
  const call = readCall(request, url);
  guardCall(context, call);
  const response = visibleTo(context, call, route(context, call));
  recordAnswer(context, call, response);
  return response;
}

function route(context: LocalContext, call: ArmCall): LocalResponse {
  return (
    routeTenant(context, call) ??
    guarded(context, call) ??
    routeRoles(context, call) ??
    routeSites(context, call) ??
    routePolicies(context, call) ??
    routeManagementGroups(context, call) ??
    routeActivity(context, call) ??
    routeTagNames(context, call) ??
    routeNameChecks(context, call) ??
    routeDeleted(context, call) ??
    routeOffers(context, call) ??
    routeDeployments(context, call) ??
    routeGroupActions(context, call) ??
    routeSubscription(context, call) ??
    routeResource(context, call)
  );
}

/** What is asked of every write to something that has an id: no lock and no condition in the headers is against it. */
function guarded(context: LocalContext, call: ArmCall): undefined {
  const { method, segments } = call;
  if (method === 'GET' || method === 'HEAD') return;
  const path = parseArmPath(`/${segments.join('/')}`);
  if (path === undefined) return;
  if (method === 'PUT' || method === 'PATCH') requireWritable(context, path.id);
  checkPreconditions(context, call, path.id);
}
