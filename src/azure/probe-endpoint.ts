import type { HttpClient } from '@azure/core-rest-pipeline';
import type { EndpointProbe } from '../model/doctor.ts';
import type { CloudName } from '../model/environment-settings.ts';
import { cloudEndpoints } from './clouds.ts';

export interface ProbeOptions {
  readonly cloud: CloudName;
  /** ISO 8601 UTC. */
  readonly now: () => string;
  readonly patienceMs: number;
  /** In place of the network. */
  readonly httpClient?: HttpClient;
}

/**
 * Asks Resource Manager something without a sign-in, the way every other request goes: the same proxy, the same certificates. Any answer
 * will do, for it has a time.
 * @throws the signal's reason when it is aborted
 */
export async function probeEndpoint({ cloud, now, patienceMs, httpClient }: ProbeOptions, signal: AbortSignal): Promise<EndpointProbe> {
  const { createDefaultHttpClient, createPipelineFromOptions, createPipelineRequest } = await import('@azure/core-rest-pipeline');
  const { resourceManager } = cloudEndpoints(cloud);
  const { host } = new URL(resourceManager);
  const patience = AbortSignal.timeout(patienceMs);
  const sentAt = now();
  try {
    // Making it fails already when the address of a proxy cannot be read.
    const pipeline = createPipelineFromOptions({ retryOptions: { maxRetries: 0 }, userAgentOptions: { userAgentPrefix: 'atakora' } });
    const request = createPipelineRequest({ url: `${resourceManager}/metadata/endpoints?api-version=2022-09-01`, abortSignal: AbortSignal.any([signal, patience]) });
    const { status, headers } = await pipeline.sendRequest(httpClient ?? createDefaultHttpClient(), request);
    const time = Date.parse(headers.get('date') ?? '');
    return { result: 'answered', host, status, sentAt, receivedAt: now(), ...(Number.isFinite(time) ? { date: new Date(time).toISOString() } : {}) };
  } catch (error) {
    signal.throwIfAborted();
    if (patience.aborted) return { result: 'failed', host, code: 'TIMEOUT', message: '' };
    return { result: 'failed', host, ...innermost(error) };
  }
}

/** What went wrong at the bottom: the pipeline wraps what the system says. */
function innermost(error: unknown): { readonly code: string; readonly message: string } {
  let found: { readonly code: string; readonly message: string } = { code: 'UNKNOWN', message: '' };
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const { code } = at as Error & { readonly code?: unknown };
    if (typeof code === 'string' && code !== 'REQUEST_SEND_ERROR') return { code, message: at.message };
    if (found.code === 'UNKNOWN' && at.message !== '') found = { code: 'UNKNOWN', message: at.message.split('\n')[0] ?? '' };
  }
  return found;
}
