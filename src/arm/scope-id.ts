import type { DeploymentScope } from './deployment-input.ts';
import { evaluationError } from './template-error.ts';

/** The id of a deployment's scope; empty for the tenant. */
export function scopeId(scope: DeploymentScope): string {
  switch (scope.kind) {
    case 'tenant':
      return '';
    case 'managementGroup':
      return `/providers/Microsoft.Management/managementGroups/${needed(scope.managementGroup, 'management group')}`;
    case 'subscription':
      return subscriptionScopeId(scope);
    case 'resourceGroup':
      return `${subscriptionScopeId(scope)}/resourceGroups/${needed(scope.resourceGroup, 'resource group')}`;
  }
}

/** The id of the subscription that a deployment runs in; @throws ArmTemplateError `ATK2004` where there is none. */
export function subscriptionScopeId(scope: DeploymentScope): string {
  return `/subscriptions/${needed(scope.subscriptionId, 'subscription')}`;
}

function needed(part: string | undefined, what: string): string {
  if (part === undefined || part === '') throw evaluationError(`The deployment has no ${what} at its scope`);
  return part;
}

/** The deployment scope that an id names; undefined when it is the id of something else. */
export function scopeFromId(id: string, tenantId: string | undefined): DeploymentScope | undefined {
  const tenant = tenantId === undefined ? {} : { tenantId };
  if (id === '' || id === '/') return { kind: 'tenant', ...tenant };
  const group = /^\/providers\/Microsoft\.Management\/managementGroups\/([^/]+)$/i.exec(id)?.[1];
  if (group !== undefined) return { kind: 'managementGroup', managementGroup: group, ...tenant };
  const [, subscriptionId, resourceGroup] = /^\/subscriptions\/([^/]+)(?:\/resourceGroups\/([^/]+))?$/i.exec(id) ?? [];
  if (subscriptionId === undefined) return undefined;
  return resourceGroup === undefined ? { kind: 'subscription', subscriptionId, ...tenant } : { kind: 'resourceGroup', subscriptionId, resourceGroup, ...tenant };
}
