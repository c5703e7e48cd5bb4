import type { TokenCredential } from '@azure/identity';
import type { HttpClient, Pipeline } from '@azure/core-rest-pipeline';
import type { Answer, ArmChange, Question } from '../engine/azure-questions.ts';
import type { Json } from '../model/json.ts';
import { AtakoraError } from '../model/errors.ts';
import { advised } from './advise-failure.ts';
import { cloudEndpoints } from './clouds.ts';
import { callSdk } from './sdk-call.ts';
import type { ClientOptions } from './sdk-clients.ts';
import { unfoldFailure } from './unfold-failure.ts';

/**
 * Calls of Resource Manager for which no SDK client is worth its weight, through the SDKs' own pipeline. The pipeline is made at the first call.
 * @throws AtakoraError `ATK1801`, `ATK1802`, `ATK1803`, `ATK1804` for sign-in, rights, throttling and network; other statuses are answers.
 */
export function armCalls(options: ClientOptions): (call: Question | ArmChange, signal?: AbortSignal) => Promise<Answer> {
  const { resourceManager } = cloudEndpoints(options.cloud);
  let pipeline: Promise<Pipeline> | undefined;
  return async (call, signal) => {
    pipeline ??= makePipeline(resourceManager, options.credential);
    return send(call, { resourceManager, pipeline: await pipeline, httpClient: options.httpClient }, signal);
  };
}

/** The same for calls that change something: every refusal is thrown. */
export function armChanges(options: ClientOptions): (call: ArmChange, signal?: AbortSignal) => Promise<void> {
  const calls = armCalls(options);
  return async (call, signal) => {
    const answer = await calls(call, signal);
    if (answer.status >= 400) throw refused(`${call.method} ${call.path}`, answer);
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

async function send({ method, path, apiVersion, body }: Question | ArmChange, line: Line, signal: AbortSignal | undefined): Promise<Answer> {
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
