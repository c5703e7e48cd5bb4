import { createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:https';
import { afterAll } from 'vitest';
import { makeCertificate } from '../../src/local/serve/self-signed-certificate.ts';

/** What stands where Azure is, behind a proxy that opens every TLS connection. */
export interface InterceptedAzure {
  /** For HTTPS_PROXY. */
  readonly proxy: string;
  /** The certificate that the proxy shows, as PEM. */
  readonly certificate: string;
  /** `METHOD host/path` of every request, in their order. */
  readonly requests: readonly string[];
}

/** Answers a request to a host of Azure. */
export type AzureAnswer = (request: { readonly method: string; readonly host: string; readonly path: string }) => { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> };

/** Tests that run side by side share the file: proxies end with it. */
const closers: (() => void)[] = [];

afterAll(() => {
  for (const close of closers.splice(0)) close();
});

/** Starts a proxy on loopback that shows one certificate for every host and answers in their place. */
export async function interceptAzure(answer: AzureAnswer): Promise<InterceptedAzure> {
  const made = makeCertificate({ dnsNames: ['management.azure.com', 'login.microsoftonline.com'], addresses: [], from: '2020-01-01T00:00:00.000Z', to: '2049-01-01T00:00:00.000Z' });
  const requests: string[] = [];
  const inner = createTlsServer({ cert: made.cert, key: made.key }, (request, response) => {
    const [method = '', host = '', path = ''] = [request.method, request.headers.host, request.url];
    requests.push(`${method} ${host}${path}`);
    const { status, body, headers } = answer({ method, host, path });
    response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body === undefined ? '' : JSON.stringify(body));
  });
  const proxy = createServer();
  proxy.on('connect', (_request, socket: Socket, head: Buffer) => {
    socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
    if (head.length > 0) socket.unshift(head);
    socket.on('error', () => undefined);
    inner.emit('connection', socket);
  });
  await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
  closers.push(() => {
    proxy.closeAllConnections();
    proxy.close();
    inner.closeAllConnections();
  });
  return { proxy: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`, certificate: made.cert, requests };
}
