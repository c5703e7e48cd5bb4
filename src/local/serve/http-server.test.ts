import { request as httpRequest } from 'node:http';
import type { RequestOptions } from 'node:http';
import { connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { LocalAzure } from '../local-azure.ts';
import type { LocalAnswer, LocalRequest } from '../request.ts';
import { answer } from '../request.ts';
import type { HttpServer } from './http-server.ts';
import { serveHttp } from './http-server.ts';

interface Served {
  readonly server: HttpServer;
  /** What reached the world. */
  readonly requests: LocalRequest[];
  readonly errors: unknown[];
}

async function serve(handle: (request: LocalRequest) => LocalAnswer = () => answer(200, { ok: true }), patienceMs?: { header: number; request: number }): Promise<Served> {
  const requests: LocalRequest[] = [];
  const errors: unknown[] = [];
  const azure: LocalAzure = {
    handle: (request) => {
      requests.push(request);
      return handle(request);
    },
    inWorld: () => { throw new Error('not here'); },
    close: () => undefined,
  };
  const server = await serveHttp({ azure, tenantId: 'tenant', about: { service: 'local' }, port: 0, style: 'host', onError: (error) => errors.push(error), ...(patienceMs === undefined ? {} : { patienceMs }) });
  onTestFinished(() => server.close());
  return { server, requests, errors };
}

interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

function send(server: HttpServer, options: RequestOptions & { readonly body?: string | Buffer }): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const { body, ...rest } = options;
    const asked = httpRequest({ host: '127.0.0.1', port: server.port, agent: false, ...rest }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (part: string) => (text += part)).on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text })).on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}

/** Writes bytes to a bare socket and gives all that comes back until it is closed. */
function raw(server: HttpServer, write: (socket: ReturnType<typeof connect>) => void): Promise<string> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(server.port, '127.0.0.1', () => write(socket));
    socket.setEncoding('utf8').on('data', (part: string) => (text += part)).on('error', () => undefined).on('close', () => resolve(text));
  });
}

