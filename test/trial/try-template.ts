import type { DeploymentInput, DeploymentScope, SuppliedParameter } from '../../src/arm/deployment-input.ts';
import type { Prediction } from '../../src/arm/predict.ts';
import { predictDeployment } from '../../src/arm/predict.ts';
import { builtInMetadata } from '../../src/azure/template-metadata.ts';
import { AtakoraError } from '../../src/model/errors.ts';
import type { JsonObject } from '../../src/model/json.ts';
import type { FoundTemplate } from './find-templates.ts';
import { generateParameters } from './generate-parameters.ts';
import { missingIn, prerequisitesOf } from './prerequisites.ts';
import type { TrialFailure } from './trial-azure.ts';
import { openTrialAzure } from './trial-azure.ts';
import { managementGroup, start, tenantId, world } from './trial-world.ts';

/** How far one template got. */
export interface TrialResult {
  readonly path: string;
  readonly scope: DeploymentScope['kind'];
  readonly stage: 'evaluate' | 'deploy' | 'done';
  /** Resources of all levels that the template makes. */
  readonly resources: number;
  readonly ms: number;
  readonly code?: string;
  readonly message?: string;
}

/** Evaluates a template with generated parameters and deploys it to a local Azure that holds no more than what it expects to find. */
export function tryTemplate(found: FoundTemplate): TrialResult {
  const began = performance.now();
  const result = (stage: TrialResult['stage'], resources: number, failure?: TrialFailure): TrialResult => ({ path: found.path, scope: found.scope, stage, resources, ms: performance.now() - began, ...failure });
  const parameters = generateParameters(found.json, world);
  const attempts = scopesFor(found.scope).map((scope) => ({ scope, ...attempt({ ...found, scope }, parameters) }));
  const { scope, prediction, failure: refusal } = attempts.find((one) => one.prediction !== undefined) ?? attempts[0] ?? { scope: found.scope };
  if (prediction === undefined) return result('evaluate', 0, refusal);
  const failure = deployTemplate({ ...found, scope }, parameters, prediction, []);
  return result(failure === undefined ? 'done' : 'deploy', prediction.resources.length, failure);
}

/** The scope of the schema first; templates in the wild now and then name the schema of another one. */
function scopesFor(declared: DeploymentScope['kind']): readonly DeploymentScope['kind'][] {
  const others = (['subscription', 'resourceGroup', 'managementGroup', 'tenant'] as const).filter((scope) => scope !== declared);
  return [declared, ...others];
}

function attempt(found: FoundTemplate, parameters: JsonObject): { readonly prediction?: Prediction; readonly failure?: TrialFailure } {
  try {
    return { prediction: predictDeployment(inputOf(found, parameters)) };
  } catch (error) {
    return { failure: failureOf(error) };
  }
}

function failureOf(error: unknown): TrialFailure {
  if (error instanceof AtakoraError) return { code: error.code, message: error.message };
  return { code: 'crash', message: error instanceof Error ? `${error.message} ${error.stack?.split('\n')[1] ?? ''}` : String(error) };
}

function scopeOf(kind: DeploymentScope['kind']): DeploymentScope {
  switch (kind) {
    case 'tenant':
      return { kind, tenantId };
    case 'managementGroup':
      return { kind, managementGroup, tenantId };
    case 'subscription':
      return { kind, subscriptionId: world.subscriptionId, tenantId };
    case 'resourceGroup':
      return { kind, subscriptionId: world.subscriptionId, resourceGroup: world.resourceGroup, tenantId };
  }
}

const metadata = builtInMetadata();

function inputOf(found: FoundTemplate, parameters: JsonObject): DeploymentInput {
  let count = 0;
  return {
    name: 'trial',
    ...(found.scope === 'resourceGroup' ? {} : { location: world.location }),
    scope: scopeOf(found.scope),
    template: found.json,
    parameters: parameters as Readonly<Record<string, SuppliedParameter>>,
    context: {
      cloud: 'AzureCloud',
      now: new Date(start).toISOString(),
      ...metadata,
      newGuid: () => `00000000-0000-4000-9000-${(count += 1).toString(16).padStart(12, '0')}`,
      resourceGroup: { location: world.location },
    },
  };
}

/** What a refusal says is missing is placed, and the template tried again, some times over. */
function deployTemplate(found: FoundTemplate, parameters: JsonObject, prediction: Prediction, added: readonly string[]): TrialFailure | undefined {
  const azure = openTrialAzure();
  let failure: TrialFailure | undefined;
  try {
    azure.prepare(new Set(prediction.resources.map(({ resource }) => resource.type.split('/')[0] ?? '')));
    for (const { id, parameters: wanted } of [...prerequisitesOf(prediction), ...added.map((id) => ({ id, parameters: [] }))]) azure.place(id, wanted);
    failure = azure.deploy(found, parameters);
  } catch (error) {
    failure = failureOf(error);
  } finally {
    azure.close();
  }
  const missing = failure === undefined ? undefined : missingIn(failure.message);
  if (missing === undefined || added.includes(missing) || added.length > 4) return failure;
  return deployTemplate(found, parameters, prediction, [...added, missing]);
}
