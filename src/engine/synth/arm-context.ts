import type { Cloud, DeploymentContext } from '../../arm/deployment-input.ts';
import type { EnvironmentTarget } from '../../model/environment-settings.ts';

/**
 * What the template language may know at synthesis. Time and fresh ids are fixed, so that the same inputs give the same result;
 * a template that uses them gets real ones when Azure evaluates it.
 */
export function armContext(target: EnvironmentTarget): DeploymentContext {
  const cloud: Cloud = target.cloud === 'local' ? 'AzureCloud' : target.cloud;
  return {
    cloud,
    now: '2000-01-01T00:00:00.0000000Z',
    newGuid: () => '00000000-0000-0000-0000-000000000000',
    resourceGroup: { location: target.location },
    subscription: { tenantId: target.tenantId },
  };
}
