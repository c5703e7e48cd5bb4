import type { DeploymentScope, SuppliedParameter } from '../../arm/deployment-input.ts';
import { refuseExtensionConfigs } from '../../arm/extensions.ts';
import { externalInputsOf } from '../../arm/external-inputs.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { resourceIdKey } from '../../arm/resource-id.ts';
import { checkGroup } from '../arm/check-put.ts';
import { managementGroupTitle } from '../arm/management-groups.ts';
import { invalidContent } from '../arm/refusals.ts';
import { scopeId } from '../../arm/scope-id.ts';
import { subscriptionName } from '../arm/subscriptions.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { StoredRequest } from '../world/deployment-store.ts';
import type { DeploymentPlace } from './deployment-place.ts';
import { findResource } from '../world/resource-store.ts';
import { refusingTemplates } from './template-refusal.ts';
import { vaultParameter } from './vault-parameter.ts';

/**
 * Reads the body of a PUT, validation or what-if.
 * @throws Refusal when it is not built as required, or its group is not there.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/deploy-to-subscription
 */
export function readRequest(context: LocalContext, place: DeploymentPlace, body: JsonObject): StoredRequest {
  requireName(place.name);
  const { scope } = place;
  if (scope.resourceGroup !== undefined) checkGroup(context, scope.resourceGroup);
  const location = requireLocation(place, body['location']);
  const properties = body['properties'];
  if (!isJsonObject(properties)) throw invalidContent("Required property 'properties' not found in JSON. Path '', line 1, position 1.");
  const template = properties['template'];
  if (!isJsonObject(template)) throw refuse(400, 'InvalidTemplate', 'Deployment template validation failed: the request has no template in place; templates behind a link are not read here.');
  const configs = properties['extensionConfigs'];
  refusingTemplates('', () => refuseExtensionConfigs(place.name, isJsonObject(configs) ? Object.keys(configs) : [], 'properties.extensionConfigs'));
  return {
    name: place.name,
    ...(location === undefined ? {} : { location }),
    mode: modeOf(properties, scope),
    scope,
    template,
    parameters: parametersOf(context, properties['parameters']),
    context: { ...contextOf(context, scope), ...requiredInputs(properties) },
  };
}

/** Tools fill external inputs in before they deploy: one that was declared and has no value is refused. */
function requiredInputs(properties: JsonObject): { readonly externalInputs?: Readonly<Record<string, Json>> } {
  const declared = properties['externalInputDefinitions'];
  const externalInputs = externalInputsOf(properties['externalInputs']);
  const missing = Object.keys(isJsonObject(declared) ? declared : {}).find((name) => !Object.hasOwn(externalInputs, name));
  if (missing !== undefined) throw invalidContent(`The external input '${missing}' has no value. Path 'properties.externalInputs', line 1, position 1.`);
  return Object.keys(externalInputs).length === 0 ? {} : { externalInputs };
}

function requireName(name: string): void {
  if (name.length > 64) throw refuse(400, 'InvalidDeployment', `The provided deployment name '${name}' has a length of '${name.length}' which exceeds the maximum length of '64'. Please see https://aka.ms/arm-deploy for usage details.`);
  if (!/^[-\w._()]+$/.test(name) || name.endsWith('.')) {
    throw refuse(400, 'InvalidDeploymentName', `The provided deployment name '${name}' is not valid: it may have letters, digits, underscores, parentheses, hyphens and periods, and does not end with a period.`);
  }
}

function requireLocation({ scope, name }: DeploymentPlace, location: Json | undefined): string | undefined {
  const help = 'Please see https://aka.ms/arm-deployment-subscription for usage details.';
  const given = typeof location === 'string' && location !== '' ? location : undefined;
  if (scope.kind === 'resourceGroup' && given !== undefined) throw refuse(400, 'InvalidDeployment', `The 'location' property is not allowed for '${name}' at resource group scope. ${help}`);
  if (scope.kind !== 'resourceGroup' && given === undefined) throw refuse(400, 'InvalidDeployment', `The 'location' property must be specified for '${name}'. ${help}`);
  return given;
}

