import type { DeploymentScope } from '../../arm/deployment-input.ts';
import { scopeId } from '../../arm/scope-id.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import type { LocalContext } from '../context.ts';
import { findResource } from '../world/resource-store.ts';

/** Where a deployment's name lives. */
export interface DeploymentPlace {
  readonly scope: DeploymentScope;
  /** Empty for the tenant. */
  readonly scopeId: string;
  readonly name: string;
  readonly id: string;
  readonly key: string;
}

/** The path of a call about deployments: their scope, and the segments behind the word `deployments`. */
export interface DeploymentPath {
  readonly scope: DeploymentScope;
  readonly rest: readonly string[];
}

/** The place of a deployment of that name. */
export function placeOf(context: LocalContext, scope: DeploymentScope, name: string): DeploymentPlace {
  const asked = scopeId(scope);
  // A group keeps the spelling that it was made with.
  const spelled = scope.kind === 'resourceGroup' ? (findResource(context.db, resourceIdKey(asked))?.id ?? asked) : asked;
  const id = `${spelled}/providers/Microsoft.Resources/deployments/${name}`;
  return { scope, scopeId: spelled, name, id, key: resourceIdKey(id) };
}

/** Takes a path apart; undefined when it is not about deployments. */
export function deploymentPath(context: LocalContext, segments: readonly string[]): DeploymentPath | undefined {
  const low = segments.slice(0, 8).map((segment) => segment.toLowerCase());
  const { scope, length } = scopeAhead(context, segments, low);
  // Some clients ask for operations without the provider in the path, below subscriptions and groups.
  if (low[length] === 'deployments' && scope.subscriptionId !== undefined) return { scope, rest: segments.slice(length + 1) };
  if (low[length] !== 'providers' || low[length + 1] !== 'microsoft.resources' || low[length + 2] !== 'deployments') return undefined;
  return { scope, rest: segments.slice(length + 3) };
}

function scopeAhead(context: LocalContext, segments: readonly string[], low: readonly string[]): { readonly scope: DeploymentScope; readonly length: number } {
  const { tenantId } = context;
  const managementGroup = segments[3];
  if (low[0] === 'subscriptions') {
    const base = { tenantId, subscriptionId: context.subscriptionId };
    const group = low[2] === 'resourcegroups' ? segments[3] : undefined;
    return group === undefined ? { scope: { kind: 'subscription', ...base }, length: 2 } : { scope: { kind: 'resourceGroup', ...base, resourceGroup: group }, length: 4 };
  }
  if (low[1] === 'microsoft.management' && low[2] === 'managementgroups' && managementGroup !== undefined) {
    return { scope: { kind: 'managementGroup', tenantId, managementGroup }, length: 4 };
  }
  return { scope: { kind: 'tenant', tenantId }, length: 0 };
}
