import { createHmac } from 'node:crypto';
import type { Azurite, StorageService } from './azurite-process.ts';

/**
 * The account that every emulator has; its key is published and opens nothing else.
 * @see https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
 */
const account = 'devstoreaccount1';
const key = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const apiVersion = '2025-05-05';

/** A request before it is signed. */
interface StorageRequest {
  readonly method: 'PUT' | 'POST';
  /** Below the account, percent-encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the emulator said to a new container, queue or table. */
export interface Answer {
  readonly status: number;
  /** XML or JSON with the error, if there is one. */
  readonly text: string;
}

/** Asks the emulator for a blob container, a queue or a table, through its REST API. */
export async function createInAzurite({ addresses }: Azurite, service: StorageService, name: string): Promise<Answer> {
  const request = requestFor(service, name);
  const date = new Date().toUTCString();
  const headers = {
    'x-ms-date': date,
    'x-ms-version': apiVersion,
    ...(request.body === '' ? {} : { 'content-type': 'application/json', accept: 'application/json;odata=nometadata' }),
    authorization: `SharedKey ${account}:${createHmac('sha256', Buffer.from(key, 'base64')).update(textToSign(service, request, date)).digest('base64')}`,
  };
  const query = new URLSearchParams(request.query).toString();
  const url = `${addresses[service]}/${account}/${request.path}${query === '' ? '' : `?${query}`}`;
  const response = await fetch(url, { method: request.method, headers, ...(request.body === '' ? {} : { body: request.body }), signal: AbortSignal.timeout(10_000) });
  return { status: response.status, text: await response.text() };
}

function requestFor(service: StorageService, name: string): StorageRequest {
  switch (service) {
    case 'blob':
      return { method: 'PUT', path: encodeURIComponent(name), query: { restype: 'container' }, body: '' };
    case 'queue':
      return { method: 'PUT', path: encodeURIComponent(name), query: {}, body: '' };
    case 'table':
      return { method: 'POST', path: 'Tables', query: {}, body: JSON.stringify({ TableName: name }) };
  }
}

/**
 * The text whose signature is sent. The account stands twice in a resource of the emulator, which has it in its paths.
 * @see https://learn.microsoft.com/rest/api/storageservices/authorize-with-shared-key
 */
function textToSign(service: StorageService, { method, path, query, body }: StorageRequest, date: string): string {
  const resource = [`/${account}/${account}/${path}`, ...Object.entries(query).map(([name, value]) => `${name}:${value}`)].join('\n');
  if (service === 'table') {
    return [method, '', body === '' ? '' : 'application/json', date, resource].join('\n');
  }
  const unused = Array.from({ length: 11 }, () => '');
  return [method, ...unused, `x-ms-date:${date}`, `x-ms-version:${apiVersion}`, resource].join('\n');
}
