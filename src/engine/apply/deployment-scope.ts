import type { DeploymentTarget } from '../../model/synthesis.ts';

/** Resource id of the scope that a deployment runs in. */
export function deploymentScopeId(scope: DeploymentTarget): string {
  const subscription = `/subscriptions/${scope.subscriptionId}`;
  return scope.kind === 'subscription' ? subscription : `${subscription}/resourceGroups/${scope.resourceGroup}`;
}
