import type { Plan } from '../../model/plan.ts';
import type { PreflightFinding } from '../../model/preflight.ts';
import { groupOf } from './preflight-input.ts';
import type { Check, PreflightInput } from './preflight-input.ts';
import { isPermitted, permissionsOf } from './permission-match.ts';

/** Actions that are asked for in a finding by name; the rest is counted. */
const named = 5;

/**
 * The identity may do at each scope what the plan does there. A group that does not exist is asked for at the subscription.
 * @see https://learn.microsoft.com/rest/api/authorization/permissions
 * @see https://learn.microsoft.com/azure/app-service/resources-kudu what a deployment host asks for
 */
export const checkPermissions: Check = async (input) => (await missingPermissions(input)).map((missing) => (missing.kind === 'unknown' ? unknown(missing.scope) : lacking(missing)));

/** What an identity may not do at a scope, or a scope of which Azure does not say. */
export type MissingPermission = { readonly kind: 'unknown'; readonly scope: string } | { readonly kind: 'lacking'; readonly scope: string; readonly actions: readonly string[] };

/** What the identity lacks for a plan; empty when it may do all of it. */
export async function missingPermissions(input: PreflightInput): Promise<readonly MissingPermission[]> {
  const found = await Promise.all([...neededActions(input.plan)].map(([group, actions]) => missingAt(group, [...actions].sort(), input)));
  return found.flat();
}

/** Actions by resource group; `''` for the subscription. */
function neededActions(plan: Plan): ReadonlyMap<string, ReadonlySet<string>> {
  const needed = new Map<string, Set<string>>();
  const add = (group: string, action: string): void => {
    const actions = needed.get(group) ?? new Set<string>();
    needed.set(group, actions.add(action));
  };
  for (const { id, type, action } of plan.changes) {
    if (action.kind === 'no-op' || action.kind === 'forget' || action.kind === 'move' || action.kind === 'import') continue;
    const group = type.toLowerCase() === 'microsoft.resources/resourcegroups' ? '' : (groupOf(id) ?? '');
    const armType = type.toLowerCase() === 'microsoft.resources/resourcegroups' ? 'Microsoft.Resources/subscriptions/resourceGroups' : type;
    if (action.kind !== 'delete') add(group, 'Microsoft.Resources/deployments/write');
    if (action.kind !== 'delete') add(group, `${armType}/write`);
    if (action.kind === 'delete' || action.kind === 'replace') add(group, `${armType}/delete`);
  }
  for (const { siteId, action } of plan.packages ?? []) {
    if (action === 'publish') add(groupOf(siteId) ?? '', 'Microsoft.Web/sites/publish/Action');
  }
  return needed;
}

async function missingAt(group: string, actions: readonly string[], { questions, azure, signal }: PreflightInput): Promise<readonly MissingPermission[]> {
  const subscription = `/subscriptions/${azure.subscriptionId}`;
  const scopes = group === '' ? [subscription] : [`${subscription}/resourceGroups/${group}`, subscription];
  for (const scope of scopes) {
    const { status, body } = await questions.ask({ method: 'GET', path: `${scope}/providers/Microsoft.Authorization/permissions`, apiVersion: '2022-04-01' }, signal);
    if (status === 404) continue;
    const permissions = permissionsOf(body);
    if (status >= 400 || permissions.length === 0) return [{ kind: 'unknown', scope }];
    const missing = actions.filter((action) => !isPermitted(permissions, action));
    return missing.length === 0 ? [] : [{ kind: 'lacking', scope, actions: missing }];
  }
  return [{ kind: 'unknown', scope: subscription }];
}

function unknown(scope: string): PreflightFinding {
  return { check: 'permissions', severity: 'could-not-check', code: 'ATK1802', summary: `Azure does not say what this identity may do on ${scope}`, hint: 'Apply finds out; a role that was just activated shows after some minutes.' };
}

function lacking({ scope, actions: missing }: Extract<MissingPermission, { readonly kind: 'lacking' }>): PreflightFinding {
  const more = missing.length > named ? ` and ${missing.length - named} more` : '';
  return {
    check: 'permissions',
    severity: 'blocker',
    code: 'ATK1802',
    summary: `this identity may not do ${missing.slice(0, named).join(', ')}${more} on ${scope}`,
    hint: missing.some((action) => action.startsWith('Microsoft.Authorization/')) ? 'Ask for Owner there, or for "Role Based Access Control Administrator" beside Contributor.' : 'Ask for Contributor there.',
  };
}
