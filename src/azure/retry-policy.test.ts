import type { PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { createHttpHeaders, createPipelineRequest } from '@azure/core-rest-pipeline';
import { describe, expect, test } from 'vitest';
import { createFakeClock } from '../engine/ports.fake.ts';
import type { RequestRetry } from './retry-policy.ts';
import { retryPolicy } from './retry-policy.ts';

type Step = number | { readonly status: number; readonly retryAfter: string } | { readonly code: string };

/** Sends one request through the policy; each step is what the next attempt meets, and 200 when there are no more. */
async function play(steps: readonly Step[], abort?: AbortSignal) {
  const clock = createFakeClock();
  const told: RequestRetry[] = [];
  const times: number[] = [];
  const request: PipelineRequest = createPipelineRequest({ url: 'https://management.azure.com/subscriptions/s/resourceGroups/g/providers/Microsoft.Resources/deployments/atakora-data-1/operations?api-version=1', ...(abort === undefined ? {} : { abortSignal: abort }) });
  const next = (sent: PipelineRequest): Promise<PipelineResponse> => {
    const step = steps[times.length] ?? 200;
    times.push(clock.monotonicMs());
    if (typeof step === 'object' && 'code' in step) return Promise.reject(Object.assign(new Error(step.code), { code: step.code }));
    const status = typeof step === 'number' ? step : step.status;
    return Promise.resolve({ request: sent, status, headers: createHttpHeaders(typeof step === 'number' ? {} : { 'retry-after': step.retryAfter }) });
  };
  const policy = retryPolicy({ sleep: clock.sleep, firstMs: 1_000, onRetry: (retry) => told.push(retry) });
  const outcome = await policy.sendRequest(request, next).then(({ status }) => status, (error: Error) => error.message);
  return { outcome, told, times };
}

describe('a request that meets a fault', () => {
  test('waits as long as Azure asks, a little longer at most, and tells it', async () => {
    const { outcome, told, times } = await play([{ status: 429, retryAfter: '5' }]);
    expect(outcome).toBe(200);
    expect(times[1]).toBeGreaterThanOrEqual(5_000);
    expect(times[1]).toBeLessThanOrEqual(5_500);
    expect(told).toEqual([{ what: 'to read deployment atakora-data-1', afterMs: expect.any(Number) as number, because: 'Azure asks to slow down (HTTP 429)' }]);
  });

  test('waits longer and longer with jitter, and tells it once it is more than a blink', async () => {
    const { outcome, told, times } = await play([500, { code: 'ECONNRESET' }, 503]);
    expect(outcome).toBe(200);
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(500 * 2 ** index);
      expect(wait).toBeLessThanOrEqual(1_000 * 2 ** index);
    }
    expect(told.at(-1)).toMatchObject({ because: 'Azure could not answer (HTTP 503)' });
    expect(told.length).toBeLessThan(3);
  });

  test.each([
    ['faults', Array.from({ length: 9 }, (): Step => 500), 500, 4],
    ['a connection that never works', Array.from({ length: 9 }, (): Step => ({ code: 'ENOTFOUND' })), 'ENOTFOUND', 4],
    ['throttling', Array.from({ length: 20 }, (): Step => ({ status: 429, retryAfter: '1' })), 429, 9],
    ['a wait of hours', [{ status: 429, retryAfter: '3600' }], 429, 1],
    ['a wait until a time of tomorrow', [{ status: 503, retryAfter: new Date(Date.now() + 86_400_000).toUTCString() }], 503, 1],
    ['a refusal', [403], 403, 1],
    ['what is not implemented', [501], 501, 1],
    ['a bug', [{ code: 'ERR_INVALID_ARG' }], 'ERR_INVALID_ARG', 1],
  ] as const)('%s: gives up in the end', async (_, steps, outcome, attempts) => {
    const played = await play(steps);
    expect([played.outcome, played.times.length]).toEqual([outcome, attempts]);
  });

  test('waits until the time that Azure names', async () => {
    const { outcome, times } = await play([{ status: 503, retryAfter: new Date(Date.now() + 90_000).toUTCString() }]);
    expect(outcome).toBe(200);
    expect(times[1]).toBeGreaterThan(80_000);
    expect(times[1]).toBeLessThan(92_000);
  });

  test('is not waited for once it is aborted', async () => {
    const { outcome, times } = await play([500, 500], AbortSignal.abort(new Error('left')));
    expect([outcome, times.length]).toEqual(['left', 1]);
  });
});
