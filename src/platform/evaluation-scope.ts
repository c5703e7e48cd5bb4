import type { DeploymentInput, DeploymentScope } from '../arm/deployment-input.ts';
import { isDeploymentName } from '../arm/limits.ts';
import { builtInMetadata } from '../azure/template-metadata.ts';
import { AtakoraError } from '../model/errors.ts';
import type { Json } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { CommandContext } from './command-context.ts';
import { textFlag } from './command-context.ts';

const kinds: readonly DeploymentScope['kind'][] = ['resourceGroup', 'subscription', 'managementGroup', 'tenant'];

const zeros = '00000000-0000-0000-0000-000000000000';

/**
 * Where a template is meant to be deployed, by the flags; without `--scope` what the template's schema says.
 * @throws AtakoraError `ATK1002` for a scope or a deployment name that Azure has not.
 */
export function scopeOfFlags(context: CommandContext, template: Json): DeploymentScope {
  const kind = kindOfFlags(context) ?? kindOfSchema(template);
  const tenantId = textFlag(context, 'tenant');
  const tenant = tenantId === undefined ? {} : { tenantId };
  const subscriptionId = textFlag(context, 'subscription') ?? zeros;
  switch (kind) {
    case 'tenant':
      return { kind, ...tenant };
    case 'managementGroup':
      return { kind, managementGroup: textFlag(context, 'management-group') ?? 'group', ...tenant };
    case 'subscription':
      return { kind, subscriptionId, ...tenant };
    case 'resourceGroup':
      return { kind, subscriptionId, resourceGroup: textFlag(context, 'resource-group') ?? 'group', ...tenant };
  }
}

/** What an evaluation knows besides template and parameters: name, location and moment of the deployment, and what Azure offers where. */
export function surroundingsOfFlags(context: CommandContext, scope: DeploymentScope): Pick<DeploymentInput, 'name' | 'location' | 'context'> {
  const name = textFlag(context, 'deployment-name') ?? 'deployment';
  if (!isDeploymentName(name)) throw new AtakoraError('ATK1002', `"${name}" is no deployment name: letters, digits and -_.(), at most 64`);
  const location = textFlag(context, 'location');
  return {
    name,
    ...(location === undefined || scope.kind === 'resourceGroup' ? {} : { location }),
    context: {
      cloud: 'AzureCloud',
      now: context.platform.clock.now(),
      newGuid: () => zeros,
      ...builtInMetadata(),
      ...(location === undefined || scope.kind !== 'resourceGroup' ? {} : { resourceGroup: { location } }),
    },
  };
}

function kindOfFlags(context: CommandContext): DeploymentScope['kind'] | undefined {
  const given = textFlag(context, 'scope');
  if (given === undefined) return undefined;
  const kind = kinds.find((known) => known.toLowerCase() === given.toLowerCase().replaceAll('-', ''));
  if (kind === undefined) throw new AtakoraError('ATK1002', `"${given}" is no scope`, { hint: `Scopes: ${kinds.join(', ')}.` });
  return kind;
}

/** @see https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#template-format */
function kindOfSchema(template: Json): DeploymentScope['kind'] {
  const schema = isJsonObject(template) ? String(template['$schema'] ?? '').toLowerCase() : '';
  const word = /\/(subscription|managementgroup|tenant)deploymenttemplate\.json/.exec(schema)?.[1];
  return kinds.find((kind) => kind.toLowerCase() === word) ?? 'resourceGroup';
}
