import type { PipelinePolicy, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import type { Clock } from '../engine/ports.ts';

/** A request that is sent again after a wait; told when the waits for it add up to more than a blink. */
export interface RequestRetry {
  /** `to read deployment atakora-data-…`. */
  readonly what: string;
  readonly afterMs: number;
  readonly because: string;
}

export interface RetryOptions {
  readonly sleep: Clock['sleep'];
  /** First wait after a fault without `Retry-After`; doubled for each further one. Milliseconds. */
  readonly firstMs: number;
  readonly onRetry?: (retry: RequestRetry) => void;
}

/** Name of the SDKs' own policy, in whose place this one stands. */
export const replacedPolicy = 'defaultRetryPolicy';

/** Waits of less in all are nobody's business. */
const toldFromMs = 2_000;

/** What Azure asks to wait is waited for so often; faults that say nothing pass soon or not at all. */
const most = { throttled: 8, faults: 3 } as const;

/** A longer `Retry-After` is the caller's to decide. */
const longestMs = 5 * 60_000;

const networkFaults = new Set(['ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOTFOUND', 'EAI_AGAIN']);

/**
 * Sends requests again that Azure throttled, could not answer or never got: after `Retry-After` where it is given, else after waits that
 * double; always with jitter, so that parallel stacks do not come back as one.
 * @see https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling
 */
export function retryPolicy({ sleep, firstMs, onRetry }: RetryOptions): PipelinePolicy {
  return {
    name: 'atakoraRetryPolicy',
    sendRequest: async (request, next) => {
      let told = 0;
      for (let attempt = 1; ; attempt += 1) {
        const outcome = await sendOnce(request, next);
        const wait = waitAfter(outcome, attempt, firstMs);
        if (wait === undefined) return settle(outcome);
        told += wait;
        if (told >= toldFromMs) onRetry?.({ what: subjectOf(request), afterMs: Math.round(wait), because: reasonOf(outcome) });
        const { abortSignal } = request;
        await sleep(wait, abortSignal instanceof AbortSignal ? abortSignal : undefined);
      }
    },
  };
}

type Outcome = { readonly kind: 'answer'; readonly response: PipelineResponse } | { readonly kind: 'error'; readonly error: unknown };

async function sendOnce(request: PipelineRequest, next: (request: PipelineRequest) => Promise<PipelineResponse>): Promise<Outcome> {
  try {
    return { kind: 'answer', response: await next(request) };
  } catch (error) {
    return { kind: 'error', error };
  }
}

function settle(outcome: Outcome): PipelineResponse {
  if (outcome.kind === 'answer') return outcome.response;
  throw outcome.error;
}

/** Milliseconds until the next attempt; undefined when there is none. */
function waitAfter(outcome: Outcome, attempt: number, firstMs: number): number | undefined {
  const asked = outcome.kind === 'answer' ? retryAfterMs(outcome.response) : undefined;
  if (asked !== undefined) return attempt > most.throttled || asked > longestMs ? undefined : asked + Math.random() * Math.min(asked / 10, 1_000);
  if (!isFault(outcome) || attempt > most.faults) return undefined;
  const full = firstMs * 2 ** (attempt - 1);
  return full / 2 + (Math.random() * full) / 2;
}

function isFault(outcome: Outcome): boolean {
  if (outcome.kind === 'error') return networkFaults.has((outcome.error as { readonly code?: string } | undefined)?.code ?? '');
  const { status } = outcome.response;
  return status === 408 || status === 429 || (status >= 500 && status !== 501 && status !== 505);
}

/** What a throttled or unavailable service asks to wait. */
function retryAfterMs({ status, headers }: PipelineResponse): number | undefined {
  if (status !== 429 && status !== 503) return undefined;
  for (const [name, factor] of [['retry-after-ms', 1], ['x-ms-retry-after-ms', 1], ['retry-after', 1_000]] as const) {
    const given = headers.get(name);
    if (given !== undefined && /^\d+(\.\d+)?$/.test(given.trim())) return Number(given) * factor;
  }
  const until = Date.parse(headers.get('retry-after') ?? '') - Date.now();
  return Number.isFinite(until) ? Math.max(0, until) : undefined;
}

const verbs: Readonly<Record<string, string>> = { GET: 'read', HEAD: 'read', PUT: 'write', PATCH: 'change', DELETE: 'delete', POST: 'ask about' };

function subjectOf({ method, url }: PipelineRequest): string {
  const { pathname } = new URL(url);
  const deployment = /\/deployments\/([^/]+)/i.exec(pathname)?.[1];
  const name = deployment === undefined ? (pathname.split('/').at(-1) ?? pathname) : `deployment ${deployment}`;
  return `to ${verbs[method] ?? method.toLowerCase()} ${decodeURIComponent(name)}`;
}

function reasonOf(outcome: Outcome): string {
  if (outcome.kind === 'error') return `the connection broke (${String((outcome.error as { readonly code?: string }).code)})`;
  const { status } = outcome.response;
  return status === 429 ? 'Azure asks to slow down (HTTP 429)' : `Azure could not answer (HTTP ${status})`;
}
