import { setTimeout as delay } from 'node:timers/promises';
import type { HttpClient, PipelineRequest, PipelineResponse } from '@azure/core-rest-pipeline';
import { AtakoraError } from '../model/errors.ts';
import type { LocalAzure } from '../local/local-azure.ts';

/** The transport of the SDKs that hands requests to a local Azure in this process: no socket, no port. */
export function localHttpClient(azure: LocalAzure): HttpClient {
  return {
    sendRequest: async (request) => {
      const { createHttpHeaders, RestError } = await import('@azure/core-rest-pipeline');
      if (request.abortSignal?.aborted === true) throw new DOMException('The request was aborted.', 'AbortError');
      const body = bodyOf(request);
      const headers = Object.fromEntries(Object.entries(request.headers.toJSON()).map(([name, value]) => [name.toLowerCase(), value]));
      const answer = azure.handle({ method: request.method, url: request.url, headers, ...body });
      if (answer.kind === 'unreachable') {
        throw new RestError(`${answer.code === 'ENOTFOUND' ? 'getaddrinfo' : 'read'} ${answer.code} ${answer.host}`, { code: answer.code, request });
      }
      if (answer.delayMs !== undefined) await delay(answer.delayMs, undefined, request.abortSignal instanceof AbortSignal ? { signal: request.abortSignal } : {});
      const response: PipelineResponse = { request, status: answer.status, headers: createHttpHeaders({ ...answer.headers }), bodyAsText: answer.body ?? '' };
      return response;
    },
  };
}

function bodyOf({ body }: PipelineRequest): { readonly body?: string; readonly bytes?: Uint8Array } {
  if (body === undefined || body === null) return {};
  if (typeof body === 'string') return { body };
  if (body instanceof ArrayBuffer) return { bytes: new Uint8Array(body) };
  if (body instanceof Uint8Array) return { bytes: body };
  throw new AtakoraError('ATK9001', 'the local Azure takes texts and bytes only');
}
