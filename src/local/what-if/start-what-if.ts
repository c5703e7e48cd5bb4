import type { JsonObject } from '../../model/json.ts';
import { isJsonObject } from '../../model/json.ts';
import type { ArmCall } from '../arm/arm-call.ts';
import type { LocalContext } from '../context.ts';
import { later } from '../context.ts';
import type { LocalResponse } from '../request.ts';
import type { ErrorBody } from '../refusal.ts';
import { Refusal, refuse } from '../refusal.ts';
import type { StoredRequest } from '../world/deployment-store.ts';
import type { DeploymentPlace } from '../deployments/deployment-place.ts';
import { readRequest } from '../deployments/deployment-request.ts';
import { acceptedAnswer } from '../deployments/kept-results.ts';
import { checkDeployment } from '../deployments/preflight.ts';
import type { ResultFormat } from './predict-changes.ts';
import { predictChanges } from './predict-changes.ts';

/** Milliseconds that a what-if takes before scaling. */
const whatIfMs = 200;

/**
 * `POST …/whatIf`: accepted, then polled. What a deployment would be refused for comes as a failed result with HTTP 200.
 * @see https://learn.microsoft.com/rest/api/resources/deployments/what-if
 */
export function startWhatIf(context: LocalContext, call: ArmCall, place: DeploymentPlace): LocalResponse {
  const request = withoutSecrets(readRequest(context, place, call.body));
  const format = formatOf(call.body);
  const readyAt = later(context.at, whatIfMs * context.settings.timeScale);
  return acceptedAnswer(context, place.scope, call.apiVersion, { readyAt, status: 200, body: resultOf(context, request, format, call.text ?? '') });
}

function resultOf(context: LocalContext, request: StoredRequest, format: ResultFormat, text: string): JsonObject {
  try {
    const prediction = checkDeployment(context, request, context.ids.hex(20), text);
    return { status: 'Succeeded', properties: { correlationId: context.ids.uuid(), changes: [...predictChanges(context, prediction, format)] } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { status: 'Failed', error: error.error as ErrorBody & JsonObject };
  }
}

function formatOf(body: JsonObject): ResultFormat {
  const properties = body['properties'];
  const settings = isJsonObject(properties) ? properties['whatIfSettings'] : undefined;
  const format = isJsonObject(settings) ? (settings['resultFormat'] ?? 'FullResourcePayloads') : 'FullResourcePayloads';
  if (format === 'ResourceIdOnly' || format === 'FullResourcePayloads') return format;
  throw refuse(400, 'InvalidRequestContent', `The what-if result format '${typeof format === 'string' ? format : ''}' is not valid. Use 'ResourceIdOnly' or 'FullResourcePayloads'.`);
}

/** Values of secure parameters stay what the template calls them, so that no result holds one. */
function withoutSecrets(request: StoredRequest): StoredRequest {
  const { template } = request;
  const declared = isJsonObject(template) && isJsonObject(template['parameters']) ? template['parameters'] : {};
  const types = new Map(Object.entries(declared).map(([name, definition]) => [name.toLowerCase(), isJsonObject(definition) ? definition['type'] : undefined]));
  const isSecure = (name: string) => String(types.get(name.toLowerCase()) ?? '').toLowerCase().startsWith('secure');
  const parameters = Object.fromEntries(Object.entries(request.parameters).map(([name, parameter]) => [name, isSecure(name) && parameter.value !== undefined ? { reference: {} } : parameter]));
  return { ...request, parameters };
}
