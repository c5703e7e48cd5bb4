import type { DeploymentExtended } from '@azure/arm-resourcesdeployments';
import type { Azure, DeploymentOperation, DeploymentRequest, DeploymentStatus, ProvisioningState } from '../engine/ports.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import type { Json, JsonObject } from '../model/json.ts';
import { isJsonObject } from '../model/json.ts';
import type { DeploymentTarget } from '../model/synthesis.ts';
import { callSdk, failureOf } from './sdk-call.ts';
import type { SdkClients } from './sdk-clients.ts';
import { advised } from './advise-failure.ts';
import { unfoldFailure } from './unfold-failure.ts';

/** The part of the port that deploys. */
export type DeploymentCalls = Pick<Azure, 'startDeployment' | 'getDeployment' | 'listOperations' | 'cancelDeployment'>;

export function deploymentCalls(clients: SdkClients): DeploymentCalls {
  return {
    startDeployment: (request, signal) => startDeployment(clients, request, signal),
    getDeployment: (scope, name, signal) => getDeployment(clients, scope, name, signal),
    listOperations: (scope, name, signal) => listOperations(clients, scope, name, signal),
    cancelDeployment: (scope, name, signal) => cancelDeployment(clients, scope, name, signal),
  };
}

async function startDeployment(clients: SdkClients, request: DeploymentRequest, signal: AbortSignal | undefined): Promise<void> {
  const { deployments } = await clients.deployments();
  const { name, scope, tags } = request;
  const properties = { mode: 'Incremental' as const, template: { ...request.template }, parameters: parametersOf(request.parameters) };
  await callSdk(
    `start the deployment ${name}`,
    async (options) => {
      const started =
        scope.kind === 'subscription'
          ? deployments.createOrUpdateAtSubscriptionScope(name, { location: scope.location, properties, tags: { ...tags } }, options)
          : deployments.createOrUpdate(scope.resourceGroup, name, { properties, tags: { ...tags } }, options);
      // A poller is a promise of the deployment's end; only its acceptance is waited for.
      await started.submitted();
    },
    signal,
  );
}

/** The SDK's parameters are values or references; their content is passed on as it is. */
function parametersOf(parameters: JsonObject): Record<string, { value?: Json; reference?: never }> {
  return parameters as unknown as Record<string, { value?: Json; reference?: never }>;
}

async function getDeployment(clients: SdkClients, scope: DeploymentTarget, name: string, signal: AbortSignal | undefined): Promise<DeploymentStatus | undefined> {
  const { deployments } = await clients.deployments();
  try {
    const { result, raw } = await callSdk<DeploymentExtended>(
      `read the deployment ${name}`,
      (options) => (scope.kind === 'subscription' ? deployments.getAtSubscriptionScope(name, options) : deployments.get(scope.resourceGroup, name, options)),
      signal,
    );
    return statusOf(name, result, raw?.bodyAsText);
  } catch (error) {
    if (failureOf(error)?.status === 404 && failureOf(error)?.code !== 'SubscriptionNotFound') return undefined;
    throw error;
  }
}

function statusOf(name: string, deployment: DeploymentExtended, body: string | null | undefined): DeploymentStatus {
  const properties = propertiesOf(body);
  const correlationId = deployment.properties?.correlationId;
  const failure = unfoldFailure({ error: properties['error'] ?? null }, correlationId === undefined ? {} : { correlationId });
  const outputs = isJsonObject(properties['outputs']) ? properties['outputs'] : {};
  return {
    name: deployment.name ?? name,
    state: stateOf(deployment.properties?.provisioningState),
    outputs: Object.fromEntries(Object.entries(outputs).flatMap(([key, output]) => (isJsonObject(output) && output['value'] !== undefined ? [[key, output['value']]] : []))),
    ...(failure === undefined ? {} : { failure: advised(failure) }),
    ...(correlationId === undefined ? {} : { correlationId }),
  };
}

/** The SDK's model of errors drops parts of them, so the body is read as it came. */
function propertiesOf(body: string | null | undefined): JsonObject {
  const parsed: unknown = JSON.parse(body ?? '{}');
  const properties = isJsonObject(parsed) ? parsed['properties'] : undefined;
  return isJsonObject(properties) ? properties : {};
}

async function listOperations(clients: SdkClients, scope: DeploymentTarget, name: string, signal: AbortSignal | undefined): Promise<readonly DeploymentOperation[]> {
  const { deploymentOperations } = await clients.deployments();
  const { result } = await callSdk(
    `list the operations of the deployment ${name}`,
    async (options) => {
      const found: DeploymentOperation[] = [];
      const pages = scope.kind === 'subscription' ? deploymentOperations.listAtSubscriptionScope(name, options) : deploymentOperations.list(scope.resourceGroup, name, options);
      for await (const { operationId, properties } of pages) {
        const target = properties?.targetResource;
        const failure = operationFailure(properties?.statusMessage, target?.id);
        const durationMs = properties?.duration === undefined ? undefined : isoDurationMs(properties.duration);
        found.push({
          operationId: operationId ?? '',
          ...(target?.id === undefined ? {} : { targetId: target.id }),
          ...(target?.resourceType === undefined ? {} : { targetType: target.resourceType }),
          state: stateOf(properties?.provisioningState),
          ...(durationMs === undefined ? {} : { durationMs }),
          ...(properties?.timestamp === undefined ? {} : { endedAt: new Date(properties.timestamp).toISOString() }),
          ...(failure === undefined ? {} : { failure }),
        });
      }
      return found;
    },
    signal,
  );
  return result;
}

function operationFailure(statusMessage: unknown, target: string | undefined): AzureFailure | undefined {
  const failure = statusMessage === undefined || statusMessage === null ? undefined : unfoldFailure(statusMessage, target === undefined ? {} : { target });
  return failure === undefined ? undefined : advised(failure);
}

async function cancelDeployment(clients: SdkClients, scope: DeploymentTarget, name: string, signal: AbortSignal | undefined): Promise<void> {
  const { deployments } = await clients.deployments();
  await callSdk(`cancel the deployment ${name}`, (options) => (scope.kind === 'subscription' ? deployments.cancelAtSubscriptionScope(name, options) : deployments.cancel(scope.resourceGroup, name, options)), signal);
}

const states: Readonly<Record<string, ProvisioningState>> = {
  accepted: 'accepted',
  created: 'accepted',
  notspecified: 'accepted',
  ready: 'accepted',
  succeeded: 'succeeded',
  failed: 'failed',
  canceled: 'canceled',
};

/** Anything that is no end is running. */
function stateOf(state: string | undefined): ProvisioningState {
  return states[state?.toLowerCase() ?? ''] ?? 'running';
}

/** Milliseconds of an ISO 8601 duration of days, hours, minutes and seconds; undefined for anything else. */
export function isoDurationMs(text: string): number | undefined {
  const match = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/.exec(text);
  if (match === null) return undefined;
  const [days = '0', hours = '0', minutes = '0', seconds = '0'] = match.slice(1).map((part) => part ?? '0');
  return Math.round(((Number(days) * 24 + Number(hours)) * 60 + Number(minutes)) * 60_000 + Number(seconds) * 1000);
}
