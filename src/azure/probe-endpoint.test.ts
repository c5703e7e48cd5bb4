import type { HttpClient, PipelineResponse } from '@azure/core-rest-pipeline';
import { createHttpHeaders } from '@azure/core-rest-pipeline';
import { describe, expect, it } from 'vitest';
import { probeEndpoint } from './probe-endpoint.ts';

const now = (): string => '2026-01-15T10:00:00.000Z';
const ask = (httpClient: HttpClient, signal = new AbortController().signal) => probeEndpoint({ cloud: 'AzureUSGovernment', now, patienceMs: 200, httpClient }, signal);

describe('a request to see whether Azure answers', () => {
  it('takes any answer, with its time', async () => {
    const answer = (date?: string): HttpClient => ({ sendRequest: (request) => Promise.resolve({ request, status: 404, headers: createHttpHeaders(date === undefined ? {} : { date }) } as PipelineResponse) });
    expect(await ask(answer('Thu, 15 Jan 2026 10:00:05 GMT'))).toEqual({ result: 'answered', host: 'management.usgovcloudapi.net', status: 404, date: '2026-01-15T10:00:05.000Z', sentAt: now(), receivedAt: now() });
    expect(await ask(answer('soon'))).not.toHaveProperty('date');
  });

  it('says what the system says at the bottom of an error, and does not wait for ever', async () => {
    const failing = (error: Error): HttpClient => ({ sendRequest: () => Promise.reject(error) });
    const inner = Object.assign(new Error('self-signed certificate in certificate chain'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    expect(await ask(failing(Object.assign(new Error('request failed', { cause: inner }), { code: 'REQUEST_SEND_ERROR' })))).toMatchObject({ result: 'failed', code: 'SELF_SIGNED_CERT_IN_CHAIN' });
    expect(await ask(failing(new Error('odd')))).toMatchObject({ code: 'UNKNOWN', message: 'odd' });
    expect(await ask({ sendRequest: ({ abortSignal }) => new Promise((_resolve, reject) => abortSignal?.addEventListener('abort', () => reject(new Error('aborted')))) })).toMatchObject({ code: 'TIMEOUT' });
  });

  it('ends when the user interrupts', async () => {
    const stop = new AbortController();
    stop.abort(new Error('by the user'));
    await expect(ask({ sendRequest: () => Promise.reject(new Error('aborted')) }, stop.signal)).rejects.toThrow('by the user');
  });
});
