import type { JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';

/** True for the type of nested deployments. */
export function isDeployment(type: string): boolean {
  return type.toLowerCase() === 'microsoft.resources/deployments';
}

/** True when the properties of a nested deployment give its template parameters and variables of its own. */
export function isInnerScope(properties: JsonObject): boolean {
  const options = properties['expressionEvaluationOptions'];
  return isJsonObject(options) && typeof options['scope'] === 'string' && options['scope'].toLowerCase() === 'inner';
}
