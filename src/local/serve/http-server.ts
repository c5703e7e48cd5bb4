import { createServer as createHttpServer } from 'node:http';
import type { RequestListener, Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { AtakoraError } from '../../model/errors.ts';
import type { FrontDoor } from './front-door.ts';
import { answerHttp } from './front-door.ts';
import type { StorageAddresses } from '../storage/storage-addresses.ts';
import type { Front, HostStyle } from './served-names.ts';
import type { Certificate } from './self-signed-certificate.ts';

export interface ServeOptions extends FrontDoor {
  /** 0 takes a free one. */
  readonly port: number;
  /** Serves HTTPS with it; plain HTTP without. */
  readonly certificate?: Certificate;
  readonly style: HostStyle;
  /** Where blobs, queues and tables are served. */
  readonly storage?: StorageAddresses;
  /** Milliseconds for the header of a request and for all of it. */
  readonly patienceMs?: { readonly header: number; readonly request: number };
}

/** A local Azure that listens on this machine's loopback address, and on no other. */
export interface HttpServer {
  readonly port: number;
  /** Address of Resource Manager and of the sign-in, such as `https://localhost:8443`. */
  readonly url: string;
  /** Takes no more requests, lets those under way end for a moment, then closes. */
  close(): Promise<void>;
}

const loopback = '127.0.0.1';
const defaultPatienceMs = { header: 10_000, request: 60_000 };
const idleMs = 65_000;
const partingMs = 2_000;

/**
 * Serves a world over HTTP or HTTPS.
 * @throws AtakoraError `ATK2107` when the port is taken or not allowed, `ATK2106` when the certificate does not work.
 */
export async function serveHttp(options: ServeOptions): Promise<HttpServer> {
  const scheme = options.certificate === undefined ? 'http' : 'https';
  let front: Front = { scheme, port: options.port, style: options.style, ...(options.storage === undefined ? {} : { storage: options.storage }) };
  const server = createServer(options, (request, response) => void answerHttp(options, front, request, response));
  const port = await listen(server, options.port);
  front = { ...front, port };
  return { port, url: `${scheme}://localhost:${port}`, close: () => close(server) };
}

function createServer({ certificate, patienceMs = defaultPatienceMs }: ServeOptions, listener: RequestListener): Server {
  const settings = {
    headersTimeout: patienceMs.header,
    requestTimeout: patienceMs.request,
    connectionsCheckingInterval: Math.min(1_000, patienceMs.header),
    keepAliveTimeout: idleMs,
  };
  if (certificate === undefined) return createHttpServer(settings, listener);
  try {
    return createHttpsServer({ ...settings, cert: certificate.cert, key: certificate.key, handshakeTimeout: patienceMs.header }, listener);
  } catch (cause) {
    throw new AtakoraError('ATK2106', `the certificate cannot be used: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      const why = error.code === 'EADDRINUSE' ? 'is in use' : error.code === 'EACCES' ? 'needs rights that this process does not have' : `cannot be used: ${error.message}`;
      reject(new AtakoraError('ATK2107', `port ${port} of ${loopback} ${why}`, { cause: error }));
    });
    server.listen(port, loopback, () => resolve((server.address() as AddressInfo).port));
  });
}

async function close(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  server.closeIdleConnections();
  const impatient = setTimeout(() => server.closeAllConnections(), partingMs);
  await closed;
  clearTimeout(impatient);
}
