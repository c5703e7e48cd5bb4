import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { Cloud, DeploymentContext, DeploymentInput, DeploymentScope, SuppliedParameter } from './deployment-input.ts';
import { describeDeployment, describeOutputResources, describeOutputs } from './deployment-properties.ts';
import { evaluateInDeployment } from './evaluation.ts';
import type { Prediction } from './predict.ts';
import { predictDeployment } from './predict.ts';
import { renderValue } from './render-value.ts';
import { ArmTemplateError } from './template-error.ts';

/** What the engine says to one case: a value, a predicted deployment, or the error that Azure would answer with. */
export type CaseAnswer =
  | { readonly id: Json; readonly value: Json }
  | { readonly id: Json; readonly properties: JsonObject; readonly resources: readonly Json[]; readonly asserts?: JsonObject }
  | { readonly id: Json; readonly error: { readonly code: string; readonly message: string } };

/** What all cases have in common. */
export interface KnownToAll extends Pick<DeploymentContext, 'providers' | 'locations'> {
  /** ISO 8601 in UTC. */
  readonly now: string;
}

/**
 * Answers a case of batch evaluation: `{id, expression, inputs}` or `{id, template, parameters, scope}`. The moment is that of
 * `now` and new identifiers are zeros, so that equal cases have equal answers. `known` is what providers and regions are when the case
 * does not say it.
 */
export function answerCase(given: JsonObject, known: KnownToAll): CaseAnswer {
  const id = given['id'] ?? null;
  try {
    if (typeof given['expression'] === 'string') {
      return { id, value: renderValue(evaluateInDeployment(expressionInput(objectAt(given, 'inputs'), known), given['expression'])) };
    }
    return { id, ...answerTemplate(given, known) };
  } catch (error) {
    if (error instanceof ArmTemplateError) return { id, error: { code: error.armCode, message: error.message } };
    throw error;
  }
}

function answerTemplate(given: JsonObject, known: KnownToAll): { readonly properties: JsonObject; readonly resources: readonly Json[] } {
  const template = given['template'] ?? null;
  const scope = objectAt(given, 'scope');
  const parameters = objectAt(given, 'parameters');
  const input: DeploymentInput = {
    name: textAt(scope, 'deploymentName') ?? 'deployment',
    ...(textAt(scope, 'deploymentLocation') === undefined ? {} : { location: textAt(scope, 'deploymentLocation') ?? '' }),
    scope: scopeOf(scope, textAt(scope, 'kind')),
    template,
    parameters: Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, suppliedOf(value)])),
    context: contextOf(given, scope, known),
  };
  return describePrediction(predictDeployment(input), template);
}

/** What a predicted deployment looks like: `properties` as Azure's GET has them, the resources of all levels, and what the template asserts. */
export function describePrediction(prediction: Prediction, template: Json): { readonly properties: JsonObject; readonly resources: readonly Json[]; readonly asserts?: JsonObject } {
  const hasOutputs = isJsonObject(template) && isJsonObject(template['outputs']);
  return {
    properties: {
      ...describeDeployment(prediction.expanded),
      ...(hasOutputs ? { outputs: describeOutputs(prediction.outputs) } : {}),
      outputResources: describeOutputResources(prediction.ids),
    },
    resources: prediction.resources.map(({ body }) => body),
    ...(prediction.asserts === undefined ? {} : { asserts: prediction.asserts }),
  };
}

function suppliedOf(value: Json): SuppliedParameter {
  if (!isJsonObject(value)) return { value };
  const { expression } = value;
  return {
    ...(value['value'] === undefined ? {} : { value: value['value'] }),
    ...(value['reference'] === undefined ? {} : { reference: value['reference'] }),
    ...(typeof expression === 'string' ? { expression } : {}),
  };
}

/** A template around an expression that declares what its inputs give. */
function expressionInput(inputs: JsonObject, known: KnownToAll): DeploymentInput {
  const supplied = objectAt(inputs, 'parameters');
  const defaults = objectAt(inputs, 'parameterDefaults');
  const definitions = new Map<string, Json>(Object.entries(supplied).map(([name, value]) => [name, { type: typeOf(value) }]));
  for (const [name, definition] of Object.entries(objectAt(inputs, 'parameterDefinitions'))) definitions.set(name, definition);
  for (const [name, value] of Object.entries(defaults)) definitions.set(name, { type: typeOf(value), defaultValue: value });
  const version = inputs['languageVersion'];
  const template = {
    $schema: 'https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#',
    contentVersion: '1.0.0.0',
    ...(version === undefined ? {} : { languageVersion: version }),
    parameters: Object.fromEntries(definitions),
    variables: objectAt(inputs, 'variables'),
    functions: inputs['functions'] ?? [],
    resources: typeof version === 'string' && version.startsWith('2') ? {} : [],
  };
  return {
    name: textAt(inputs, 'deploymentName') ?? 'deployment',
    scope: scopeOf(inputs, textAt(inputs, 'scope')),
    template,
    parameters: Object.fromEntries(Object.entries(supplied).map(([name, value]) => [name, { value }])),
    context: contextOf(inputs, inputs, known),
  };
}

function typeOf(value: Json): string {
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return 'int';
  return typeof value === 'string' ? 'string' : 'object';
}

const zeros = '00000000-0000-0000-0000-000000000000';

function scopeOf(given: JsonObject, kind: string | undefined): DeploymentScope {
  const tenantId = textAt(given, 'tenantId');
  const tenant = tenantId === undefined ? {} : { tenantId };
  const subscriptionId = textAt(given, 'subscriptionId') ?? zeros;
  switch (kind) {
    case 'tenant':
      return { kind, ...tenant };
    case 'managementGroup':
      return { kind, managementGroup: textAt(given, 'managementGroup') ?? 'managementGroup', ...tenant };
    case 'subscription':
      return { kind, subscriptionId, ...tenant };
    default:
      return { kind: 'resourceGroup', subscriptionId, resourceGroup: textAt(given, 'resourceGroup') ?? 'resourceGroup', ...tenant };
  }
}

function contextOf(given: JsonObject, scope: JsonObject, known: KnownToAll): DeploymentInput['context'] {
  const location = textAt(scope, 'location');
  const providers = given['providersMetadata'] ?? objectAt(given, 'metadata')['providers'] ?? known.providers;
  const locations = given['locationsMetadata'] ?? known.locations;
  const tenant = objectAt(given, 'tenant');
  return {
    cloud: (textAt(given, 'cloud') ?? 'AzureCloud') as Cloud,
    now: known.now,
    newGuid: () => zeros,
    ...(location === undefined ? {} : { resourceGroup: { location } }),
    ...(providers === undefined ? {} : { providers }),
    ...(locations === undefined ? {} : { locations }),
    externalInputs: objectAt(given, 'externalInputs'),
    tenant: {
      ...(textAt(tenant, 'displayName') === undefined ? {} : { displayName: textAt(tenant, 'displayName') ?? '' }),
      ...(textAt(tenant, 'countryCode') === undefined ? {} : { countryCode: textAt(tenant, 'countryCode') ?? '' }),
    },
  };
}

function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}

function textAt(object: JsonObject, key: string): string | undefined {
  const value = object[key];
  return typeof value === 'string' ? value : undefined;
}
