import { appendFileSync } from 'node:fs';
import type { HttpClient } from '@azure/core-rest-pipeline';
import * as real from '../../../src/azure/local-client.ts';

/** Variable that says where the requests to the cloud that change something are written down. */
export const requestLogVariable = 'ATAKORA_TEST_REQUESTS';

/** One request as the cloud saw it. */
export interface LoggedRequest {
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly body: string;
}

/** The transport, with a line in the cloud's log for each request that changes something. A killed process loses nothing that it has given to the system. */
export function localHttpClient(...args: Parameters<typeof real.localHttpClient>): HttpClient {
  const client = real.localHttpClient(...args);
  return {
    sendRequest: async (request) => {
      const response = await client.sendRequest(request);
      const log = process.env[requestLogVariable];
      if (log !== undefined && (request.method === 'PUT' || request.method === 'DELETE')) {
        const logged: LoggedRequest = { method: request.method, path: new URL(request.url).pathname, status: response.status, body: typeof request.body === 'string' ? request.body : '' };
        appendFileSync(log, `${JSON.stringify(logged)}\n`);
      }
      return response;
    },
  };
}