function modeOf(properties: JsonObject, scope: DeploymentScope): 'Incremental' | 'Complete' {
  const mode = properties['mode'];
  const word = typeof mode === 'string' ? mode.toLowerCase() : '';
  if (word === 'complete' && scope.kind === 'resourceGroup') return 'Complete';
  if (word !== 'incremental') throw refuse(400, 'InvalidDeploymentMode', "The deployment mode is not valid. Use 'Incremental'; 'Complete' exists at resource group scope only.");
  return 'Incremental';
}

const debugLevels = new Set(['none', 'requestcontent', 'responsecontent']);

/**
 * What of its calls a deployment is asked to log: kept and shown, as no call of it goes over a wire here.
 * @throws Refusal for a level that does not exist
 * @see https://learn.microsoft.com/rest/api/resources/deployments/create-or-update#debugsetting
 */
export function debugSettingOf(body: JsonObject): JsonObject | undefined {
  const asked = isJsonObject(body['properties']) ? body['properties']['debugSetting'] : undefined;
  if (asked === undefined || asked === null) return undefined;
  const detailLevel = isJsonObject(asked) ? asked['detailLevel'] : undefined;
  if (detailLevel === undefined || detailLevel === null) return undefined;
  const levels = typeof detailLevel === 'string' ? detailLevel.split(',').map((level) => level.trim().toLowerCase()) : [];
  if (levels.length === 0 || levels.some((level) => !debugLevels.has(level))) throw invalidContent("The detail level of the debug setting is one of 'none', 'requestContent', 'responseContent' and 'requestContent, responseContent'. Path 'properties.debugSetting.detailLevel', line 1, position 1.");
  return { detailLevel };
}

/** What the functions about the surroundings answer at the moment of acceptance. */
export function contextOf(context: LocalContext, scope: DeploymentScope): StoredRequest['context'] {
  const stored = scope.resourceGroup === undefined ? undefined : findResource(context.db, resourceIdKey(scopeId(scope)));
  const location = stored?.body['location'];
  const tags = stored?.body['tags'];
  return {
    cloud: 'AzureCloud',
    now: context.at,
    ...(stored === undefined
      ? {}
      : {
        resourceGroup: {
          id: stored.id,
          name: stored.id.split('/').at(-1) ?? '',
          ...(typeof location === 'string' ? { location } : {}),
          tags: isJsonObject(tags) ? tags : {},
        },
      }),
    ...(scope.subscriptionId === undefined ? {} : { subscription: { displayName: subscriptionName, tenantId: context.tenantId } }),
    ...(scope.managementGroup === undefined ? {} : { managementGroup: { displayName: managementGroupTitle(context, scope.managementGroup) } }),
    tenant: { displayName: 'Local', countryCode: 'US' },
    deployer: { objectId: context.caller.principalId, tenantId: context.tenantId },
  };
}

function parametersOf(context: LocalContext, given: Json | undefined): Readonly<Record<string, SuppliedParameter>> {
  if (given === undefined || given === null) return {};
  if (!isJsonObject(given)) throw invalidContent("Error converting value to type 'parameters'. Path 'properties.parameters', line 1, position 1.");
  return Object.fromEntries(Object.entries(given).map(([name, parameter]) => [name, parameterOf(context, name, parameter)]));
}

function parameterOf(context: LocalContext, name: string, parameter: Json): SuppliedParameter {
  if (!isJsonObject(parameter)) throw invalidContent(`Error converting value to type 'DeploymentParameter'. Path 'properties.parameters.${name}', line 1, position 1.`);
  const { reference, value, expression } = parameter;
  if (typeof expression === 'string' && value === undefined) return { expression };
  if (!isJsonObject(reference)) return value === undefined ? {} : { value };
  return { value: vaultParameter(context, name, reference) };
}
