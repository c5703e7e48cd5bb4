import type { DeploymentScope, SuppliedParameter } from '../../arm/deployment-input.ts';
import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { checkGroup } from '../arm/check-put.ts';
import { invalidContent } from '../arm/refusals.ts';
import { idKey, lastName, parseArmPath } from '../arm/resource-path.ts';
import { subscriptionName } from '../arm/subscriptions.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import { readSecretValue } from '../vault/secret-store.ts';
import type { StoredRequest } from '../world/deployment-store.ts';
import { findResource } from '../world/resource-store.ts';

/** Where a deployment's name lives. */
export interface DeploymentPlace {
  readonly scopeId: string;
  readonly group?: string;
  readonly name: string;
  readonly id: string;
  readonly key: string;
}

/** The place of a deployment of that name. */
export function placeOf(context: LocalContext, group: string | undefined, name: string): DeploymentPlace {
  const subscription = `/subscriptions/${context.subscriptionId}`;
  const scopeId = group === undefined ? subscription : (findResource(context.db, idKey(`${subscription}/resourceGroups/${group}`))?.id ?? `${subscription}/resourceGroups/${group}`);
  const id = `${scopeId}/providers/Microsoft.Resources/deployments/${name}`;
  return { scopeId, ...(group === undefined ? {} : { group }), name, id, key: idKey(id) };
}

/**
 * Reads the body of a PUT or validation.
 * @throws Refusal when it is not built as required, or its group is not there.
 */
export function readRequest(context: LocalContext, place: DeploymentPlace, body: JsonObject): StoredRequest {
  if (place.name.length > 64 || !/^[-\w._()]+$/.test(place.name)) {
    throw refuse(400, 'InvalidDeploymentName', `The deployment name '${place.name}' is not valid. It may have at most 64 letters, digits, underscores, parentheses, hyphens and periods.`);
  }
  if (place.group !== undefined) checkGroup(context, place.group);
  const location = body['location'];
  if (place.group === undefined && typeof location !== 'string') throw refuse(400, 'LocationRequired', "The 'location' property must be specified for 'DeploymentName'.");
  const properties = body['properties'];
  if (!isJsonObject(properties)) throw invalidContent("Required property 'properties' not found in JSON. Path '', line 1, position 1.");
  const template = properties['template'];
  if (!isJsonObject(template)) throw refuse(400, 'InvalidTemplate', 'Deployment template validation failed: the request has no template in place; templates behind a link are not read here.');
  return {
    name: place.name,
    ...(typeof location === 'string' && place.group === undefined ? { location } : {}),
    mode: modeOf(properties, place),
    scope: scopeOf(context, place.group),
    template,
    parameters: parametersOf(context, properties['parameters']),
    context: contextOf(context, place.group),
  };
}

function modeOf(properties: JsonObject, place: DeploymentPlace): 'Incremental' | 'Complete' {
  const mode = properties['mode'];
  const word = typeof mode === 'string' ? mode.toLowerCase() : '';
  if (word === 'complete' && place.group !== undefined) return 'Complete';
  if (word !== 'incremental') throw refuse(400, 'InvalidDeploymentMode', "The deployment mode is not valid. Use 'Incremental'; 'Complete' exists at resource group scope only.");
  return 'Incremental';
}

function scopeOf(context: LocalContext, group: string | undefined): DeploymentScope {
  const base = { tenantId: context.tenantId, subscriptionId: context.subscriptionId };
  return group === undefined ? { kind: 'subscription', ...base } : { kind: 'resourceGroup', ...base, resourceGroup: group };
}

/** What the functions about the surroundings answer at the moment of acceptance. */
export function contextOf(context: LocalContext, group: string | undefined): StoredRequest['context'] {
  const stored = group === undefined ? undefined : findResource(context.db, idKey(`/subscriptions/${context.subscriptionId}/resourceGroups/${group}`));
  const location = stored?.body['location'];
  const tags = stored?.body['tags'];
  return {
    cloud: 'AzureCloud',
    now: context.at,
    ...(stored === undefined
      ? {}
      : { resourceGroup: { id: stored.id, name: stored.id.split('/').at(-1) ?? '', ...(typeof location === 'string' ? { location } : {}), tags: isJsonObject(tags) ? tags : {} } }),
    subscription: { displayName: subscriptionName, tenantId: context.tenantId },
    tenant: { displayName: 'Local', countryCode: 'US' },
    deployer: { objectId: '33333333-3333-4333-8333-333333333333', tenantId: context.tenantId },
  };
}

function parametersOf(context: LocalContext, given: Json | undefined): Readonly<Record<string, SuppliedParameter>> {
  if (given === undefined || given === null) return {};
  if (!isJsonObject(given)) throw invalidContent("Error converting value to type 'parameters'. Path 'properties.parameters', line 1, position 1.");
  return Object.fromEntries(Object.entries(given).map(([name, parameter]) => [name, parameterOf(context, name, parameter)]));
}

function parameterOf(context: LocalContext, name: string, parameter: Json): SuppliedParameter {
  if (!isJsonObject(parameter)) throw invalidContent(`Error converting value to type 'DeploymentParameter'. Path 'properties.parameters.${name}', line 1, position 1.`);
  const { reference, value } = parameter;
  if (!isJsonObject(reference)) return value === undefined ? {} : { value };
  const vault = isJsonObject(reference['keyVault']) ? reference['keyVault']['id'] : undefined;
  const secretName = reference['secretName'];
  const path = typeof vault === 'string' ? parseArmPath(vault) : undefined;
  if (path?.kind !== 'resource' || typeof secretName !== 'string') throw invalidContent(`The Key Vault reference is not complete. Path 'properties.parameters.${name}.reference', line 1, position 1.`);
  const version = reference['secretVersion'];
  const secret = findResource(context.db, idKey(path.id)) === undefined ? undefined : readSecretValue(context.db, lastName(path), secretName, typeof version === 'string' ? version : undefined);
  if (secret === undefined) {
    throw refuse(400, 'KeyVaultParameterReferenceNotFound', `The specified KeyVault '${path.id}' or its secret '${secretName}' could not be found. Please see https://aka.ms/arm-keyvault for usage details.`);
  }
  return { value: secret };
}