describe('the server', () => {
  it('hands requests to the world as they are, by Azure\'s names and as network requests', async () => {
    const { server, requests } = await serve();
    const reply = await send(server, { method: 'PUT', path: '//subscriptions/x?api-version=1', headers: { 'X-Ms-Thing': 'a', 'content-type': 'application/json' }, body: '{"a":1}' });
    expect(reply).toMatchObject({ status: 200, text: '{"ok":true}', headers: { 'content-length': '11', 'x-atakora-local': 'not Microsoft Azure' } });
    expect(requests).toEqual([expect.objectContaining({ method: 'PUT', url: 'https://management.azure.com/subscriptions/x?api-version=1', network: true, body: '{"a":1}' })]);
    expect(requests[0]?.headers).toMatchObject({ 'x-ms-thing': 'a' });
  });

  it('says what it is, and where the cloud\'s services are in each shape', async () => {
    const { server, requests } = await serve();
    expect(JSON.parse((await send(server, { path: '/' })).text)).toEqual({ service: 'local' });
    const shape = async (version: string): Promise<unknown> => JSON.parse((await send(server, { path: `/metadata/endpoints?api-version=${version}`, headers: { host: `localhost:${server.port}` } })).text);
    const base = `http://localhost:${server.port}`;
    expect(await shape('2015-01-01')).toMatchObject({ galleryEndpoint: `${base}/`, authentication: { loginEndpoint: `${base}/` } });
    expect(await shape('2019-05-01')).toMatchObject([{ resourceManager: `${base}/`, suffixes: { keyVaultDns: `vault.localhost:${server.port}` }, authentication: { loginEndpoint: base, identityProvider: 'AAD' } }]);
    expect(await shape('2020-06-01')).toMatchObject([{ suffixes: { mhsmDns: 'managedhsm.azure.net' } }]);
    expect(await shape('2022-09-01')).toMatchObject({ resourceManager: `${base}/`, microsoftGraphResourceId: 'https://graph.microsoft.com/' });
    expect((await send(server, { path: '/metadata/endpoints' })).status).toBe(400);
    expect(requests).toEqual([]);
  });

  it('refuses bodies over 4 MB, by their length or as they come, and lets the client read why', async () => {
    const { server, requests } = await serve();
    const large = Buffer.alloc(5 * 1024 * 1024, 0x20);
    for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
      const reply = await send(server, { method: 'PUT', path: '/subscriptions', headers, body: large });
      expect([reply.status, JSON.parse(reply.text)]).toEqual([413, { error: { code: 'RequestContentTooLarge', message: expect.any(String) } }]);
    }
    expect((await send(server, { method: 'PUT', path: '/subscriptions', body: Buffer.alloc(4 * 1024 * 1024, 0x20) })).status).toBe(200);
    expect(requests).toHaveLength(1);
  });

  it('takes packages for a site as bytes, larger ones too', async () => {
    const { server, requests } = await serve();
    const zip = Buffer.alloc(6 * 1024 * 1024, 0xff);
    expect((await send(server, { method: 'POST', path: '/api/publish?type=zip', headers: { host: `app.scm.azurewebsites.localhost:${server.port}`, 'content-type': 'application/zip' }, body: zip })).status).toBe(200);
    expect(requests[0]).toMatchObject({ url: 'https://app.scm.azurewebsites.net/api/publish?type=zip' });
    expect(requests[0]?.body).toBeUndefined();
    expect(Buffer.compare(requests[0]?.bytes ?? new Uint8Array(), zip)).toBe(0);
  });

  it('gives HEAD and 204 no body, and chunked bodies whole', async () => {
    const { server, requests } = await serve(({ method }) => (method === 'DELETE' ? answer(204) : answer(200, { ok: true })));
    expect(await send(server, { method: 'HEAD', path: '/subscriptions' })).toMatchObject({ status: 200, text: '', headers: { 'content-length': '11' } });
    const deleted = await send(server, { method: 'DELETE', path: '/subscriptions' });
    expect([deleted.status, deleted.headers['content-length']]).toEqual([204, undefined]);
    await raw(server, (socket) => socket.end('PUT /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n3\r\n{"a\r\n4\r\n":1}\r\n0\r\n\r\n'));
    expect(requests.at(-1)?.body).toBe('{"a":1}');
  });

  it('does nothing for a body that is cut off, and goes on', async () => {
    const { server, requests, errors } = await serve();
    await raw(server, (socket) => {
      socket.write('PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"half":');
      setTimeout(() => socket.destroy(), 50);
    });
    expect((await send(server, { path: '/subscriptions' })).status).toBe(200);
    expect(requests.map(({ method }) => method)).toEqual(['GET']);
    expect(errors).toEqual([]);
  });

  it('answers pipelined requests in order on one connection', async () => {
    const { server } = await serve(({ url }) => answer(200, { url }));
    const one = (path: string, last = false): string => `GET ${path} HTTP/1.1\r\nHost: localhost:${server.port}\r\n${last ? 'Connection: close\r\n' : ''}\r\n`;
    const text = await raw(server, (socket) => socket.write(`${one('/a')}${one('/b')}${one('/c', true)}`));
    expect([...text.matchAll(/azure\.com\/([abc])"/g)].map(([, path]) => path)).toEqual(['a', 'b', 'c']);
  });

  it('serves a hundred requests at once', async () => {
    const { server } = await serve(({ body }) => answer(200, { body: body ?? '' }));
    const replies = await Promise.all(Array.from({ length: 100 }, (_, i) => send(server, { method: 'PUT', path: '/x', body: `"${i}"` })));
    expect(replies.map(({ text }) => (JSON.parse(text) as { body: string }).body)).toEqual(Array.from({ length: 100 }, (_, i) => `"${i}"`));
  });

  it('closes connections that never say what they want', async () => {
    const { server } = await serve(undefined, { header: 150, request: 300 });
    expect(await raw(server, (socket) => socket.write('GET / HTTP/1.1\r\nX-Slow: '))).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
    expect(await raw(server, (socket) => socket.write('PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\n'))).toMatch(/^(?:HTTP\/1\.1 408 |$)/);
  });

  it('tells hosts that are not there from answers, breaks connections that a rule drops, and holds back what a rule delays', async () => {
    const { server } = await serve(({ url }): LocalAnswer => {
      if (url.includes('none.vault')) return { kind: 'unreachable', code: 'ENOTFOUND', host: 'none.vault.azure.net' };
      if (url.includes('/drop')) return { kind: 'unreachable', code: 'ECONNRESET', host: 'management.azure.com' };
      return { ...answer(200, {}), delayMs: 120 };
    });
    expect(JSON.parse((await send(server, { path: '/hosts/none.vault.azure.net/secrets' })).text)).toMatchObject({ error: { code: 'HostNotFound' } });
    expect((await send(server, { path: '/', headers: { host: 'evil.example' } })).status).toBe(421);
    await expect(send(server, { path: '/drop' })).rejects.toMatchObject({ code: 'ECONNRESET' });
    const began = performance.now();
    await send(server, { path: '/slow' });
    expect(performance.now() - began).toBeGreaterThan(100);
  });

  it('answers 500 where the world fails, and says so on its own side', async () => {
    const { server, errors } = await serve(() => { throw new TypeError('broken'); });
    const reply = await send(server, { path: '/x' });
    expect([reply.status, reply.text.includes('broken')]).toEqual([500, false]);
    expect(errors).toHaveLength(1);
  });

  it('refuses bytes that are no HTTP, and headers without end', async () => {
    const { server } = await serve();
    expect(await raw(server, (socket) => socket.write('\x16\x03\x01garbage\r\n\r\n'))).toMatch(/^HTTP\/1\.1 400 /);
    expect(await raw(server, (socket) => socket.write(`GET /${'a'.repeat(40_000)} HTTP/1.1\r\nHost: localhost\r\n\r\n`))).toMatch(/^HTTP\/1\.1 431 /);
  });

  it('names the mend when its port is taken, and gives it back when it closes', async () => {
    const { server } = await serve();
    const again = { azure: { handle: () => answer(200), inWorld: () => { throw new Error('not here'); }, close: () => undefined }, tenantId: 't', about: {}, port: server.port, style: 'host', onError: () => undefined } as const;
    await expect(serveHttp(again)).rejects.toMatchObject({ code: 'ATK2107', message: expect.stringContaining(`port ${server.port} of 127.0.0.1 is in use`) });
    await server.close();
    const next = await serveHttp(again);
    expect(next.port).toBe(server.port);
    await next.close();
  });
});
