import { createHmac } from 'node:crypto';
import type { StorageAddresses, StorageService } from './storage-addresses.ts';

/** What a storage request is signed with. */
export interface StorageAccountKey {
  readonly account: string;
  /** Base64. */
  readonly key: string;
}

/** What a storage service said to a new container, queue or table. */
export interface StorageAnswer {
  readonly status: number;
  /** XML or JSON with the error, if there is one. */
  readonly text: string;
}

/** A request before it is signed. */
interface StorageRequest {
  readonly method: 'PUT' | 'POST';
  /** Below the account, percent-encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly body: string;
}

const apiVersion = '2025-05-05';

/** Asks the emulator for a blob container, a queue or a table, through its REST API. */
export async function createInAzurite(addresses: StorageAddresses, { account, key }: StorageAccountKey, service: StorageService, name: string): Promise<StorageAnswer> {
  const request = requestFor(service, name);
  const date = new Date().toUTCString();
  const signature = createHmac('sha256', Buffer.from(key, 'base64')).update(textToSign(account, service, request, date)).digest('base64');
  const headers = {
    'x-ms-date': date,
    'x-ms-version': apiVersion,
    ...(request.body === '' ? {} : { 'content-type': 'application/json', accept: 'application/json;odata=nometadata' }),
    authorization: `SharedKey ${account}:${signature}`,
  };
  const query = new URLSearchParams(request.query).toString();
  const url = `${addresses[service]}/${account}/${request.path}${query === '' ? '' : `?${query}`}`;
  const response = await fetch(url, {
    method: request.method,
    headers,
    ...(request.body === '' ? {} : { body: request.body }),
    signal: AbortSignal.timeout(10_000),
  });
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
function textToSign(account: string, service: StorageService, { method, path, query, body }: StorageRequest, date: string): string {
  const resource = [`/${account}/${account}/${path}`, ...Object.entries(query).map(([name, value]) => `${name}:${value}`)].join('\n');
  if (service === 'table') {
    return [method, '', body === '' ? '' : 'application/json', date, resource].join('\n');
  }
  const unused = Array.from({ length: 11 }, () => '');
  return [method, ...unused, `x-ms-date:${date}`, `x-ms-version:${apiVersion}`, resource].join('\n');
}
