import type { Json, JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import { invalidContent } from '../arm/refusals.ts';
import type { LocalContext } from '../context.ts';
import { refuse } from '../refusal.ts';
import type { DeploymentHead } from '../world/deployment-store.ts';
import { deploymentProperties, deploymentTemplate, deploymentsOf, findDeployment } from '../world/deployment-store.ts';
import type { DeploymentPlace } from './deployment-place.ts';
import { placeOf } from './deployment-place.ts';

/**
 * What a deployment falls back to when it fails, in the form that its GET shows; undefined when the request asks for none.
 * @throws Refusal when the deployment to go back to is not there or did not succeed
 * @see https://learn.microsoft.com/azure/azure-resource-manager/templates/rollback-on-error
 */
export function rollbackOf(context: LocalContext, place: DeploymentPlace, body: JsonObject): JsonObject | undefined {
  const properties = body['properties'];
  const asked = isJsonObject(properties) ? properties['onErrorDeployment'] : undefined;
  if (!isJsonObject(asked)) return undefined;
  const type = asked['type'];
  if (place.scope.kind !== 'resourceGroup') throw refuse(400, 'InvalidOnErrorDeployment', `The property 'onErrorDeployment' of the deployment '${place.name}' is supported at resource group scope only.`);
  if (type === 'LastSuccessful') {
    const last = deploymentsOf(context.db, place.scopeId).find((head) => head.state === 'Succeeded' && head.parent === undefined);
    return last === undefined ? { type, provisioningState: 'NotSpecified' } : { type, deploymentName: last.name, provisioningState: 'NotSpecified' };
  }
  const name = asked['deploymentName'];
  if (type !== 'SpecificDeployment' || typeof name !== 'string') throw invalidContent("The property 'onErrorDeployment' needs a type of 'LastSuccessful', or 'SpecificDeployment' with a 'deploymentName'. Path 'properties.onErrorDeployment', line 1, position 1.");
  const specific = findDeployment(context.db, placeOf(context, place.scope, name).key);
  if (specific === undefined) throw refuse(404, 'DeploymentNotFound', `Deployment '${name}' could not be found.`);
  if (specific.state !== 'Succeeded') throw refuse(400, 'InvalidOnErrorDeployment', `The deployment '${name}' cannot be gone back to: it is in the state '${specific.state}'.`);
  return { type, deploymentName: specific.name, provisioningState: 'NotSpecified' };
}

/** The template and the parameters of an ended deployment, as far as they are kept: values of secure parameters are not. */
export function deployedBefore(context: LocalContext, key: string): { readonly head: DeploymentHead; readonly template: Json; readonly parameters: JsonObject } | undefined {
  const head = findDeployment(context.db, key);
  if (head === undefined || head.state !== 'Succeeded') return undefined;
  const { accepted } = deploymentProperties(context.db, key);
  const given = isJsonObject(accepted['parameters']) ? accepted['parameters'] : {};
  const parameters = Object.entries(given).flatMap(([name, parameter]): [string, Json][] => (isJsonObject(parameter) && parameter['value'] !== undefined ? [[name, { value: parameter['value'] }]] : []));
  return { head, template: deploymentTemplate(context.db, key), parameters: Object.fromEntries(parameters) };
}
