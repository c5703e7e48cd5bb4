import type { Azure, DeploymentStatus } from '../engine/ports.ts';
import { AtakoraError } from '../model/errors.ts';
import type { JsonObject } from '../model/json.ts';
import type { DeploymentTarget } from '../model/synthesis.ts';
import type { Scene } from './apply-project.ts';
import type { VaultPlace } from './secret-survey.ts';

/** @see https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/security#key-vault-secrets-officer */
const secretsOfficer = 'b86a8fe4-44ce-4948-aee5-eccb2c155cd7';

/**
 * Gives whoever deploys the role to write secrets of a vault, by a deployment of its own, which knows who that is. It is no part of the
 * environment: each identity that applies gets its own, and no state or plan names one. Giving it again changes nothing.
 * @throws AtakoraError `ATK1802` when this identity may not give roles.
 */
export async function giveSecretsRole({ context, ports }: Scene, azure: Azure, { id, name }: VaultPlace): Promise<void> {
  const scope = groupOf(id);
  const deployment = `atakora-secrets-role-${name}`.slice(0, 64);
  await azure.startDeployment({ name: deployment, scope, template: roleTemplate(name), parameters: {}, tags: {} }, context.signal);
  for (let pause = ports.poll.min; ; pause = Math.min(pause * 2, ports.poll.max)) {
    const status = await azure.getDeployment(scope, deployment, context.signal);
    if (isOver(status)) return;
    await context.platform.clock.sleep(pause, context.signal);
  }
}

function isOver(status: DeploymentStatus | undefined): boolean {
  if (status === undefined || status.state === 'accepted' || status.state === 'running') return false;
  if (status.state === 'succeeded' || JSON.stringify(status.failure ?? {}).includes('RoleAssignmentExists')) return true;
  throw new AtakoraError('ATK1802', 'the role to write secrets could not be given', { source: 'azure', cause: status.failure });
}

function groupOf(id: string): DeploymentTarget {
  const [, subscriptionId = '', resourceGroup = ''] = /^\/subscriptions\/([^/]+)\/resourceGroups\/([^/]+)\//i.exec(id) ?? [];
  return { kind: 'resourceGroup', subscriptionId, resourceGroup };
}

/** Named by what it gives to whom, so that a second one for the same is the same. */
function roleTemplate(vault: string): JsonObject {
  const id = `resourceId('Microsoft.KeyVault/vaults', '${vault}')`;
  return {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    parameters: { writer: { type: 'string', defaultValue: '[deployer().objectId]' } },
    resources: [
      {
        type: 'Microsoft.Authorization/roleAssignments',
        apiVersion: '2022-04-01',
        scope: `Microsoft.KeyVault/vaults/${vault}`,
        name: `[guid(${id}, parameters('writer'), '${secretsOfficer}')]`,
        properties: { roleDefinitionId: `[subscriptionResourceId('Microsoft.Authorization/roleDefinitions', '${secretsOfficer}')]`, principalId: "[parameters('writer')]" },
      },
    ],
  };
}
