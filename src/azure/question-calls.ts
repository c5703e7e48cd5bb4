import type { AzureQuestions } from '../engine/azure-questions.ts';
import type { DeploymentRequest } from '../engine/ports.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import type { Json } from '../model/json.ts';
import { AtakoraError } from '../model/errors.ts';
import { advised } from './advise-failure.ts';
import { armCalls } from './arm-calls.ts';
import { callSdk, failureOf } from './sdk-call.ts';
import type { ClientOptions, SdkClients } from './sdk-clients.ts';
import { unfoldFailure } from './unfold-failure.ts';

/** Questions of services for which no SDK client is worth its weight, through the SDKs' own pipeline: sign-in, retries and user agent are the same. */
export function questionCalls(options: ClientOptions, clients: SdkClients): AzureQuestions {
  return {
    ask: armCalls(options),
    validate: (request, signal) => validate(clients, request, signal),
    whatIf: (request, signal) => whatIf(clients, request, signal),
  };
}

/** Statuses with which a template is refused; others refuse the question. */
const verdicts = new Set([400, 403, 404, 409]);

async function validate(clients: SdkClients, { name, scope, template, parameters }: Omit<DeploymentRequest, 'tags'>, signal: AbortSignal | undefined): Promise<AzureFailure | undefined> {
  const { deployments } = await clients.deployments();
  const once = (validationLevel: 'Provider' | 'ProviderNoRbac') => {
    const properties = { mode: 'Incremental' as const, template: { ...template }, parameters: parameters as never, validationLevel };
    return callSdk(
      `validate the deployment ${name}`,
      async (options) => (scope.kind === 'subscription' ? await deployments.validateAtSubscriptionScope(name, { location: scope.location, properties }, options) : await deployments.validate(scope.resourceGroup, name, { properties }, options)),
      signal,
    );
  };
  try {
    const { result } = await once('Provider');
    return result.error === undefined ? undefined : advised(unfoldFailure({ error: result.error as unknown as Json }) ?? { code: 'Unknown', message: 'the template is not valid' });
  } catch (error) {
    const failure = failureOf(error);
    if (failure === undefined || !verdicts.has(failure.status ?? 400)) throw error;
    if (failure.code !== 'AuthorizationFailed') return failure;
  }
  // Who may only read can still learn what the providers say.
  await once('ProviderNoRbac').catch((error: unknown) => {
    if (failureOf(error)?.code === 'AuthorizationFailed') throw error;
  });
  return undefined;
}

async function whatIf(clients: SdkClients, { name, scope, template, parameters }: Omit<DeploymentRequest, 'tags'>, signal: AbortSignal | undefined): Promise<Json | undefined> {
  const { deployments } = await clients.deployments();
  const properties = { mode: 'Incremental' as const, template: { ...template }, parameters: parameters as never, whatIfSettings: { resultFormat: 'FullResourcePayloads' as const } };
  const { result } = await callSdk(
    `forecast the deployment ${name}`,
    async (options) => (scope.kind === 'subscription' ? await deployments.whatIfAtSubscriptionScope(name, { location: scope.location, properties }, options) : await deployments.whatIf(scope.resourceGroup, name, { properties }, options)),
    signal,
  );
  const failure = result.error === undefined ? undefined : unfoldFailure({ error: result.error as unknown as Json });
  if (failure !== undefined) throw new AtakoraError('ATK1803', `Azure refused to forecast the deployment ${name}: ${failure.message} (${failure.code})`, { source: 'azure', cause: advised(failure) });
  return result as unknown as Json;
}
