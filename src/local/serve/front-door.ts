import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { AtakoraError } from '../../model/errors.ts';
import type { LocalAzure } from '../local-azure.ts';
import type { LocalRequest, LocalResponse } from '../request.ts';
import { answer } from '../request.ts';
import { errorBody } from '../refusal.ts';
import { cloudMetadata } from './cloud-metadata.ts';
import { readBody } from './read-body.ts';
import { answerForClient, requestForWorld } from './rewrite-hosts.ts';
import type { Front, ServedRequest } from './served-names.ts';
import { armHost, locateRequest, toServedHost } from './served-names.ts';

/** What the server is and what it serves. */
export interface FrontDoor {
  readonly azure: LocalAzure;
  readonly tenantId: string;
  /** What `GET /` says, so that a person and `local status` know whom they reached. */
  readonly about: Readonly<Record<string, string | number>>;
  /** Called with what is no answer of Azure: a bug, a world that cannot be written. */
  readonly onError: (error: unknown) => void;
}

/** Bytes of a body; packages that are published to a site may be larger. */
const bodyLimit = 4 * 1024 * 1024;
const packageLimit = 256 * 1024 * 1024;

/** Answers one HTTP request, or breaks the connection where a fault rule or the client itself says so. Never throws. */
export async function answerHttp(door: FrontDoor, front: Front, request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const place = locateRequest(front, request.headers.host, request.url ?? '/');
    const read = await readBody(request, place !== undefined && isUpload(place) ? packageLimit : bodyLimit);
    if (read.kind === 'cut-off') return;
    if (read.kind === 'too-large') {
      send(request, response, answer(413, errorBody({
        code: 'RequestContentTooLarge',
        message: 'The request content size exceeds the maximum size of 4 MB.',
      }), { connection: 'close' }));
      return;
    }
    if (place === undefined) return send(request, response, unknownHost(request.headers.host ?? ''));
    await answerPlaced(door, front, place, read.bytes, request, response);
  } catch (error) {
    door.onError(error);
    if (!response.headersSent) send(request, response, failure(error));
  }
}

async function answerPlaced(door: FrontDoor, front: Front, place: ServedRequest, bytes: Uint8Array, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const own = ownAnswer(door, front, place, request);
  if (own !== undefined) return send(request, response, own);
  const given = door.azure.handle(requestForWorld(front, place, localRequest(request, bytes, isUpload(place))));
  if (given.kind === 'unreachable') {
    if (given.code === 'ECONNRESET') return void request.socket.destroy();
    return send(request, response, unknownHost(given.host));
  }
  if (given.delayMs !== undefined && given.delayMs > 0) await sleep(given.delayMs, undefined, { ref: false });
  send(request, response, answerForClient(front, place, given));
}

/** What the server says of itself and of the cloud. */
function ownAnswer(door: FrontDoor, front: Front, place: ServedRequest, request: IncomingMessage): LocalResponse | undefined {
  const { url, base } = place;
  if (url.hostname !== armHost) return undefined;
  const path = url.pathname.toLowerCase().replace(/^\/+|\/+$/g, '');
  const reads = request.method === 'GET' || request.method === 'HEAD';
  if (path === '' && reads) return answer(200, door.about);
  if (path !== 'metadata/endpoints' || !reads) return undefined;
  const vaultSuffix = toServedHost(front, { ...place, style: 'host' }, 'vault.azure.net');
  return cloudMetadata({ base: base ?? `https://${armHost}`, vaultSuffix, tenantId: door.tenantId }, url.searchParams.get('api-version'));
}

function localRequest(request: IncomingMessage, bytes: Uint8Array, upload: boolean): Omit<LocalRequest, 'url'> {
  const headers = Object.fromEntries(Object.entries(request.headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, Array.isArray(value) ? value.join(', ') : value]])));
  const body = bytes.length === 0 ? {} : upload && !isText(headers['content-type']) ? { bytes } : { body: new TextDecoder().decode(bytes) };
  return { method: request.method ?? 'GET', headers, network: true, ...body };
}

function isUpload({ url }: ServedRequest): boolean {
  return /(?:^|\.)scm\.azurewebsites\.net$/i.test(url.hostname);
}

function isText(contentType: string | undefined): boolean {
  return /json|text|urlencoded/i.test(contentType ?? '');
}

function send(request: IncomingMessage, response: ServerResponse, given: LocalResponse): void {
  if (response.destroyed) return;
  const body = given.body === undefined ? undefined : Buffer.from(given.body);
  const { 'content-length': _length, ...headers } = given.headers;
  const bare = given.status === 204 || given.status === 304;
  response.writeHead(given.status, { ...headers, 'x-atakora-local': 'not Microsoft Azure', ...(bare ? {} : { 'content-length': body?.length ?? 0 }) });
  response.end(request.method === 'HEAD' || bare ? undefined : body);
}

/** A host that does not exist has no address; over a socket that was already opened this is as near as it comes, and clients do not try it again. */
function unknownHost(host: string): LocalResponse {
  return answer(421, errorBody({
    code: 'HostNotFound',
    message: `The local Azure has no host '${host}': no vault or site of that name exists in this world.`,
  }));
}

function failure(error: unknown): LocalResponse {
  const message = error instanceof AtakoraError ? `${error.code} ${error.message}` : 'The local Azure failed.';
  return answer(500, errorBody({ code: 'InternalServerError', message }));
}
