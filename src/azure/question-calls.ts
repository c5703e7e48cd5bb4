import type { TokenCredential } from '@azure/identity';
import type { HttpClient, Pipeline } from '@azure/core-rest-pipeline';
import type { Answer, AzureQuestions, Question } from '../engine/azure-questions.ts';
import type { DeploymentRequest } from '../engine/ports.ts';
import type { AzureFailure } from '../model/azure-failure.ts';
import type { Json } from '../model/json.ts';
import { AtakoraError } from '../model/errors.ts';
import { advised } from './advise-failure.ts';
import { cloudEndpoints } from './clouds.ts';
import { callSdk, failureOf } from './sdk-call.ts';
import type { ClientOptions, SdkClients } from './sdk-clients.ts';
import { unfoldFailure } from './unfold-failure.ts';

/** Questions of services for which no SDK client is worth its weight, through the SDKs' own pipeline: sign-in, retries and user agent are the same. */
export function questionCalls(options: ClientOptions, clients: SdkClients): AzureQuestions {
  const { resourceManager } = cloudEndpoints(options.cloud);
  let pipeline: Promise<Pipeline> | undefined;
  return {
    ask: async (question, signal) => {
      pipeline ??= makePipeline(resourceManager, options.credential);
      return ask(question, { resourceManager, pipeline: await pipeline, httpClient: options.httpClient }, signal);
    },
    validate: (request, signal) => validate(clients, request, signal),
    whatIf: (request, signal) => whatIf(clients, request, signal),
  };
}

async function makePipeline(resourceManager: string, credential: TokenCredential): Promise<Pipeline> {
  const { bearerTokenAuthenticationPolicy, createPipelineFromOptions } = await import('@azure/core-rest-pipeline');
  const pipeline = createPipelineFromOptions({ userAgentOptions: { userAgentPrefix: 'atakora' } });
  pipeline.addPolicy(bearerTokenAuthenticationPolicy({ credential, scopes: `${resourceManager}/.default` }));
  return pipeline;
}

interface Line {
  readonly resourceManager: string;
  readonly pipeline: Pipeline;
  readonly httpClient: HttpClient | undefined;
}

async function ask({ method, path, apiVersion, body }: Question, line: Line, signal: AbortSignal | undefined): Promise<Answer> {
  const { createDefaultHttpClient, createHttpHeaders, createPipelineRequest } = await import('@azure/core-rest-pipeline');
  const url = `${line.resourceManager}${path}${path.includes('?') ? '&' : '?'}api-version=${apiVersion}`;
  const headers = createHttpHeaders({ accept: 'application/json', ...(body === undefined ? {} : { 'content-type': 'application/json' }) });
  const { result } = await callSdk(
    `answer ${method} ${path}`,
    (options) =>
      line.pipeline.sendRequest(
        line.httpClient ?? createDefaultHttpClient(),
        createPipelineRequest({ url, method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }), ...(options.abortSignal === undefined ? {} : { abortSignal: options.abortSignal }) }),
      ),
    signal,
  );
  const answer: Answer = { status: result.status, body: parsed(result.bodyAsText) };
  if (result.status === 401 || result.status === 403 || result.status === 429 || result.status >= 500) throw refused(`${method} ${path}`, answer);
  return answer;
}

function parsed(text: string | null | undefined): Json | undefined {
  try {
    return JSON.parse(text ?? '') as Json;
  } catch {
    return undefined;
  }
}

function refused(what: string, { status, body }: Answer): AtakoraError {
  const failure = advised(unfoldFailure(body, { status }) ?? { code: `Http${status}`, message: `status ${status}`, status });
  const code = status === 401 ? 'ATK1801' : status === 403 ? 'ATK1802' : 'ATK1803';
  return new AtakoraError(code, `Azure refused to answer ${what}: ${failure.message} (${failure.code})`, { source: 'azure', cause: failure, ...(failure.advice === undefined ? {} : { hint: failure.advice.hint }) });
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
